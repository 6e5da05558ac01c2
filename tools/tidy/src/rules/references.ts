import { PURE_PACKAGES } from '../areas.ts'
import { collect, type Report, type Repository, type Rule } from '../finding.ts'
import { joinPath, workspaceManifests, type Manifest } from '../manifests.ts'
import ts from 'typescript'

const CRYPTO_NODE = 'packages/crypto/node'

/** `tsc --build` follows references, npm follows the manifest: both must draw the same graph, and the pure zone its fence. */
export const references: Rule = {
  name: 'references',
  check: (repository) =>
    collect('references', (report) => {
      const manifests = workspaceManifests(repository)
      for (const manifest of manifests) {
        if (!manifest.folder.startsWith('tools/')) checkProject(repository, manifest, manifests, report)
      }
    }),
}

function checkProject(repository: Repository, manifest: Manifest, all: readonly Manifest[], report: Report): void {
  const path = `${manifest.folder}/tsconfig.json`
  const text = repository.files.get(path)?.text
  if (typeof text !== 'string') {
    report({ path }, 'is not there', 'add it, with a reference for each @xiezhi dependency')
    return
  }
  const config = ts.parseConfigFileTextToJson(path, text).config as {
    extends?: string
    compilerOptions?: Record<string, unknown>
    references?: { path: string }[]
  }
  const referenced = new Set((config.references ?? []).map((reference) => joinPath(manifest.folder, reference.path)))
  const declared = new Set(all.filter((other) => manifest.dependencies.has(other.name)).map((other) => other.folder))
  for (const folder of declared) {
    if (!referenced.has(folder)) report({ path }, `no reference to ${folder}, a dependency`, 'add the reference')
  }
  for (const folder of referenced) {
    if (!declared.has(folder) && folder !== CRYPTO_NODE) {
      report(
        { path },
        `a reference to ${folder}, which is no dependency`,
        `declare it in ${manifest.path} or remove it`,
      )
    }
  }
  if (manifest.folder.startsWith('packages/') && isPurePackage(manifest.folder)) checkFence(path, config, report)
}

function checkFence(
  path: string,
  config: { extends?: string; compilerOptions?: Record<string, unknown> },
  report: Report,
): void {
  if (config.extends !== '../../tsconfig.core.json') {
    report({ path }, 'does not extend tsconfig.core.json', 'a pure package compiles without DOM and Node')
  }
  for (const option of ['lib', 'types', 'typeRoots']) {
    if (config.compilerOptions?.[option] !== undefined) {
      report({ path }, `sets "${option}" in the pure zone`, 'leave it to tsconfig.core.json')
    }
  }
}

function isPurePackage(folder: string): boolean {
  return (PURE_PACKAGES as readonly string[]).includes(folder.replace('packages/', ''))
}
