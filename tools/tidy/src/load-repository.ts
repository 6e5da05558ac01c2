import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository, RepositoryFile } from './finding.ts'

/** Larger files are judged by their size alone; the blob rule refuses them anyway. */
const TEXT_BYTES_MAX = 1_048_576
const LIST_BYTES_MAX = 64 * 1_048_576

/** Reads every file that git tracks or would add, so that a new file is judged before its first commit. */
export function loadRepository(root: string): Repository {
  const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: LIST_BYTES_MAX,
  })
  const files = new Map<string, RepositoryFile>()
  for (const path of new Set(listing.split('\0'))) {
    if (path === '') continue
    const status = statSync(join(root, path), { throwIfNoEntry: false })
    // Tracked and deleted, or a link to a folder.
    if (status === undefined || !status.isFile()) continue
    files.set(path, { path, bytes: status.size, text: readText(join(root, path), status.size) })
  }
  return { files }
}

function readText(file: string, bytes: number): string | null {
  if (bytes > TEXT_BYTES_MAX) return null
  const content = readFileSync(file)
  if (content.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    // Not UTF-8: only the size rules apply.
    return null
  }
}
