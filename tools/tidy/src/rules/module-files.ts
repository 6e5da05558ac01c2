import { collect, type Report, type Repository, type Rule } from '../finding.ts'
import { isTest, isTypeScript } from '../areas.ts'
import { MODULE_FILE_EXCEPTIONS, type ModuleFileException } from '../exceptions.ts'
import { folderOf, joinPath } from '../manifests.ts'
import { importsOf } from '../syntax.ts'

const SRC = 'packages/contracts/src/'
/** What modules share: identifiers, the noting of acts, paging, the law in force, what is made once, access, dispatches, packets. */
const SHARED_FILES = [
  'ids.ts',
  'access-policy.ts',
  'acts.ts',
  'all-entries.ts',
  'dispatch-ledger.ts',
  'json-port.ts',
  'law-reading.ts',
  'once-for.ts',
]
const ROOT_FILES = new Set(['index.ts', ...SHARED_FILES].flatMap((name) => [name, name.replace('.ts', '.test.ts')]))
const NAMES = 'module messages state errors events ports api queries invariants genesis fixtures'
const FILES = new Set(NAMES.split(' ').map((name) => `${name}.ts`))

/** Who knows one module knows all: each has the same file names, and no module imports another. */
export function moduleFilesRule(exceptions: readonly ModuleFileException[]): Rule {
  return {
    name: 'module-files',
    check: (repository) =>
      collect('module-files', (report) => {
        const modules = new Set<string>()
        for (const path of repository.files.keys()) {
          if (!path.startsWith(SRC)) continue
          const rest = path.slice(SRC.length)
          const name = rest.includes('/') ? rest.split('/')[0] : undefined
          if (name === undefined) checkRootFile(path, rest, report)
          else {
            modules.add(name)
            checkPlace(repository, path, rest.slice(name.length + 1), name, exceptions, report)
            checkImports(repository, path, name, report)
          }
        }
        for (const name of modules) checkRequired(repository, name, report)
        checkExceptions(repository, exceptions, report)
      }),
  }
}

export const moduleFiles = moduleFilesRule(MODULE_FILE_EXCEPTIONS)

function checkRootFile(path: string, rest: string, report: Report): void {
  if (!ROOT_FILES.has(rest)) {
    report(
      { path },
      'lies beside the modules',
      `put it into a module; only index.ts, ${SHARED_FILES.join(', ')} stand here`,
    )
  }
}

function checkPlace(
  repository: Repository,
  path: string,
  inModule: string,
  module: string,
  exceptions: readonly ModuleFileException[],
  report: Report,
): void {
  if (exceptions.some((exception) => `${SRC}${exception.path}` === path)) return
  if (inModule === 'README.md' || FILES.has(inModule)) return
  if (inModule === `${module}.scenario.test.ts` || /^[a-z0-9-]+(\.[a-z]+)?\.test\.ts$/.test(inModule)) {
    return
  }
  if (/^migrations\/\d{4}-[a-z0-9-]+(\.test)?\.ts$/.test(inModule)) return
  if (/^handlers\/[a-z0-9-]+\.test\.ts$/.test(inModule)) return
  if (/^handlers\/[a-z0-9-]+\.ts$/.test(inModule)) {
    if (!repository.files.has(path.replace(/\.ts$/, '.test.ts'))) {
      report({ path }, 'a handler without a test', `add ${inModule.replace(/\.ts$/, '.test.ts')} beside it`)
    }
    return
  }
  report(
    { path },
    `"${inModule}" is not in the file set of a module`,
    `use README.md, ${[...FILES].join(', ')}, handlers/<operation>.ts or migrations/<number>-<name>.ts`,
  )
}

function checkImports(repository: Repository, path: string, module: string, report: Report): void {
  const file = repository.files.get(path)
  if (file === undefined || !isTypeScript(path)) return
  for (const { specifier, line } of importsOf(file)) {
    if (specifier.startsWith('@xiezhi/contracts')) {
      report({ path, line }, 'a module imports its own package by name', 'import the file')
    }
    if (!specifier.startsWith('.')) continue
    const target = joinPath(folderOf(path), specifier)
    const inside = target.startsWith(`${SRC}${module}/`) || SHARED_FILES.some((name) => target === `${SRC}${name}`)
    if (inside || (isTest(path) && !target.startsWith(SRC))) continue
    report(
      { path, line },
      `module ${module} imports "${specifier}"`,
      'name the need in ports.ts; packages/chain fills it',
    )
  }
}

function checkRequired(repository: Repository, name: string, report: Report): void {
  for (const file of ['README.md', 'module.ts']) {
    const path = `${SRC}${name}/${file}`
    if (!repository.files.has(path)) report({ path }, `module ${name} has no ${file}`, 'add it')
  }
}

function checkExceptions(repository: Repository, exceptions: readonly ModuleFileException[], report: Report): void {
  for (const { path } of exceptions) {
    if (!repository.files.has(`${SRC}${path}`)) {
      report({ path: `${SRC}${path}` }, 'a stale exception: the file is not there', 'remove it from exceptions.ts')
    }
  }
}
