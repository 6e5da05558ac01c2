import type { Annex, Bilingual } from '@xiezhi/gateway-api'
import type { Gathered } from '@xiezhi/sdk'
import type { AnnexState } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'

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

interface Row {
  readonly dispatch_id: string
  readonly digest: string | null
  readonly state: AnnexState
  readonly reason: string | null
  readonly subject: string | null
  readonly fails_at_ms: number
  readonly ended_at_ms: number | null
  readonly is_recorded: boolean
  readonly refused: string | null
}

/** Where the credit reports of answers are; the annexes come from one sender. */
export class AnnexStates {
  readonly #found: Gathered<string, AnnexOf>

  constructor(db: Database, sender: string) {
    this.#found = gathered((dispatchIds) => annexesOf(db, sender, dispatchIds))
  }

  of(dispatchId: string): Promise<AnnexOf> {
    return this.#found.load(dispatchId)
  }
}

async function annexesOf(db: Database, sender: string, dispatchIds: readonly string[]): Promise<AnnexOf[]> {
  const { rows } = await sql<Row>`
    SELECT e.dispatch_id, e.digest, a.state, a.reason, a.subject, a.fails_at_ms, a.ended_at_ms,
      a.recorded_tx IS NOT NULL AS is_recorded, f.code AS refused
    FROM annex_expected e
    JOIN vault.annex_in a ON a.reference = e.dispatch_id AND a.sender = ${sender}
    LEFT JOIN annex_refusal f ON f.dispatch_id = e.dispatch_id
    WHERE e.dispatch_id = any(${[...dispatchIds]}::text[]) AND e.outcome = 'EXPECTED'`.execute(db)
  const found = new Map(rows.map((row) => [row.dispatch_id, row]))
  return dispatchIds.map((id) => stateOf(found.get(id)))
}

function stateOf(row: Row | undefined): AnnexOf {
  if (row === undefined) return NONE
  const isThere = row.state === 'RETRIEVED'
  const reason = isThere ? undefined : wordsOf(row.refused ?? row.reason)
  return {
    state: isThere ? 'retrieved' : row.refused !== null ? 'mismatched' : row.state === 'FAILED' ? 'failed' : 'expected',
    digest: row.digest,
    dueAtMs: isThere ? null : row.fails_at_ms,
    retrievedAtMs: isThere ? row.ended_at_ms : null,
    subject: row.subject,
    isRecorded: row.is_recorded,
    ...(reason === undefined ? {} : { reason }),
  }
}

function wordsOf(code: string | null): Bilingual | undefined {
  const found = code === null ? undefined : REASONS[code]
  return found === undefined ? undefined : { zh: found[0], en: found[1] }
}
