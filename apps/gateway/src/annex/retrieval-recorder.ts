import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Message } from '@xiezhi/kernel'
import { SdkError } from '@xiezhi/sdk'
import type { AnnexExchange, RetrievalFact, VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import type { Log } from '../log.ts'
import type { ServiceKey } from '../signing/service-key.ts'
import type { ZoneLink } from '../zone/zone-link.ts'

/** Facts in one transaction, and in one run. */
const BATCH = 20
const FACTS_PER_RUN = 500
/** The ledger has it: an earlier process was stopped between the ledger and its own row. */
const KNOWN = 'RetrievalRecorded'

export interface RecorderOptions {
  readonly db: Database
  readonly exchange: AnnexExchange
  readonly zone: ZoneLink
  /** The program's keys, each of another organisation. */
  readonly services: () => Promise<readonly ServiceKey[]>
  readonly log: Log
}

/**
 * Records on the court's ledger that an annex was retrieved, or was not. The ledger takes a fact from the gateway officer of
 * the organisation that asked and from no other, so each is signed with the key of its organisation.
 */
export class RetrievalRecorder {
  readonly #options: RecorderOptions

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  /** Gives the dispatches whose fact is on the ledger now. */
  async work(): Promise<readonly string[]> {
    const recorded: string[] = []
    for (const key of await this.#options.services()) recorded.push(...(await this.#recordOf(key)))
    return recorded
  }

  async #recordOf(key: ServiceKey): Promise<readonly string[]> {
    const among = await this.#unrecorded(key.holder.organisation)
    const facts = among.length === 0 ? [] : await this.#options.exchange.unrecordedFacts(among)
    for (let at = 0; at < facts.length; at += BATCH) {
      const part = facts.slice(at, at + BATCH)
      // One that the ledger refuses does not hold up the others.
      if (!(await this.#record(key, part))) for (const fact of part) await this.#record(key, [fact])
    }
    return facts.map(({ reference }) => reference)
  }

  /** False: the ledger refused, for a reason that only one of several may have. */
  async #record(key: ServiceKey, facts: readonly RetrievalFact[]): Promise<boolean> {
    const { exchange, zone, log } = this.#options
    const bytes = key.sign(zone.zone.chainId, facts.map(messageOf))
    let txId = hexEncode(nodeCrypto.sha256(bytes))
    try {
      await (await zone.client()).submit(bytes, { events: false })
    } catch (error) {
      if (!(error instanceof SdkError) || (error.code !== 'TX_REFUSED' && error.code !== 'TX_NOT_INCLUDED')) throw error
      if (facts.length > 1) return false
      const { name } = error.facts
      if (name !== KNOWN) {
        log({
          event: 'RETRIEVAL_REFUSED',
          name: typeof name === 'string' ? name : null,
          dispatch: facts[0]?.reference ?? '',
        })
        return false
      }
      txId = 'known'
    }
    await exchange.markRecorded(facts, txId)
    return true
  }

  /** Of questions that the organisation has asked. */
  async #unrecorded(organisation: string): Promise<readonly string[]> {
    const db = this.#options.db as unknown as Kysely<VaultDatabase & Pick<Schema, 'projection.request'>>
    const rows = await db
      .selectFrom('vault.annex_in as a')
      .innerJoin('projection.request as q', 'q.dispatch_id', 'a.reference')
      .select('a.reference')
      .where('a.state', '<>', 'EXPECTED')
      .where('a.recorded_tx', 'is', null)
      .where(sql<boolean>`q.record->>'organisation' = ${organisation}`)
      .orderBy('a.ended_at_ms')
      .limit(FACTS_PER_RUN)
      .execute()
    return rows.map(({ reference }) => reference)
  }
}

function messageOf({ reference, digest, outcome }: RetrievalFact): Message {
  return { type: 'query/RecordRetrieval', value: { dispatchId: reference, annexDigest: digest, outcome } }
}
