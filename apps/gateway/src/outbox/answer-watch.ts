import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ZoneTrust } from '@xiezhi/evidence'
import { readChecked } from '@xiezhi/sdk'
import type { Database } from '../db/database.ts'
import type { ZoneLink } from '../zone/zone-link.ts'

export interface FoundAnswer {
  readonly isDelivered: boolean
  readonly isAnswered: boolean
  /** The dispatch's outcome at its deadline. */
  readonly outcome: string | null
}

export interface CheckedReceipt {
  readonly key: string
  readonly height: number
  readonly anchorHeight: number
}

interface DispatchRecord {
  readonly ladder: readonly { readonly rung: string }[]
}

/** Looks for the answers of questions in the rows of the own ledger. */
export class AnswerWatch {
  readonly #db: Database
  readonly #zone: ZoneLink
  readonly #anchor: () => ZoneTrust

  constructor(db: Database, zone: ZoneLink, anchor: () => ZoneTrust) {
    this.#db = db
    this.#zone = zone
    this.#anchor = anchor
  }

  async look(dispatchId: string): Promise<FoundAnswer> {
    const [dispatch, receipt] = await Promise.all([
      this.#db
        .selectFrom('projection.dispatch')
        .select(['record', 'outcome'])
        .where('dispatch_id', '=', dispatchId)
        .executeTakeFirst(),
      this.#db
        .selectFrom('projection.receipt')
        .select('dispatch_id')
        .where('dispatch_id', '=', dispatchId)
        .executeTakeFirst(),
    ])
    const { ladder = [] } = (dispatch?.record ?? {}) as Partial<DispatchRecord>
    return {
      isDelivered: ladder.some(({ rung }) => rung === 'delivered'),
      isAnswered: receipt !== undefined,
      outcome: dispatch?.outcome ?? null,
    }
  }

  /** The receipt with its proof, held against the anchors of this authority. @throws SdkError PROOF_INVALID */
  async prove(dispatchId: string): Promise<CheckedReceipt> {
    const key = `query/receipt/${dispatchId}`
    const { height, anchorHeight } = await readChecked(await this.#zone.client(), nodeCrypto, this.#anchor(), key)
    return { key, height, anchorHeight }
  }

  /** The court's own verification that rests on this receipt, where the ledger has made one by itself. */
  async verificationOf(dispatchId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('projection.verification')
      .select('verification_id')
      .where('receipt_id', '=', dispatchId)
      .orderBy('made_at_ms')
      .executeTakeFirst()
    return row?.verification_id ?? null
  }
}
