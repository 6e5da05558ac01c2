import { join } from 'node:path'
import { utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { AdapterError, InstitutionAdapter } from '@xiezhi/institution-adapter'
import { OrderWorker, ZoneOrderLedger } from '@xiezhi/institution-service'
import type {
  AnnexSource,
  FeedbackSink,
  InstitutionIdentity,
  OrderKey,
  RequestExecutor,
  ServiceAlarm,
} from '@xiezhi/institution-service'
import type { Vault } from '@xiezhi/vault'
import type { InstitutionConfig, ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { secretIn } from '../db/provision.ts'
import type { ServiceKey } from '../signing/service-key.ts'
import { ZoneLink } from '../zone/zone-link.ts'
import type { ZoneRef } from '../zone/zone-link.ts'
import { OF_FORM } from './alarm-grounds.ts'
import { acceptanceOf } from './acceptance.ts'
import { byHand } from './by-hand.ts'
import { openCoreSystem } from './core-system.ts'
import type { CoreSystem } from './core-system.ts'
import type { InstitutionAlarmCode, InstitutionAlarms } from './institution-alarms.ts'
import { PostgresJournal } from './postgres-journal.ts'
import { PostgresRequestStore } from './postgres-request-store.ts'
import { SealedText } from './sealed-text.ts'

export interface WorkerParts {
  readonly db: Database
  readonly vault: Vault
  readonly zone: ZoneRef
  /** Of the listener; keys of each institution lie below. */
  readonly folder: string
  readonly annexes: AnnexSource
  readonly answers: FeedbackSink
  readonly alarms: InstitutionAlarms
  /** An alarm could not be kept, or a file was put away. */
  readonly failed: (error: unknown) => void
  readonly nowMs: () => number
}

/** One institution at work: its orders, its core system, and what a person has to look at. */
export class InstitutionWorker {
  readonly organisation: string
  readonly store: PostgresRequestStore
  readonly core: CoreSystem | undefined
  readonly #adapter: InstitutionAdapter | undefined
  readonly #worker: OrderWorker
  readonly #link: ZoneLink

  private constructor(parts: {
    readonly organisation: string
    readonly store: PostgresRequestStore
    readonly core: CoreSystem | undefined
    readonly adapter: InstitutionAdapter | undefined
    readonly worker: OrderWorker
    readonly link: ZoneLink
  }) {
    this.organisation = parts.organisation
    this.store = parts.store
    this.core = parts.core
    this.#adapter = parts.adapter
    this.#worker = parts.worker
    this.#link = parts.link
  }

  /** Goes on where an earlier process was stopped. Throws what its parts throw: nothing has begun then. */
  static async start(config: InstitutionConfig, key: ServiceKey, parts: WorkerParts): Promise<InstitutionWorker> {
    const { db, vault, zone, alarms, failed, nowMs } = parts
    const { organisation: institution } = config
    const store = new PostgresRequestStore({ db, vault, institution, nowMs })
    const core = config.adapter === undefined ? undefined : await openCoreSystem(config.adapter)
    const alarm = (code: InstitutionAlarmCode, subject: string, detail?: string): void => {
      alarms.raise({ institution, code, subject, detail }).catch(failed)
    }
    const journal = new PostgresJournal(db, institution, sealedText(parts, institution))
    const adapter =
      core === undefined
        ? undefined
        : await InstitutionAdapter.open({
            port: core.port,
            journal,
            records: store,
            alarm: ({ code, requestNo, path }) => {
              alarm(code, requestNo, path)
            },
            agreed: (requestNo) => {
              const of = { codes: ['ANSWER_CONTRADICTS'], subject: requestNo } as const
              alarms.end(institution, of, 'ANSWER_AGREES').catch(failed)
            },
            completed: (requestNo) => {
              alarms.end(institution, { codes: OF_FORM, subject: requestNo }, 'ANSWER_COMPLETE').catch(failed)
            },
            now: nowMs,
          })
    // Of this worker alone: it subscribes to events.
    const link = new ZoneLink(zone)
    const worker = new OrderWorker({
      identity: identityOf(config, parts.folder),
      crypto: nodeCrypto,
      algorithms: vault.context.algorithms,
      ledger: new ZoneOrderLedger({
        institution,
        sign: (messages) => key.sign(zone.chainId, messages),
        client: () => link.client(),
      }),
      annexes: parts.annexes,
      policy: acceptanceOf(config),
      executor: adapter === undefined ? byHand(store) : executorOf(adapter),
      requests: store,
      feedback: parts.answers,
      alarm: ({ code, orderId, detail }: ServiceAlarm) => {
        // Of the ledger that is away nobody of an institution can say anything; the log has it.
        if (orderId === '') failed(detail)
        else alarm(code, orderId, detail)
      },
    })
    const started = new InstitutionWorker({ organisation: institution, store, core, adapter, worker, link })
    try {
      await worker.start()
      return started
    } catch (error) {
      await started.stop()
      throw error
    }
  }

  look(key: OrderKey): void {
    this.#worker.look(key)
  }

  /** Answers that came by file; the orders that they are about go on. Gives the names of files that were put away. */
  async poll(): Promise<readonly string[]> {
    if (this.core === undefined || this.#adapter === undefined) return []
    const put = await this.core.poll(this.#adapter)
    for (const key of await this.store.unfinished()) this.look(key)
    return put
  }

  /** Asks the core system again about answers that it has contradicted; what it says now raises or ends the alarm. */
  async confirm(requests: readonly string[]): Promise<void> {
    for (const requestNo of requests)
      await this.#adapter?.confirm(requestNo).catch((error: unknown) => {
        // The term of its case is over: there is nothing left to ask about.
        if (!(error instanceof AdapterError && error.code === 'REQUEST_BODY_MISSING')) throw error
      })
  }

  async stop(): Promise<void> {
    await this.#worker.stop()
    this.#link.close()
    this.core?.close()
  }
}

function executorOf(adapter: InstitutionAdapter): RequestExecutor {
  return { submit: (request) => adapter.submit(request), ask: (requestNo) => adapter.ask(requestNo) }
}

/** Where the keys of each institution lie. */
export function keysFolder({ folder }: Pick<ListenerConfig, 'folder'>): string {
  return join(folder, 'institutions')
}

/** Made at the first start, and kept: keys of assets and ids of measures follow from it. */
export function identityOf({ organisation, kind, code }: InstitutionConfig, folder: string): InstitutionIdentity {
  const indexKey = nodeCrypto.sha256(utf8Encode(secretIn(join(folder, `${organisation}.index.key`))))
  return { organisation, kind, institutionCode: code, indexKey }
}

function sealedText({ vault, folder }: WorkerParts, organisation: string): SealedText {
  const key = nodeCrypto.sha256(utf8Encode(secretIn(join(folder, `${organisation}.journal.key`))))
  return new SealedText(vault.context.algorithms, key)
}
