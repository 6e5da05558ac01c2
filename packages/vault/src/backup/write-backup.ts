import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { base64Encode, canonicalText, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { newDataKey, sealWith } from '../keys/authority-keys.ts'
import type { VaultContext } from '../context.ts'
import { pagesOf, TABLES } from './tables.ts'

export const BACKUP_FORMAT = 'xiezhi/vault-backup/v1'

export function backupKeyAbout(backupId: string): Json {
  return { kind: 'backup', backupId }
}

/** What a line of a backup is bound to: its file, its place, and whether it is the last. */
export function lineAbout(headerDigest: string, line: number, last: boolean): Json {
  return { purpose: BACKUP_FORMAT, headerDigest, line, last }
}

export interface BackupReport {
  readonly file: string
  readonly rows: number
}

/**
 * The whole vault as of one instant in one encrypted file: a header, then lines of sealed rows. The keys of subjects are
 * in it as they lie in the database, wrapped; the erasure list is not, and has to be kept apart.
 */
export async function writeBackup(ctx: VaultContext, file: string, backupId: string): Promise<BackupReport> {
  const dataKey = newDataKey(ctx.suiteId)
  const { keyId, nonce, wrapped } = ctx.keys.wrap(dataKey, backupKeyAbout(backupId))
  const header = {
    format: BACKUP_FORMAT,
    suite: ctx.suiteId,
    authority: ctx.authority.id,
    backupId,
    keyId,
    nonce: base64Encode(nonce),
    wrapped: base64Encode(wrapped),
    erasures: ctx.erasures.read().length,
    createdAtMs: ctx.now(),
  }
  const headerDigest = ctx.algorithms.digest(encodeCanonical(header))
  const draft = `${file}.part`
  const out = createWriteStream(draft, { mode: 0o600, flags: 'w' })
  let line = 0
  let rows = 0
  const write = async (value: Json, last: boolean): Promise<void> => {
    line += 1
    const box = sealWith(ctx.algorithms, dataKey, encodeCanonical(value), lineAbout(headerDigest, line, last))
    const text = canonicalText({ last, nonce: base64Encode(box.nonce), sealed: base64Encode(box.sealed) })
    if (!out.write(`${text}\n`)) await once(out, 'drain')
  }
  try {
    out.write(`${canonicalText(header)}\n`)
    // One snapshot: a row written meanwhile is in the next backup.
    await ctx.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        for (const [table, order] of TABLES) {
          for await (const page of pagesOf(tx, table, order)) {
            rows += page.length
            for (const row of page) await write({ table, row }, false)
          }
        }
      })
    await write({ rows }, true)
    out.end()
    await once(out, 'close')
    renameSync(draft, file)
    return { file, rows }
  } catch (error) {
    out.destroy()
    rmSync(draft, { force: true })
    throw error
  } finally {
    dataKey.fill(0)
  }
}
