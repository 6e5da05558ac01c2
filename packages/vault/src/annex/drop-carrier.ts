import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { VaultError } from '../vault-error.ts'
import type { AnnexCarrier } from './carrier.ts'

/** The only names that are taken: of the bytes themselves, so that they tell nobody anything and a half-copied file shows. */
export const DROP_FILE = /^([0-9a-f]{64})\.(annex|pull)$/
export type DropKind = 'annex' | 'pull'
/** Nobody fetches them: more would fill the disk. */
export const OUTGOING_FILES_MAX = 10_000

export function dropName(kind: DropKind, bytes: Uint8Array): string {
  return `${createHash('sha256').update(bytes).digest('hex')}.${kind}`
}

/**
 * Carries through a folder for each authority, where no network goes: `<sha256>.annex` and `<sha256>.pull`, each whole or not
 * there. A one-way exchange takes the files across; what comes back is another file.
 */
export class DropCarrier implements AnnexCarrier {
  readonly #outgoing: (authority: string) => string | undefined

  constructor(outgoing: (authority: string) => string | undefined) {
    this.#outgoing = outgoing
  }

  push(recipient: string, envelope: Uint8Array): Promise<'carried'> {
    return this.#lay(recipient, 'annex', envelope).then(() => 'carried')
  }

  pull(sender: string, request: Uint8Array): Promise<undefined> {
    return this.#lay(sender, 'pull', request)
  }

  /** The same bytes again are the same file. */
  async #lay(authority: string, kind: DropKind, bytes: Uint8Array): Promise<undefined> {
    const folder = this.#outgoing(authority)
    if (folder === undefined) throw new VaultError('CARRIER_FAILED', { status: 'no folder' })
    await Promise.resolve()
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (readdirSync(folder).length >= OUTGOING_FILES_MAX)
        throw new VaultError('CARRIER_FAILED', { status: 'folder full' })
      const path = join(folder, dropName(kind, bytes))
      writeSynced(`${path}.part`, bytes)
      renameSync(`${path}.part`, path)
    } catch (error) {
      throw asCarrierFailure(error)
    }
    return undefined
  }
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w', 0o600)
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A full disk or a folder that nobody may enter holds up this carrier and nothing else; the path stays out of it. */
export function asCarrierFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  return new VaultError('CARRIER_FAILED', { status: 'code' in error ? String(error.code) : 'file' })
}
