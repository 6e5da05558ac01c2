import { collect, type Report, type Repository, type Rule } from '../finding.ts'
import { readManifest, workspaceManifests, type Manifest } from '../manifests.ts'

const LOCKFILE = 'package-lock.json'
/** A version, or one of a package that is installed under another name. */
const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/

interface LockEntry {
  readonly resolved?: string
  readonly link?: boolean
  readonly integrity?: string
  readonly inBundle?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
}

/** What is installed is fixed by content, not by address, and `npm ci` agrees with the manifests. */
export const lockfile: Rule = {
  name: 'lockfile',
  check: (repository) =>
    collect('lockfile', (report) => {
      const entries = readEntries(repository)
      if (entries === undefined) {
        report({ path: LOCKFILE }, 'is not there', 'commit it')
        return
      }
      for (const [key, entry] of entries) checkEntry(key, entry, report)
      const root = readManifest(repository, '')
      for (const manifest of root === undefined ? [] : [root, ...workspaceManifests(repository)]) {
        checkManifest(manifest, entries, report)
      }
    }),
}

function readEntries(repository: Repository): Map<string, LockEntry> | undefined {
  const text = repository.files.get(LOCKFILE)?.text
  if (typeof text !== 'string') return undefined
  const { packages = {} } = JSON.parse(text) as { packages?: Record<string, LockEntry> }
  return new Map(Object.entries(packages))
}

function checkEntry(key: string, entry: LockEntry, report: Report): void {
  if (entry.resolved !== undefined && /^(https?|git)/.test(entry.resolved)) {
    report({ path: LOCKFILE }, `${key} has a download address`, 'install with omit-lockfile-registry-resolved (.npmrc)')
  }
  const installed = /(^|\/)node_modules\//.test(key) && entry.link !== true && entry.inBundle !== true
  if (installed && entry.integrity === undefined) {
    report({ path: LOCKFILE }, `${key} has no integrity value`, 'install it again')
  }
}

function checkManifest(manifest: Manifest, entries: ReadonlyMap<string, LockEntry>, report: Report): void {
  for (const [name, version] of [...manifest.dependencies, ...manifest.devDependencies]) {
    if (!EXACT.test(version)) report(manifest, `"${name}": "${version}" is a range`, 'name one version')
  }
  const locked = entries.get(manifest.folder)
  if (locked === undefined) {
    report({ path: LOCKFILE }, `knows nothing of ${manifest.path}`, 'run npm install --package-lock-only')
    return
  }
  const lockedVersions = new Map(Object.entries(locked.dependencies ?? {}))
  for (const name of new Set([...manifest.dependencies.keys(), ...lockedVersions.keys()])) {
    if (manifest.dependencies.get(name) !== lockedVersions.get(name)) {
      report(
        { path: LOCKFILE },
        `${manifest.path} and the lockfile differ on ${name}`,
        'run npm install --package-lock-only',
      )
    }
  }
}
