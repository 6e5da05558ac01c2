import { mkdirSync } from 'node:fs'
import { civilDateOf } from '@xiezhi/contracts/ids'
import type { AnnexSource, FeedbackSink, OrderKey } from '@xiezhi/institution-service'
import { bundledLaw, termEnd } from '@xiezhi/law'
import type { Vault } from '@xiezhi/vault'
import type { InstitutionConfig, ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import type { Change } from '../projection/write-rows.ts'
import type { ServiceKeys } from '../signing/service-keys.ts'
import type { ZoneClock } from '../zone/zone-clock.ts'
import { AlarmGrounds, OF_FORM } from './alarm-grounds.ts'
import type { InstitutionAlarmCode, InstitutionAlarms } from './institution-alarms.ts'
import { InstitutionWorker, keysFolder } from './institution-worker.ts'
import type { WorkerParts } from './institution-worker.ts'
import { Reconciliation } from './reconciliation.ts'

/** Files that have come, institutions that could not be started, and a new day. */
const TICK_MS = 2_000
const KEPT = 'PX-X-53.annex'
const CONFIRMED_A_DAY = 100
/** What a core system is asked for again. */
const ASKED_AGAIN: readonly InstitutionAlarmCode[] = ['ANSWER_CONTRADICTS', ...OF_FORM]

export interface InstitutionsOptions {
  readonly db: Database
  readonly vault: Vault
  readonly clock: ZoneClock
  readonly config: ListenerConfig
  readonly services: ServiceKeys
  readonly annexes: AnnexSource
  readonly answers: FeedbackSink
  readonly alarms: InstitutionAlarms
  /** Rows that are being made do not say yet what is under control. */
  readonly isProjected: () => boolean
  readonly log: Log
}

/** The institutions of a listener, each with its worker. One that cannot be started holds up no other. */
export class Institutions {
  readonly #options: InstitutionsOptions
  readonly #parts: WorkerParts
  readonly #reconciliation: Reconciliation
  readonly #workers = new Map<string, InstitutionWorker>()
  readonly #grounds: AlarmGrounds
  /** Day on which answers and files of each were looked at again. */
  readonly #lookedAt = new Map<string, string>()
  #run: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: InstitutionsOptions) {
    const { db, vault, clock, config, annexes, answers, alarms, log } = options
    this.#options = options
    const folder = keysFolder(config)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const nowMs = (): number => clock.nowMs()
    const failed = (error: unknown): void => {
      log({ event: 'INSTITUTION_WAITS', reason: typeof error === 'string' ? error : reasonOf(error) })
    }
    this.#parts = { db, vault, zone: config.zone, folder, annexes, answers, alarms, failed, nowMs }
    this.#reconciliation = new Reconciliation({ db, alarms, nowMs })
    this.#grounds = new AlarmGrounds(db, alarms, (institution, one, other) =>
      this.#isSamePerson(institution, one, other),
    )
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#wake()
    }, TICK_MS)
    this.#wake()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#run
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()))
  }

  /** Something has come for an order: the worker whose order it is goes on with it. */
  look(key: OrderKey): void {
    for (const worker of this.#workers.values()) worker.look(key)
  }

  onChanges(changes: readonly Change[]): void {
    const { client } = this.#options.config
    for (const { topic, id } of changes) if (topic === 'order') this.look({ client, orderId: id })
  }

  of(organisation: string): InstitutionWorker | undefined {
    return this.#workers.get(organisation)
  }

  #wake(): void {
    this.#run ??= this.#work().finally(() => {
      this.#run = undefined
    })
  }

  async #work(): Promise<void> {
    const { config, clock, isProjected, log } = this.#options
    if (isProjected())
      await this.#grounds.look(clock.nowMs()).catch((error: unknown) => {
        log({ event: 'INSTITUTION_WAITS', reason: reasonOf(error) })
      })
    for (const institution of config.institutions ?? []) {
      if (this.#stopped) return
      await this.#guarded(institution, async () => {
        const worker = this.#workers.get(institution.organisation) ?? (await this.#start(institution))
        if (worker === undefined) return
        for (const file of await worker.poll())
          this.#options.log({ event: 'BATCH_QUARANTINED', institution: institution.organisation, file })
        if (!this.#options.isProjected()) return
        const courts = institution.adapter?.courts ?? []
        const today = await clock.today()
        await this.#reconciliation.takeLists(worker, courts, today)
        await this.#reconciliation.runDay(worker, courts, today)
        await this.#lookAgain(worker, today)
      })
    }
  }

  /**
   * Once on each day: what a core system has contradicted is asked for again; its files stay as long as the annexes whose
   * contents they carried.
   */
  async #lookAgain(worker: InstitutionWorker, today: string): Promise<void> {
    const { organisation: institution } = worker
    if (this.#lookedAt.get(institution) === today) return
    const open = await Promise.all(
      ASKED_AGAIN.map((code) => this.#options.alarms.subjects(institution, code, CONFIRMED_A_DAY)),
    )
    await worker.confirm([...new Set(open.flat())].slice(0, CONFIRMED_A_DAY))
    const isDue = (atMs: number): boolean => termEnd(bundledLaw, KEPT, civilDateOf(Math.floor(atMs))) < today
    const files = worker.core?.forget(isDue) ?? 0
    if (files > 0) this.#options.log({ event: 'DUE_FILES_DELETED', institution, files })
    this.#lookedAt.set(institution, today)
  }

  async #isSamePerson(institution: string, one: string, other: string): Promise<boolean> {
    const requests = await this.#workers.get(institution)?.store.requests([one, other])
    const [first, second] = [requests?.get(one), requests?.get(other)]
    return first !== undefined && first.idNo === second?.idNo && first.idType === second.idType
  }

  /** Undefined: its service key is not there yet. */
  async #start(institution: InstitutionConfig): Promise<InstitutionWorker | undefined> {
    const { organisation } = institution
    const keys = await this.#options.services.all()
    const key = keys.find(({ holder }) => holder.organisation === organisation)
    if (key === undefined) return undefined
    const worker = await InstitutionWorker.start(institution, key, this.#parts)
    this.#workers.set(organisation, worker)
    return worker
  }

  async #guarded({ organisation }: InstitutionConfig, run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.#options.log({ event: 'INSTITUTION_WAITS', institution: organisation, reason: reasonOf(error) })
    }
  }
}
