import ts from 'typescript'
import { isSource, isTest, isTestKit, isTypeScript } from '../areas.ts'
import { collect, type Repository, type Rule } from '../finding.ts'
import { folderOf, joinPath, workspaceManifests } from '../manifests.ts'
import { parse, walk } from '../syntax.ts'

/** A source file that no entry point reaches is dead, or was forgotten in a list. A file only its own test uses is dead too. */
export const unimported: Rule = {
  name: 'unimported',
  check: (repository) =>
    collect('unimported', (report) => {
      const paths = [...repository.files.keys()]
      const tests = paths.filter(isTest)
      const entries = workspaceManifests(repository).flatMap(({ exports, bins }) => [...exports.values(), ...bins])
      const fromEntries = reach(repository, entries)
      const fromTests = reach(repository, tests)
      for (const path of paths) {
        if (!isTypeScript(path) || isTest(path) || !/^(packages|apps|tools)\//.test(path)) continue
        const runsForTests = isTestKit(path) || path.startsWith('tools/')
        if (fromEntries.has(path) || (runsForTests && fromTests.has(path))) continue
        const problem =
          fromTests.has(path) && isSource(path) ? 'only tests import this file' : 'nothing imports this file'
        report({ path }, problem, 'import it from where it belongs, or delete it')
      }
    }),
}

function reach(repository: Repository, entries: readonly string[]): Set<string> {
  const reached = new Set<string>()
  const open = [...entries]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path) || !repository.files.has(path)) continue
    reached.add(path)
    open.push(...namedFiles(repository, path))
  }
  return reached
}

/** Files named by a relative path in the file's texts: imports, but also workers and pages started by `new URL('./x.js', …)`. */
function namedFiles(repository: Repository, path: string): string[] {
  const file = repository.files.get(path)
  if (file?.text == null || !/\.(tsx?|mjs|js)$/.test(path)) return []
  const named: string[] = []
  walk(parse(file), (node) => {
    if (!ts.isStringLiteralLike(node) || !/^\.\.?\/.*\.(tsx?|mjs|js)$/.test(node.text)) return
    named.push(...candidates(joinPath(folderOf(path), node.text)))
  })
  return named
}

/** The file itself, and the source that a built file comes from. */
function candidates(target: string): string[] {
  const source = target
    .replace(/(^|\/)dist\//, '$1src/')
    .replace(/(^|\/)dist-node\//, '$1node/')
    .replace(/\.js$/, '')
  return [target, `${source}.ts`, `${source}.tsx`]
}
