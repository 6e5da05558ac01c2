import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Message } from '@xiezhi/kernel'
import { SdkError } from '@xiezhi/sdk'
import type { AnnexExchange, RetrievalFact } from '@xiezhi/vault'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { ServiceKey } from '../signing/service-key.ts'
import type { ZoneLink } from '../zone/zone-link.ts'

/** Facts in one transaction. */
const BATCH = 20
/** The ledger has it: an earlier process was stopped between the ledger and its own row. */
const KNOWN = 'RetrievalRecorded'

export interface RecorderOptions {
  readonly db: Database
  readonly exchange: AnnexExchange
  readonly zone: ZoneLink
  readonly service: () => Promise<ServiceKey | undefined>
  readonly log: Log
}

/** Records on the court's ledger, with the program's own key, that an annex was retrieved, or was not. */
export class RetrievalRecorder {
  readonly #options: RecorderOptions

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  /** Gives the dispatches whose fact is on the ledger now. */
  async work(): Promise<readonly string[]> {
    const { exchange, service } = this.#options
    const facts = await exchange.unrecordedFacts()
    const key = facts.length === 0 ? undefined : await service()
    if (key === undefined) return []
    const own = await this.#ofOrganisation(facts, key.holder.organisation)
    const recorded: string[] = []
    for (let at = 0; at < own.length; at += BATCH) {
      const part = own.slice(at, at + BATCH)
      // One that the ledger refuses does not hold up the others.
      if (!(await this.#record(key, part))) for (const fact of part) await this.#record(key, [fact])
      recorded.push(...part.map(({ reference }) => reference))
    }
    return recorded
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
    for (const fact of facts) await exchange.markRecorded(fact, txId)
    return true
  }

  /** Those of questions that the service's own organisation has asked. */
  async #ofOrganisation(facts: readonly RetrievalFact[], organisation: string): Promise<RetrievalFact[]> {
    const rows = await this.#options.db
      .selectFrom('projection.request')
      .select(['dispatch_id', 'record'])
      .where(
        'dispatch_id',
        'in',
        facts.map(({ reference }) => reference),
      )
      .execute()
    const own = new Set(
      rows
        .filter(({ record }) => (record as unknown as { organisation: string }).organisation === organisation)
        .map(({ dispatch_id }) => dispatch_id),
    )
    return facts.filter(({ reference }) => own.has(reference))
  }
}

function messageOf({ reference, digest, outcome }: RetrievalFact): Message {
  return { type: 'query/RecordRetrieval', value: { dispatchId: reference, annexDigest: digest, outcome } }
}
