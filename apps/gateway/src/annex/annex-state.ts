import type { Annex, Bilingual } from '@xiezhi/gateway-api'
import type { VaultDatabase } from '@xiezhi/vault'
import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'

const REASONS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  NOT_RETRIEVED: ['期限内未收到信用报告', 'The report did not come in time'],
  ANNEX_DIGEST: [
    '收到的内容与账本上的摘要不一致，未予采用',
    'What came is not what the ledger committed to; it was not taken',
  ],
  ANNEX_UNREADABLE: ['收到的内容无法解密', 'What came could not be decrypted'],
}

export interface AnnexOf extends Annex {
  /** Subject of the vault; null until it is there. */
  readonly subject: string | null
  /** The ledger knows of the retrieval or its failure. */
  readonly isRecorded: boolean
}

const NONE: AnnexOf = {
  state: 'none',
  digest: null,
  dueAtMs: null,
  retrievedAtMs: null,
  subject: null,
  isRecorded: false,
}

/** Where the credit report of an answer is. */
export async function annexOf(db: Database, sender: string, dispatchId: string): Promise<AnnexOf> {
  const expected = await db
    .selectFrom('annex_expected')
    .selectAll()
    .where('dispatch_id', '=', dispatchId)
    .executeTakeFirst()
  if (expected?.outcome !== 'EXPECTED') return NONE
  const [row, refusal] = await Promise.all([
    (db as unknown as Kysely<VaultDatabase>)
      .selectFrom('vault.annex_in')
      .selectAll()
      .where('reference', '=', dispatchId)
      .where('sender', '=', sender)
      .executeTakeFirst(),
    db.selectFrom('annex_refusal').select('code').where('dispatch_id', '=', dispatchId).executeTakeFirst(),
  ])
  if (row === undefined) return NONE
  const isThere = row.state === 'RETRIEVED'
  const reason = isThere ? undefined : wordsOf(refusal?.code ?? row.reason)
  return {
    state: isThere
      ? 'retrieved'
      : refusal !== undefined
        ? 'mismatched'
        : row.state === 'FAILED'
          ? 'failed'
          : 'expected',
    digest: expected.digest,
    dueAtMs: isThere ? null : Number(row.fails_at_ms),
    retrievedAtMs: isThere ? Number(row.ended_at_ms) : null,
    subject: row.subject,
    isRecorded: row.recorded_tx !== null,
    ...(reason === undefined ? {} : { reason }),
  }
}

function wordsOf(code: string | null): Bilingual | undefined {
  const found = code === null ? undefined : REASONS[code]
  return found === undefined ? undefined : { zh: found[0], en: found[1] }
}
