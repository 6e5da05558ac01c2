import { execFileSync } from 'node:child_process'
import { chmodSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { PostgresError } from './postgres-error.ts'

/** Whom the server runs as; empty for the user of this process. */
export interface ServerUser {
  readonly uid?: number
  readonly gid?: number
}

const CANDIDATES = ['postgres', 'nobody'] as const
const ENTER_OTHERS = 0o001
const ENTER_GROUP = 0o010
const ENTER_OWNER = 0o100

/** PostgreSQL refuses to run as root: another user of the system then. @throws PostgresError USER_MISSING */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {}
  for (const name of CANDIDATES) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)]
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new PostgresError('USER_MISSING', { expected: CANDIDATES.join(' or ') })
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(
      execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim(),
    )
  } catch {
    return undefined
  }
}

/** @throws PostgresError FOLDER_UNREACHABLE with the first folder above `path` that the user cannot enter */
export function requireReachable(path: string, { uid, gid }: ServerUser): void {
  if (uid === undefined) return
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder)
    const bit = owner === uid ? ENTER_OWNER : group === gid ? ENTER_GROUP : ENTER_OTHERS
    if ((mode & bit) === 0) throw new PostgresError('FOLDER_UNREACHABLE', { folder, uid })
    if (folder === dirname(folder)) return
  }
}

/** Lets others pass through an own folder, without listing it, where the server's user has to reach a folder below. */
export function letPass(folder: string, { uid }: ServerUser): void {
  if (uid !== undefined) chmodSync(folder, statSync(folder).mode | ENTER_OTHERS)
}
