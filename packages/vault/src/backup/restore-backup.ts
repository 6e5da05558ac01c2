import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  base64Decode,
  boolean,
  CodecError,
  decodeCanonical,
  encodeCanonical,
  enumeration,
  integer,
  literal,
  object,
  string,
} from '@xiezhi/codec'
import type { Infer, Json, Schema } from '@xiezhi/codec'
import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db } from '../database.ts'
import { openWith } from '../keys/authority-keys.ts'
import { VaultError } from '../vault-error.ts'
import { insertRows, TABLES } from './tables.ts'
import { BACKUP_FORMAT, backupKeyAbout, lineAbout } from './write-backup.ts'

const BASE64_MAX = 2 * 1024 * 1024
const base64 = string({ bytesMin: 4, bytesMax: BASE64_MAX })

const headerSchema = object({
  format: literal(BACKUP_FORMAT),
  suite: enumeration(['intl', 'sm']),
  authority: string({ bytesMin: 1, bytesMax: 64 }),
  backupId: string({ bytesMin: 32, bytesMax: 32 }),
  keyId: string({ bytesMin: 1, bytesMax: 64 }),
  nonce: base64,
  wrapped: base64,
  erasures: integer({ min: 0 }),
  createdAtMs: integer({ min: 0 }),
})
const lineSchema = object({ last: boolean(), nonce: base64, sealed: base64 })

export interface RestoreOptions {
  /** What lies in the vault goes, in the same transaction; otherwise a vault that is not empty is refused. */
  readonly replace?: boolean
}

/**
 * Fills a vault from a backup, all or nothing. The caller opens the vault afterwards, which replays the erasure list
 * first; a list that is older than the backup is refused here.
 * @throws VaultError VAULT_NOT_EMPTY, BACKUP_FORMAT, BACKUP_TAMPERED, BACKUP_CUT, KEY_UNKNOWN, ERASURE_LIST_BEHIND
 */
export async function restoreBackup(
  ctx: VaultContext,
  file: string,
  { replace = false }: RestoreOptions = {},
): Promise<number> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
  const reader = lines[Symbol.asyncIterator]()
  try {
    const first = await reader.next()
    const header = parsed(headerSchema, first.done === true ? '' : first.value)
    if (header?.suite !== ctx.suiteId || header.authority !== ctx.authority.id) throw new VaultError('BACKUP_FORMAT')
    const listed = ctx.erasures.read().length
    if (header.erasures > listed) {
      throw new VaultError('ERASURE_LIST_BEHIND', { missing: header.erasures - listed })
    }
    const dataKey = backupKey(ctx, header)
    const headerDigest = ctx.algorithms.digest(encodeCanonical(header))
    return await ctx.db.transaction().execute(async (tx) => {
      if (replace) await empty(tx)
      else await requireEmpty(tx)
      return restoreLines(ctx, tx, { reader, dataKey, headerDigest })
    })
  } finally {
    lines.close()
  }
}

interface Sealing {
  readonly reader: AsyncIterator<string, unknown>
  readonly dataKey: Uint8Array
  readonly headerDigest: string
}

async function restoreLines(ctx: VaultContext, tx: Db, { reader, dataKey, headerDigest }: Sealing): Promise<number> {
  for (let line = 1; ; line++) {
    const next = await reader.next()
    if (next.done === true) throw new VaultError('BACKUP_CUT')
    const box = parsed(lineSchema, next.value)
    const value =
      box === undefined ? undefined : openedLine(ctx, { box, dataKey, about: lineAbout(headerDigest, line, box.last) })
    if (box === undefined || value === undefined) throw new VaultError('BACKUP_TAMPERED', { line: line + 1 })
    if (box.last) {
      if ((await reader.next()).done !== true) throw new VaultError('BACKUP_TAMPERED', { line: line + 2 })
      return line - 1
    }
    const { table, row } = value as { readonly table: string; readonly row: Readonly<Record<string, Json>> }
    if (!TABLES.some(([name]) => name === table)) throw new VaultError('BACKUP_TAMPERED', { line: line + 1 })
    await insertRows(tx, table, [row])
  }
}

function openedLine(
  ctx: VaultContext,
  line: { readonly box: Infer<typeof lineSchema>; readonly dataKey: Uint8Array; readonly about: Json },
): Json | undefined {
  const { box, dataKey, about } = line
  try {
    const sealed = { nonce: base64Decode(box.nonce), sealed: base64Decode(box.sealed) }
    return decodeCanonical(openWith(ctx.algorithms, dataKey, sealed, about))
  } catch (error) {
    if (error instanceof VaultError || error instanceof CodecError) return undefined
    throw error
  }
}

function backupKey(ctx: VaultContext, { backupId, keyId, nonce, wrapped }: Infer<typeof headerSchema>): Uint8Array {
  try {
    const box = { keyId, nonce: base64Decode(nonce), wrapped: base64Decode(wrapped) }
    return ctx.keys.unwrap(box, backupKeyAbout(backupId))
  } catch (error) {
    if (error instanceof CodecError) throw new VaultError('BACKUP_FORMAT')
    if (error instanceof VaultError && error.code === 'FIELD_TAMPERED')
      throw new VaultError('BACKUP_TAMPERED', { line: 1 })
    throw error
  }
}

async function requireEmpty(db: Db): Promise<void> {
  for (const [table] of TABLES) {
    const { rows } = await sql`select 1 from ${sql.table(`vault.${table}`)} limit 1`.execute(db)
    if (rows.length > 0) throw new VaultError('VAULT_NOT_EMPTY')
  }
}

async function empty(db: Db): Promise<void> {
  const tables = TABLES.map(([table]) => sql.table(`vault.${table}`))
  await sql`truncate ${sql.join(tables)}`.execute(db)
}

function parsed<T>(schema: Schema<T>, text: string): T | undefined {
  try {
    return schema.parse(decodeCanonical(new Uint8Array(Buffer.from(text, 'utf8')), { bytesMax: 2 * BASE64_MAX }))
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}
