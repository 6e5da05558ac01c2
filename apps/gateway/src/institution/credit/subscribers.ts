import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { utf8Encode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { CreditAdapter, HttpsCreditPlatform } from '@xiezhi/institution-adapter'
import type { Vault } from '@xiezhi/vault'
import type { ListenerConfig, SubscriberConfig } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import { secretIn } from '../../db/provision.ts'
import type { Log } from '../../log.ts'
import { reasonOf } from '../../log.ts'
import type { Change } from '../../projection/write-rows.ts'
import type { ServiceKey } from '../../signing/service-key.ts'
import type { ServiceKeys } from '../../signing/service-keys.ts'
import type { ZoneClock } from '../../zone/zone-clock.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'
import type { InstitutionAlarms } from '../institution-alarms.ts'
import { SealedText } from '../sealed-text.ts'
import { Comparison } from './comparison.ts'
import { Differences } from './differences.ts'
import { HeldEntries } from './held-entries.ts'
import { MonthlySet } from './monthly-set.ts'
import { BY_HAND, PlatformSystem, TokenCheck } from './own-system.ts'
import type { OwnSystem } from './own-system.ts'
import type { PersonAnnexes } from './person-annexes.ts'
import { PlatformJournal } from './platform-journal.ts'
import { SubscriberLedger } from './subscriber-ledger.ts'
import { SubscriberWorker } from './subscriber-worker.ts'
import type { WorkPoint } from './subscriber-worker.ts'
import { TokenSystem } from './token-system.ts'

/** Without an event of the ledger: what rested, a new day, a service key that was not there. */
const TICK_MS = 1_000

export interface SubscribersOptions {
  readonly db: Database
  readonly vault: Vault
  readonly zone: ZoneLink
  readonly clock: ZoneClock
  readonly config: ListenerConfig
  readonly services: ServiceKeys
  readonly persons: PersonAnnexes
  readonly alarms: InstitutionAlarms
  /** Rows that are being made do not say yet what is held. */
  readonly isProjected: () => boolean
  readonly changed: (entryId: string) => void
  readonly log: Log
  readonly at?: ((subscriber: string, point: WorkPoint) => void) | undefined
}

/** One subscriber at work, with what looks after its platform day by day. */
interface Running {
  readonly worker: SubscriberWorker
  readonly comparison: Comparison | undefined
  readonly set: MonthlySet | undefined
}

/** The subscribers of credit lists of a listener. One that fails holds up no other. */
export class Subscribers {
  readonly #options: SubscribersOptions
  readonly #running = new Map<string, Running>()
  readonly #busy = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #late: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(options: SubscribersOptions) {
    this.#options = options
    mkdirSync(keysOf(options.config), { recursive: true, mode: 0o700 })
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#wakeAll()
      this.#late = this.#late.then(() => this.#guarded('', () => this.#eraseLate()))
    }, TICK_MS)
    this.#wakeAll()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#timer)
    await this.#late
    await Promise.all(this.#busy.values())
    for (const { worker } of this.#running.values()) worker.system.close()
  }

  onChanges(changes: readonly Change[]): void {
    const entries = changes.filter(({ topic }) => topic === 'held-entry')
    if (entries.length > 0) this.#wakeAll()
  }

  /** The annex of an entry is there. */
  look(entryId: string): void {
    for (const { worker } of this.#running.values())
      worker.entries.wake(entryId).then(
        () => {
          this.#wake(worker.subscriber)
        },
        () => undefined,
      )
  }

  of(subscriber: string): SubscriberWorker | undefined {
    return this.#running.get(subscriber)?.worker
  }

  #wakeAll(): void {
    for (const { organisation } of this.#options.config.subscribers ?? []) this.#wake(organisation)
  }

  /** One run at a time for each, and one more behind it. */
  #wake(subscriber: string): void {
    if (this.#isStopped) return
    if (this.#busy.has(subscriber)) {
      this.#again.add(subscriber)
      return
    }
    const run = this.#guarded(subscriber, () => this.#work(subscriber)).then(() => {
      this.#busy.delete(subscriber)
      if (this.#again.delete(subscriber)) this.#wake(subscriber)
    })
    this.#busy.set(subscriber, run)
  }

  async #work(subscriber: string): Promise<void> {
    const { clock, isProjected } = this.#options
    if (!isProjected()) return
    const running = this.#running.get(subscriber) ?? (await this.#start(subscriber))
    if (running === undefined) return
    while (!this.#isStopped && (await running.worker.work()));
    if (this.#isStopped) return
    const today = await clock.today()
    await running.comparison?.runDay(today)
    await running.set?.run(today)
  }

  async #eraseLate(): Promise<void> {
    if (this.#options.isProjected() && !this.#isStopped) await this.#options.persons.eraseLate()
  }

  /** Undefined: its service key is not there yet. */
  async #start(subscriber: string): Promise<Running | undefined> {
    const { config, services } = this.#options
    const own = config.subscribers?.find(({ organisation }) => organisation === subscriber)
    const key = (await services.all()).find(({ holder }) => holder.organisation === subscriber)
    if (own === undefined || key === undefined) return undefined
    const running = this.#runningOf(own, key)
    if (running.worker.system !== BY_HAND) await running.worker.entries.leaveToProgram()
    this.#running.set(subscriber, running)
    return running
  }

  #runningOf(own: SubscriberConfig, key: ServiceKey): Running {
    const { db, zone, clock, config, persons, alarms, changed, at } = this.#options
    const { organisation: subscriber } = own
    const nowMs = (): number => clock.nowMs()
    const entries = new HeldEntries(db, subscriber)
    const ledger = new SubscriberLedger(zone, key, config.zone.chainId)
    const system = this.#systemOf(own)
    const alarm = async (code: Parameters<typeof alarms.raise>[0]['code'], subject: string, detail?: string) =>
      alarms.raise({ institution: subscriber, code, subject, detail })
    const worker = new SubscriberWorker({
      subscriber,
      entries,
      system,
      persons,
      ledger,
      alarm,
      changed,
      ...(at === undefined
        ? {}
        : {
            at: (point) => {
              at(subscriber, point)
            },
          }),
    })
    if (!(system instanceof PlatformSystem)) return { worker, comparison: undefined, set: undefined }
    const { client } = config
    const { adapter } = system
    const differences = new Differences(db, subscriber)
    return {
      worker,
      comparison: new Comparison({ worker, system, differences, alarm, client, nowMs }),
      set: new MonthlySet({ db, subscriber, client, entries, adapter, ledger, alarm, nowMs }),
    }
  }

  #systemOf({ organisation: subscriber, platform, tokenFolder }: SubscriberConfig): OwnSystem {
    const { db, vault, config, persons, clock } = this.#options
    if (tokenFolder !== undefined) return new TokenCheck(new TokenSystem(tokenFolder), () => clock.nowMs())
    if (platform === undefined) return BY_HAND
    const { kind, ...door } = platform
    const port = new HttpsCreditPlatform(door)
    const key = nodeCrypto.sha256(utf8Encode(secretIn(join(keysOf(config), `${subscriber}.journal.key`))))
    const journal = new PlatformJournal(db, subscriber, new SealedText(vault.context.algorithms, key))
    const adapter = new CreditAdapter({ port, journal, crypto: nodeCrypto, now: Date.now })
    return new PlatformSystem({ kind, door: port, adapter, journal, persons })
  }

  async #guarded(subscriber: string, run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.#options.log({ event: 'SUBSCRIBER_WAITS', subscriber, reason: reasonOf(error) })
    }
  }
}

/** Where the keys of each subscriber lie. */
function keysOf({ folder }: Pick<ListenerConfig, 'folder'>): string {
  return join(folder, 'subscribers')
}
