import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Database } from '../../db/database.ts'
import { GatewayError } from '../../gateway-error.ts'
import type { JsonRecord } from '../../projection/tables.ts'

const FRESH_MS = 500

export type CreditList = 'DISHONEST' | 'CONSUMPTION'

/** For what a subscriber may check. */
export interface Subscribed {
  readonly lists: readonly CreditList[]
  readonly scope: 'TOKEN' | 'BASIC' | 'FULL'
  readonly purpose: string
  readonly legalBasis: string
  /** Null: until it is ended. */
  readonly validTo: string | null
  readonly endedAtMs: number | null
}

export interface SubscriptionQuestion {
  readonly client: string
  readonly subscriber: string
  readonly purpose: string
  readonly legalBasis: string
  readonly nowMs: number
}

/** The subscriptions of the own ledger, from the rows that follow it. */
export class Subscriptions {
  readonly #db: Database
  #readAtMs = 0
  #rows: Promise<ReadonlyMap<string, Subscribed>> | undefined

  constructor(db: Database) {
    this.#db = db
  }

  /** @throws GatewayError CHECK_NOT_SUBSCRIBED */
  async find(client: string, subscriber: string): Promise<Subscribed> {
    if (this.#rows === undefined || Date.now() - this.#readAtMs >= FRESH_MS) {
      this.#readAtMs = Date.now()
      this.#rows = this.#read()
      this.#rows.catch(() => {
        this.#rows = undefined
      })
    }
    const found = (await this.#rows).get(`${client} ${subscriber}`)
    if (found === undefined) throw new GatewayError('CHECK_NOT_SUBSCRIBED', { client, subscriber })
    return found
  }

  async #read(): Promise<ReadonlyMap<string, Subscribed>> {
    const rows = await this.#db
      .selectFrom('projection.credit_subscription')
      .select(['client', 'subscriber', 'record'])
      .execute()
    return new Map(rows.map(({ client, subscriber, record }) => [`${client} ${subscriber}`, subscribedOf(record)]))
  }
}

/** @throws GatewayError CHECK_EXPIRED, CHECK_PURPOSE, CHECK_BASIS (R26-09: each look-up has its lawful purpose) */
export function requireTask(subscribed: Subscribed, { purpose, legalBasis, nowMs }: SubscriptionQuestion): void {
  const { validTo, endedAtMs } = subscribed
  if (endedAtMs !== null || (validTo !== null && validTo < civilDateOf(nowMs)))
    throw new GatewayError('CHECK_EXPIRED', { validTo })
  if (subscribed.purpose !== purpose) throw new GatewayError('CHECK_PURPOSE', { expected: subscribed.purpose })
  if (subscribed.legalBasis !== legalBasis) throw new GatewayError('CHECK_BASIS', { expected: subscribed.legalBasis })
}

function subscribedOf(record: JsonRecord): Subscribed {
  const { lists, scope, purpose, legalBasis, validTo, endedAtMs } = record as unknown as Subscribed
  return { lists, scope, purpose, legalBasis, validTo, endedAtMs }
}
