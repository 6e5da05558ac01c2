import { existsSync } from 'node:fs'
import type { Operations } from '@xiezhi/gateway-api'
import { bundledLaw } from '@xiezhi/law'
import { AnnexExchange } from '@xiezhi/vault'
import type { AnnexCarrier, DropInbox } from '@xiezhi/vault'
import type { AnnexConfig, AnnexPeer, ListenerConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import type { Change } from '../projection/write-rows.ts'
import type { Follower } from '../projection/follower.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import { alarmsOf } from './annex-alarms.ts'
import { AnnexIntake } from './annex-intake.ts'
import { readCard, writeCard } from './annex-keys.ts'
import type { AnnexKind } from './annex-kind.ts'
import { carrierTo, inboxFrom, waitingOutside } from './carriers.ts'

/** Without an event of the ledger: pulls, repeated pushes and deadlines. */
const TICK_MS = 5_000
/** What only time makes due is looked for no more often than this, however much happens. */
const DUE_STEP_MS = 1_000
/** What became of annexes is recorded no more often than this: facts of one moment share a transaction. */
const RECORD_STEP_MS = 1_000
/**
 * Runs begin no closer than this: what comes faster is looked at together. The first after a pause begins at once. Nobody
 * waits for an annex as for an answer, and a run costs ten statements whatever it finds.
 */
const RUN_STEP_MS = 250

export interface AnnexesOptions {
  readonly db: Database
  readonly follower: Pick<Follower, 'height'>
  readonly exchange: AnnexExchange
  readonly carrier: AnnexCarrier
  readonly peers: readonly AnnexPeer[]
  readonly kinds: readonly AnnexKind[]
  readonly log: Log
}

type AnnexState = NonNullable<Operations['annexes']>

/** The authority's side of the annex exchange; writes its card for the others. */
export function openExchange(
  { folder }: ListenerConfig,
  annex: AnnexConfig,
  { vault, keys }: OpenVault,
  peers: readonly AnnexPeer[],
): { readonly exchange: AnnexExchange; readonly carrier: AnnexCarrier } {
  writeCard(folder, annex.authority, keys)
  const carrier = carrierTo(peers)
  const exchange = new AnnexExchange({
    vault,
    peers: (id) => {
      const found = peers.find(({ authority }) => authority === id)
      return found === undefined ? undefined : readCard(found.cardFile, id)
    },
    decryption: keys.decryption,
    carrier,
  })
  return { exchange, carrier }
}

/** All annexes of one authority, to and from the others: what leaves, what is waited for, and what is recorded about it. */
export class Annexes {
  readonly #options: AnnexesOptions
  readonly #intake: AnnexIntake
  /** Files of other authorities, by authority; none where a network joins the two. */
  readonly #inboxes: readonly { readonly peer: AnnexPeer; readonly inbox: DropInbox }[]
  /** Kinds that have something to look at. */
  readonly #due = new Set<AnnexKind>()
  #dueLookMs = 0
  #recordLookMs = 0
  #isRecordDue = false
  #recordTimer: NodeJS.Timeout | undefined
  #runMs = 0
  #run: Promise<void> = Promise.resolve()
  #isWaiting = false
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: AnnexesOptions) {
    const { db, exchange, carrier, peers, kinds } = options
    this.#options = options
    const incoming = kinds.flatMap((kind) => kind.incoming ?? [])
    this.#intake = new AnnexIntake({ db, exchange, kinds: incoming })
    const dropped = {
      receive: (envelope: Uint8Array) => this.#receive(envelope, 0),
      answerPull: (request: Uint8Array) => exchange.answerPull(request),
    }
    this.#inboxes = peers.flatMap((peer) => {
      const inbox = inboxFrom(peer, dropped, carrier, bundledLaw)
      return inbox === undefined ? [] : [{ peer, inbox }]
    })
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
    clearTimeout(this.#recordTimer)
    await this.#run
  }

  onChanges(changes: readonly Change[]): void {
    const topics = new Set(changes.map(({ topic }) => topic))
    const touched = this.#options.kinds.filter((kind) => kind.topics.some((topic) => topics.has(topic)))
    if (touched.length > 0) this.wake(touched)
  }

  /** Takes an envelope of another authority. @throws VaultError */
  receive(envelope: Uint8Array): Promise<void> {
    return this.#receive(envelope)
  }

  /** @throws VaultError */
  answerPull(request: Uint8Array): Promise<{ readonly puller: string; readonly envelope: Uint8Array }> {
    return this.#options.exchange.answerPull(request)
  }

  async #receive(envelope: Uint8Array, waitMs?: number): Promise<void> {
    await this.#intake.receive(envelope, waitMs)
    this.#isRecordDue = true
    this.wake([])
  }

  /** How the authority is reached that answers this one, and what an operator has to look at. */
  state(): AnnexState | null {
    const [first] = this.#options.peers
    if (first === undefined) return null
    const { authority, carrier } = first
    const quarantined = this.#inboxes.flatMap(({ inbox }) => inbox.quarantined())
    const alarms = alarmsOf(quarantined, { law: bundledLaw, nowMs: Date.now() })
    return { peer: authority, carrier: carrier.kind, outgoing: waitingOutside(first), alarms }
  }

  /** One run at a time, and one more behind it. */
  wake(kinds: readonly AnnexKind[] = this.#options.kinds): void {
    for (const kind of kinds) this.#due.add(kind)
    if (this.#isWaiting || this.#stopped) return
    this.#isWaiting = true
    this.#run = this.#run.then(() => this.#work())
  }

  async #work(): Promise<void> {
    const pauseMs = this.#runMs + RUN_STEP_MS - Date.now()
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    this.#runMs = Date.now()
    this.#isWaiting = false
    const kinds = [...this.#due]
    this.#due.clear()
    // Rows that are being made do not say yet what there is.
    const isProjected = this.#options.follower.height !== null
    // Each by itself: a zone that is away holds up nothing else.
    for (const kind of kinds) {
      await this.#guarded(async () => kind.prepare?.())
      await this.#guarded(async () => {
        if (!isProjected || this.#stopped) return
        if (await kind.work()) this.wake([kind])
      })
    }
    await this.#guarded(() => this.#carry(kinds))
    for (const { peer, inbox } of this.#inboxes) await this.#guarded(() => this.#readDrop(peer, inbox))
    this.#isRecordDue ||= kinds.some(({ incoming }) => incoming?.recorder !== undefined)
    if (isProjected && this.#isRecordDue) await this.#record()
  }

  async #record(): Promise<void> {
    const waitMs = this.#recordLookMs - Date.now()
    if (waitMs > 0) {
      this.#recordTimer ??= setTimeout(() => {
        this.#recordTimer = undefined
        this.wake([])
      }, waitMs)
      return
    }
    this.#recordLookMs = Date.now() + RECORD_STEP_MS
    this.#isRecordDue = false
    for (const { incoming } of this.#options.kinds)
      await this.#guarded(async () => {
        if (this.#stopped) return
        for (const id of (await incoming?.recorder?.work()) ?? []) incoming?.changed(id)
      })
  }

  /** What leaves goes at once; what only time makes due, now and then. */
  async #carry(kinds: readonly AnnexKind[]): Promise<void> {
    if (this.#stopped) return
    const { exchange, log } = this.#options
    const isDue = Date.now() >= this.#dueLookMs
    if (isDue || kinds.some(({ incoming }) => incoming === undefined)) {
      const { failed } = await exchange.pushDue()
      for (const code of failed) log({ event: 'ANNEX_NOT_PUSHED', code })
    }
    if (!isDue) return
    this.#dueLookMs = Date.now() + DUE_STEP_MS
    for (const code of await exchange.pullDue()) log({ event: 'ANNEX_NOT_PULLED', code })
    if ((await exchange.failOverdue()) > 0) this.wake()
  }

  async #readDrop(peer: AnnexPeer, inbox: DropInbox): Promise<void> {
    // Before the operator has taken the card over, nobody could be told from a stranger.
    if (this.#stopped || !existsSync(peer.cardFile)) return
    const { received, answered, refused } = await inbox.read()
    for (const { file, code, isQuarantined } of refused) {
      if (isQuarantined) this.#options.log({ event: 'ANNEX_QUARANTINED', code, file })
    }
    if (received + answered + refused.length > 0) this.wake()
  }

  async #guarded(run: () => Promise<unknown>): Promise<void> {
    try {
      await run()
    } catch (error) {
      this.#options.log({ event: 'ANNEX_WAITS', reason: reasonOf(error) })
    }
  }
}
