import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ZoneTrust } from '@xiezhi/evidence'
import { FollowedAnchor, readManyChecked, SdkError } from '@xiezhi/sdk'
import type { Gathered } from '@xiezhi/sdk'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import type { ZoneLink } from '../zone/zone-link.ts'

export interface FoundAnswer {
  readonly isDelivered: boolean
  readonly isAnswered: boolean
  /** The dispatch's outcome at its deadline. */
  readonly outcome: string | null
  /** The court's own verification that rests on the receipt, where the ledger has made one by itself. */
  readonly verificationId: string | null
}

export interface CheckedReceipt {
  readonly key: string
  readonly height: number
  readonly anchorHeight: number
}

/** Looks for the answers of questions in the rows of the own ledger. */
export class AnswerWatch {
  readonly #looked: Gathered<string, FoundAnswer>
  readonly #proved: Gathered<string, CheckedReceipt | SdkError>

  /** What was followed from this anchor; officers may change the anchor. */
  #trust: FollowedAnchor | undefined

  constructor(db: Database, zone: ZoneLink, anchor: () => ZoneTrust) {
    this.#looked = gathered((ids) => look(db, ids))
    this.#proved = gathered((ids) => prove(zone, this.#follow(anchor()), ids))
  }

  #follow(anchor: ZoneTrust): FollowedAnchor {
    const isSame = this.#trust !== undefined && JSON.stringify(this.#trust.anchor) === JSON.stringify(anchor)
    if (!isSame || this.#trust === undefined) this.#trust = new FollowedAnchor(nodeCrypto, anchor)
    return this.#trust
  }

  look(dispatchId: string): Promise<FoundAnswer> {
    return this.#looked.load(dispatchId)
  }

  /** The receipt with its proof, held against the anchors of this authority. @throws SdkError PROOF_INVALID */
  async prove(dispatchId: string): Promise<CheckedReceipt> {
    const proved = await this.#proved.load(dispatchId)
    if (proved instanceof SdkError) throw proved
    return proved
  }
}

interface FoundRow {
  readonly dispatch_id: string
  readonly is_delivered: boolean | null
  readonly is_answered: boolean
  readonly outcome: string | null
  readonly verification_id: string | null
}

async function look(db: Database, ids: readonly string[]): Promise<FoundAnswer[]> {
  const { rows } = await sql<FoundRow>`
    SELECT i.dispatch_id, d.outcome, d.record->'ladder' @> '[{"rung":"delivered"}]' AS is_delivered,
      r.dispatch_id IS NOT NULL AS is_answered,
      (SELECT v.verification_id FROM projection.verification v WHERE v.receipt_id = i.dispatch_id
       ORDER BY v.made_at_ms LIMIT 1) AS verification_id
    FROM unnest(${[...ids]}::text[]) AS i(dispatch_id)
    LEFT JOIN projection.dispatch d ON d.dispatch_id = i.dispatch_id
    LEFT JOIN projection.receipt r ON r.dispatch_id = i.dispatch_id`.execute(db)
  const found = new Map(rows.map((row) => [row.dispatch_id, row]))
  return ids.map((id) => {
    const row = found.get(id)
    return {
      isDelivered: row?.is_delivered ?? false,
      isAnswered: row?.is_answered ?? false,
      outcome: row?.outcome ?? null,
      verificationId: row?.verification_id ?? null,
    }
  })
}

/** Receipts that came together are proved under one header. A proof that does not hold is that receipt's alone. */
async function prove(
  zone: ZoneLink,
  trust: FollowedAnchor,
  ids: readonly string[],
): Promise<(CheckedReceipt | SdkError)[]> {
  const keys = ids.map((id) => `query/receipt/${id}`)
  const checked = await readManyChecked(await zone.client(), nodeCrypto, trust, keys)
  return checked.map((one, at) => {
    if (one instanceof SdkError) return one
    return { key: keys[at] ?? '', height: one.height, anchorHeight: one.anchorHeight }
  })
}
