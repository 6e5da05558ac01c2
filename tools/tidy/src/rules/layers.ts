import { builtinModules } from 'node:module'
import { isNodeZone, isTest, isTestKit, isTypeScript, workspaceOf } from '../areas.ts'
import { collect, type Report, type Repository, type RepositoryFile, type Rule } from '../finding.ts'
import { folderOf, joinPath, readManifest, workspaceManifests, type Manifest } from '../manifests.ts'
import { importsOf, type ImportSite } from '../syntax.ts'

interface Place {
  readonly layer: number
  /** Lower packages that this one must not know all the same. */
  readonly never?: readonly string[]
}

/** Layer of each package and app (docs/architecture.md). A package imports only from lower layers. */
const LAYERS: Readonly<Record<string, Place>> = {
  'packages/codec': { layer: 0 },
  'packages/crypto': { layer: 1 },
  'packages/merkle': { layer: 2 },
  'packages/comet': { layer: 2 },
  'packages/law': { layer: 2 },
  // What courts and institutions say to one another; no ledger knows it.
  'packages/control-interface': { layer: 2 },
  'packages/credit-interface': { layer: 2 },
  // Formal documents as text; no ledger knows them.
  'packages/documents': { layer: 3 },
  'packages/kernel': { layer: 3 },
  'packages/lightclient': { layer: 3 },
  'packages/evidence': { layer: 3 },
  'packages/interchain': { layer: 4, never: ['evidence'] },
  // The verifier judges a ledger's answers; running the ledger's own code would be asking it again.
  'packages/verifier': { layer: 4, never: ['kernel'] },
  'packages/contracts': { layer: 5, never: ['verifier', 'evidence'] },
  'packages/chain': { layer: 6 },
  'packages/sdk': { layer: 7, never: ['chain'] },
  // A host runs any kernel application and knows no domain.
  'packages/host': { layer: 7, never: ['law', 'interchain', 'verifier', 'evidence', 'contracts', 'chain'] },
  // Routes as schemas: console and gateway share them, and neither the ledger's code.
  'packages/gateway-api': { layer: 7, never: ['chain', 'contracts', 'kernel'] },
  'packages/postgres': { layer: 6, never: ['chain', 'contracts', 'kernel'] },
  'packages/metrics': { layer: 6, never: ['chain', 'contracts', 'kernel'] },
  'packages/report-pdf': { layer: 6, never: ['chain', 'contracts', 'kernel'] },
  'packages/signer': { layer: 7 },
  // Judged by subscribers without a ledger: forms, tokens and signatures alone.
  'packages/credit-check': { layer: 7, never: ['kernel', 'chain', 'contracts'] },
  // Keeps bytes for an authority; what they mean on a ledger its gateway knows.
  'packages/vault': { layer: 7, never: ['kernel', 'chain', 'contracts'] },
  // Speaks to an institution for a gateway; what it means on a ledger the gateway knows.
  'packages/institution-adapter': { layer: 7, never: ['kernel', 'chain', 'contracts'] },
  'packages/connectors': { layer: 7, never: ['chain', 'contracts'] },
  // What an institution's answer means on its ledger.
  'packages/institution-service': { layer: 8, never: ['chain'] },
  'apps/node': { layer: 9 },
  'apps/relayer': { layer: 9 },
  'apps/institution': { layer: 9 },
  'apps/gateway': { layer: 9 },
  'apps/console': { layer: 9 },
  'apps/cli': { layer: 9 },
  'apps/verify-page': { layer: 9 },
}

const TEST_TOOLS = /^tools\/(judges|fuzz)\//
const BUILTINS = new Set(builtinModules)

/** Imports go to lower layers only, by declared dependencies, through declared subpaths. Type imports count. */
export const layers: Rule = {
  name: 'layers',
  check: (repository) =>
    collect('layers', (report) => {
      const manifests = new Map(workspaceManifests(repository).map((manifest) => [manifest.name, manifest]))
      for (const manifest of manifests.values()) checkManifest(manifest, manifests, report)
      const root = readManifest(repository, '')
      for (const file of repository.files.values()) {
        const folder = workspaceOf(file.path)
        const own = folder === undefined ? undefined : readManifest(repository, folder)
        if (own === undefined || !isTypeScript(file.path) || own.folder.startsWith('tools/')) continue
        for (const site of importsOf(file)) checkImport({ repository, file, site, own, root, manifests, report })
      }
    }),
}

function checkManifest(manifest: Manifest, manifests: ReadonlyMap<string, Manifest>, report: Report): void {
  if (manifest.folder.startsWith('tools/')) return
  if (LAYERS[manifest.folder] === undefined) {
    report(manifest, `${manifest.folder} has no layer`, 'add it to the table in tools/tidy/src/rules/layers.ts')
    return
  }
  for (const name of manifest.dependencies.keys()) {
    const target = manifests.get(name)
    const refusal = target === undefined ? undefined : refusalOf(manifest, target, true)
    if (refusal !== undefined) report(manifest, refusal, 'remove the dependency or move the code to the lower layer')
  }
}

