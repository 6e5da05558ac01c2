import { existsSync } from 'node:fs'
import type { Operations } from '@xiezhi/gateway-api'
import { bundledLaw } from '@xiezhi/law'
import { AnnexExchange } from '@xiezhi/vault'
import type { AnnexCarrier, DropInbox, Vault } from '@xiezhi/vault'
import type { AnnexConfig } from '../config.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import type { Change } from '../projection/write-rows.ts'
import type { Listener } from '../routes/listener.ts'
import type { ServiceKeys } from '../signing/service-keys.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import { alarmsOf } from './annex-alarms.ts'
import { readCard, writeCard } from './annex-keys.ts'
import { carrierTo, inboxFrom, waitingOutside } from './carriers.ts'
import { ReportReceiver } from './report-receiver.ts'
import { ReportSender } from './report-sender.ts'
import { RetrievalRecorder } from './retrieval-recorder.ts'

/** Without an event of the ledger: pulls, repeated pushes and deadlines. */
const TICK_MS = 5_000
const TOPICS: readonly string[] = ['verification', 'inquiry']

export interface CreditReportsInput {
  readonly listener: Omit<Listener, 'creditReports'>
  readonly annex: AnnexConfig
  readonly open: OpenVault
  readonly services: ServiceKeys
  readonly log: Log
}

type AnnexState = NonNullable<Operations['annexes']>

interface Worker {
  work(): Promise<boolean>
}

/** Credit reports of one authority: its vault, its side of the annex exchange, and what is recorded about it. */
export class CreditReports {
  readonly vault: Vault
  readonly exchange: AnnexExchange
  readonly sender: ReportSender | undefined
  readonly receiver: ReportReceiver | undefined
  readonly #input: CreditReportsInput
  readonly #recorder: RetrievalRecorder
  /** Files of the other authority; undefined where a network joins the two. */
  readonly #inbox: DropInbox | undefined
  #run: Promise<void> = Promise.resolve()
  #isWaiting = false
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  private constructor(input: CreditReportsInput, vault: Vault, exchange: AnnexExchange, carrier: AnnexCarrier) {
    const { listener, annex, services, log } = input
    const { db, config, clock, zone } = listener
    this.#input = input
    this.vault = vault
    this.exchange = exchange
    if (config.authority === 'justice')
      this.sender = new ReportSender({
        db,
        vault,
        exchange,
        config,
        annex,
        law: bundledLaw,
        nowMs: () => clock.nowMs(),
        zone,
        log,
      })
    else this.receiver = new ReportReceiver({ db, vault, exchange, config, annex, log })
    this.#recorder = new RetrievalRecorder({ db, exchange, zone, services: () => services.all(), log })
    const dropped = {
      receive: (envelope: Uint8Array) => this.#receive(envelope, 0),
      answerPull: (request: Uint8Array) => exchange.answerPull(request),
    }
    this.#inbox = inboxFrom(annex, dropped, carrier, bundledLaw)
  }

  static open(input: CreditReportsInput): CreditReports {
    const { listener, annex, open } = input
    const { vault, keys } = open
    writeCard(listener.config.folder, annex.authority, keys)
    const { peer } = annex
    const carrier = carrierTo(annex)
    const exchange = new AnnexExchange({
      vault,
      peers: (id) => (id === peer.authority ? readCard(peer.cardFile, id) : undefined),
      decryption: keys.decryption,
      carrier,
    })
    return new CreditReports(input, vault, exchange, carrier)
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.wake()
    }, TICK_MS)
    this.wake()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#run
  }

  onChanges(changes: readonly Change[]): void {
    if (changes.some(({ topic }) => TOPICS.includes(topic))) this.wake()
  }

  /** Takes an envelope of the other authority. @throws VaultError */
  receive(envelope: Uint8Array): Promise<void> {
    return this.#receive(envelope)
  }

  async #receive(envelope: Uint8Array, waitMs?: number): Promise<void> {
    if (this.receiver === undefined) {
      await this.exchange.receive(envelope)
      return
    }
    const dispatchId = await this.receiver.receive(envelope, waitMs)
    this.#tell(dispatchId)
    this.wake()
  }

  /** How the other authority is reached, and what an operator has to look at. */
  state(): AnnexState {
    const { annex } = this.#input
    const { authority, carrier } = annex.peer
    const alarms = alarmsOf(this.#inbox?.quarantined() ?? [], { law: bundledLaw, nowMs: Date.now() })
    return { peer: authority, carrier: carrier.kind, outgoing: waitingOutside(annex), alarms }
  }

  /** One run at a time, and one more behind it. */
  wake(): void {
    if (this.#isWaiting || this.#stopped) return
    this.#isWaiting = true
    this.#run = this.#run.then(() => this.#work())
  }

  async #work(): Promise<void> {
    this.#isWaiting = false
    const worker: Worker | undefined = this.sender ?? this.receiver
    // Rows that are being made do not say yet what there is.
    const isProjected = this.#input.listener.follower.height !== null
    // Each by itself: a zone that is away holds up nothing else.
    await this.#guarded(async () => this.sender?.takeFile())
    await this.#guarded(async () => {
      if (isProjected && !this.#stopped && (await worker?.work()) === true) this.wake()
    })
    await this.#guarded(() => this.#readDrop())
    await this.#guarded(async () => {
      if (!isProjected || this.#stopped || this.receiver === undefined) return
      for (const id of await this.#recorder.work()) this.#tell(id)
    })
  }

  async #readDrop(): Promise<void> {
    const { log, annex } = this.#input
    // Before the operator has taken the card over, nobody could be told from a stranger.
    if (this.#inbox === undefined || this.#stopped || !existsSync(annex.peer.cardFile)) return
    const { received, answered, refused } = await this.#inbox.read()
    for (const { file, code, isQuarantined } of refused) {
      if (isQuarantined) log({ event: 'ANNEX_QUARANTINED', code, file })
    }
    if (received + answered + refused.length > 0) this.wake()
  }

  async #guarded(run: () => Promise<unknown>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.#input.log({ event: 'ANNEX_WAITS', reason: reasonOf(error) })
    }
  }

  #tell(id: string): void {
    this.#input.listener.live.tell({ topic: 'verification', id, height: null })
  }
}
