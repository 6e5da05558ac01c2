import type { Repository } from './finding.ts'

/** The parts of a package.json that the rules read. */
export interface Manifest {
  readonly name: string
  readonly path: string
  readonly folder: string
  readonly dependencies: ReadonlyMap<string, string>
  readonly devDependencies: ReadonlyMap<string, string>
  /** Subpath (`.`, `./testing`) to the source file it stands for, from the repository's root. */
  readonly exports: ReadonlyMap<string, string>
  /** Files a package runs as commands, from the repository's root. */
  readonly bins: readonly string[]
}

export function readManifest(repository: Repository, folder: string): Manifest | undefined {
  const path = folder === '' ? 'package.json' : `${folder}/package.json`
  const text = repository.files.get(path)?.text
  if (text === undefined || text === null) return undefined
  const json = record(JSON.parse(text))
  return {
    name: typeof json.name === 'string' ? json.name : '',
    path,
    folder,
    dependencies: texts(json.dependencies),
    devDependencies: texts(json.devDependencies),
    exports: new Map(Object.entries(record(json.exports)).map(([key, value]) => [key, sourceOf(folder, value)])),
    bins: [...texts(json.bin).values()].map((file) => joinPath(folder, file)),
  }
}

/** Every workspace manifest: packages, apps, tools. */
export function workspaceManifests(repository: Repository): Manifest[] {
  const manifests: Manifest[] = []
  for (const path of repository.files.keys()) {
    const folder = /^((?:packages|apps|tools)\/[^/]+)\/package\.json$/.exec(path)?.[1]
    const manifest = folder === undefined ? undefined : readManifest(repository, folder)
    if (manifest !== undefined) manifests.push(manifest)
  }
  return manifests
}

/** Joins a folder and a relative path without leaving the repository: `a/b` and `../c.ts` give `a/c.ts`. */
export function joinPath(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}

function sourceOf(folder: string, target: unknown): string {
  if (typeof target === 'string') return joinPath(folder, target)
  const source = record(target).source
  return typeof source === 'string' ? joinPath(folder, source) : ''
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function texts(value: unknown): Map<string, string> {
  const pairs = Object.entries(record(value)).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return new Map(pairs)
}