function refusalOf(from: Manifest, to: Manifest, source: boolean): string | undefined {
  const here = LAYERS[from.folder]
  const there = LAYERS[to.folder]
  if (here === undefined || there === undefined || from.folder === to.folder) return undefined
  if (there.layer === here.layer) return `${from.folder} (layer ${here.layer}) imports ${to.folder} sideways`
  if (there.layer > here.layer)
    return `${from.folder} (layer ${here.layer}) imports ${to.folder} (layer ${there.layer}) above it`
  if (source && here.never?.includes(to.folder.replace('packages/', '')) === true) {
    return `${from.folder} must never know ${to.folder}`
  }
  return undefined
}

interface ImportCheck {
  readonly repository: Repository
  readonly file: RepositoryFile
  readonly site: ImportSite
  readonly own: Manifest
  readonly root: Manifest | undefined
  readonly manifests: ReadonlyMap<string, Manifest>
  readonly report: Report
}

function checkImport(check: ImportCheck): void {
  const { specifier } = check.site
  if (specifier.startsWith('.')) checkRelative(check)
  else if (specifier.startsWith('node:') || BUILTINS.has(specifier)) checkBuiltin(check)
  else {
    const target = check.manifests.get(packageName(specifier))
    if (target === undefined) checkThirdParty(check)
    else checkWorkspace(check, target)
  }
}

function checkRelative({ repository, file, site, own, report }: ImportCheck): void {
  const at = { path: file.path, line: site.line }
  const target = joinPath(folderOf(file.path), site.specifier)
  if (!target.startsWith(`${own.folder}/`)) {
    if (isTest(file.path) && TEST_TOOLS.test(target)) return
    report(at, `"${site.specifier}" leaves ${own.folder}`, 'import the other package by its name')
  } else if (!/\.(tsx?|json|mjs)$/.test(site.specifier)) {
    report(at, `"${site.specifier}" has no file ending`, 'write the file as it lies there, ending included')
  } else if (isSource(file) && (isTest(target) || isTestKit(target))) {
    report(at, `a source imports the test kit "${site.specifier}"`, 'move what the source needs out of the test kit')
  } else if (isNodeZone(target) && !isNodeZone(file.path)) {
    report(at, `the pure zone imports "${site.specifier}" of the Node zone`, 'take the value as an argument')
  } else if (!repository.files.has(target)) {
    report(at, `"${site.specifier}" is not there`, 'correct the path')
  }
}

function checkBuiltin({ file, site, report }: ImportCheck): void {
  const at = { path: file.path, line: site.line }
  if (!isNodeZone(file.path)) {
    report(at, `"${site.specifier}" outside the Node zone`, 'take what Node gives as an argument (a port)')
  } else if (!site.specifier.startsWith('node:')) {
    report(at, `"${site.specifier}" without node:`, `write "node:${site.specifier}"`)
  }
}

function checkWorkspace(check: ImportCheck, target: Manifest): void {
  const { file, site, own, report } = check
  const at = { path: file.path, line: site.line }
  const source = isSource(file)
  const refusal = refusalOf(own, target, source)
  const subpath = `.${site.specifier.slice(target.name.length)}`
  if (refusal !== undefined) {
    report(at, refusal, 'move the code to the lower layer, or state the need as an interface of your own')
  } else if (!target.exports.has(subpath)) {
    report(at, `"${site.specifier}" is not exported by ${target.folder}`, 'import a subpath of its "exports"')
  } else if (source && /\/testing$/.test(site.specifier)) {
    report(at, `a source imports the test kit "${site.specifier}"`, 'only tests and e2e/ may')
  } else if (isNodeZone(target.exports.get(subpath) ?? '') && !isNodeZone(file.path)) {
    report(at, `the pure zone imports "${site.specifier}" of the Node zone`, 'take the value as an argument')
  } else if (target.folder !== own.folder && source && !own.dependencies.has(target.name)) {
    report(at, `"${target.name}" is not declared in ${own.path}`, 'add it to "dependencies"')
  }
}

function checkThirdParty({ file, site, own, root, report }: ImportCheck): void {
  const name = packageName(site.specifier)
  if (own.dependencies.has(name)) return
  const forTests = own.devDependencies.has(name) || root?.devDependencies.has(name) === true
  if (!isSource(file) && forTests) return
  report(
    { path: file.path, line: site.line },
    `"${name}" is not declared in ${own.path}`,
    isSource(file) ? 'declare it in "dependencies"' : 'declare it in "devDependencies"',
  )
}

function isSource(file: RepositoryFile): boolean {
  return !isTest(file.path) && !isTestKit(file.path)
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
