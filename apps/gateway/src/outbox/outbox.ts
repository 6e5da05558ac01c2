import { base64Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { OutboxRow, OutboxState } from '@xiezhi/gateway-api'
import { SdkError } from '@xiezhi/sdk'
import type { Included } from '@xiezhi/sdk'
import { GatewayError } from '../gateway-error.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import type { Followed } from '../projection/follower.ts'
import type { OpenSession } from '../session/person.ts'
import type { Showings } from '../signing/showings.ts'
import type { LiveFeed } from '../zone/live-feed.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import type { ActPlan, StoredPlan } from './act-plan.ts'
import type { AnswerWatch } from './answer-watch.ts'
import { slotEndMs } from './dispatch-slots.ts'
import { HeldAnswers } from './held-answers.ts'
import { passed } from './outbox-store.ts'
import type { Entry, OutboxStore, Step } from './outbox-store.ts'
import { mayBeIncluded, refusalOf } from './refusal.ts'
import { RowsReached } from './rows-reached.ts'

const RETRY_FIRST_MS = 200
const RETRY_MAX_MS = 5_000
/** After its end a transaction cannot be included any more; a block that is being made has been by then. */
const EXPIRY_GRACE_MS = 15_000
/** A step between the ledger and the answer is written with the answer; by itself where that takes longer. */
const PASSING_MS = 1_000
/** For so long an act that is on the ledger waits for the rows of its block. */
const ROWS_WAIT_MS = 2_000

export interface OutboxOptions {
  readonly store: OutboxStore
  readonly zone: ZoneLink
  readonly showings: Showings
  readonly live: LiveFeed
  readonly answers: AnswerWatch
  /** Of unprotective orders; 0: they leave at once. */
  readonly slotMs: number
  readonly nowMs: () => number
  readonly log: Log
}

/** What is to be recorded, and how long its end may be waited for. */
export interface ActWork {
  readonly makePlan: () => Promise<ActPlan>
  readonly waitMs?: number
}

/** Brings acts to the ledger: durable, each once, and resumed where a killed process left them. */
export class Outbox {
  readonly #options: OutboxOptions
  /** Rows that are under way; undefined where a step did not end: the disk has to be asked. */
  readonly #entries = new Map<string, Entry | undefined>()
  readonly #running = new Map<string, Promise<void>>()
  /** Rows that wait for an answer, by the dispatch. */
  readonly #waiting = new Map<string, string>()
  readonly #wake = new Set<() => void>()
  /** Rows with steps that are not on disk yet. */
  readonly #passing = new Map<string, NodeJS.Timeout>()
  /** Requests that wait for the end of the act that they began. */
  readonly #held = new HeldAnswers()
  readonly #rows = new RowsReached()
  #stopped = false

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  get store(): OutboxStore {
    return this.#options.store
  }

  /** Takes up what an earlier process has left. */
  async start(): Promise<void> {
    for (const entry of await this.#options.store.open()) {
      // Nobody's session is there to sign it; the person repeats the act.
      if (entry.state === 'recorded') await this.#step(entry, failed('NOT_SIGNED'))
      else {
        this.#entries.set(entry.id, entry)
        this.#run(entry.id)
      }
    }
  }

  /** Answers that are held back leave as their rows stand: the process is about to end. */
  releaseHeld(): void {
    this.#held.close()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.releaseHeld()
    this.#rows.close()
    for (const wake of this.#wake) wake()
    for (const timer of this.#passing.values()) clearTimeout(timer)
    await Promise.allSettled(this.#running.values())
    await Promise.allSettled([...this.#passing.keys()].map((id) => this.#writePassed(id)))
  }

  /**
   * Records and signs an act that was shown, and sends it on its way. The same key again gives the row of the first time.
   * Where the act is new, the row is given at its end or `waitMs` later; whoever asked may have gone: the act goes on.
   * @throws GatewayError SIGNER_LOCKED, SIGNER_MISSING, SIGNER_NOT_SHOWN, IDEMPOTENCY_KEY_REUSED; nothing has been recorded then
   */
  async submit(
    session: OpenSession,
    idempotencyKey: string,
    act: string,
    request: Json,
    { makePlan, waitMs = 0 }: ActWork,
  ): Promise<OutboxRow> {
    const { store, showings, zone, slotMs } = this.#options
    const { person } = session
    if (session.planning !== undefined) return session.planning(act, request, await makePlan())
    const known = await store.earlier(person, idempotencyKey, act, request)
    if (known !== undefined) return known
    const confirmed = await showings.confirm(session, act, request)
    const { plan } = confirmed
    await plan.prepare?.()
    const { actId, ...signed } = confirmed.sign()
    const leavesAtMs = plan.inSlot === true ? slotEndMs(Date.now(), slotMs) : undefined
    const stored: StoredPlan = {
      chainId: zone.zone.chainId,
      messages: plan.messages,
      then: plan.then,
      dispatchId: plan.then === 'answer' ? actId : null,
      facts: plan.facts ?? {},
      ...(leavesAtMs === undefined ? {} : { leavesAtMs }),
    }
    const begun = await store.begin(
      person,
      { act, subject: plan.subject, idempotencyKey, request, plan: stored },
      signed,
    )
    if (begun === undefined) {
      const earlier = await store.earlier(person, idempotencyKey, act, request)
      if (earlier === undefined) throw new GatewayError('INTERNAL')
      return earlier
    }
    this.#entries.set(begun.entry.id, begun.entry)
    const answer = waitMs > 0 ? this.#held.until(begun.row, waitMs) : begun.row
    this.#run(begun.entry.id)
    return answer
  }

  /** The rows stand at that height; the subjects that its blocks have changed, answers among them. */
  onBlocks({ height, changes }: Followed): void {
    this.#rows.reached(height)
    for (const { topic, id } of changes) {
      const waiting = topic === 'verification' ? this.#waiting.get(id) : undefined
      if (waiting !== undefined) this.#run(waiting)
    }
  }

  #run(id: string, work = (): Promise<void> => this.#advance(id)): void {
    if (this.#stopped) return
    const before = this.#running.get(id) ?? Promise.resolve()
    const run = before.then(work)
    this.#running.set(id, run)
    void run.finally(() => {
      if (this.#running.get(id) === run) this.#running.delete(id)
    })
  }

  /** Step after step until the row is final or waits; a step that fails for a passing reason is tried again. */
  async #advance(id: string): Promise<void> {
    for (let pauseMs = RETRY_FIRST_MS; !this.#stopped; pauseMs = Math.min(pauseMs * 2, RETRY_MAX_MS)) {
      try {
        if ((await this.#next(id)) === 'waits') return
        pauseMs = RETRY_FIRST_MS
      } catch (error) {
        if (this.#entries.has(id)) this.#entries.set(id, undefined)
        this.#options.log({ event: 'OUTBOX_RETRIES', id, reason: reasonOf(error) })
        await this.#pause(pauseMs)
      }
    }
  }

  async #next(id: string): Promise<'goes on' | 'waits'> {
    // It has ended: an event that came before had asked for one more look.
    if (!this.#entries.has(id)) return 'waits'
    const entry = this.#entries.get(id) ?? (await this.#options.store.entry(id))
    if (entry?.state === 'signed') await this.#leave(entry)
    else if (entry?.state === 'submitted') await this.#send(entry)
    else if (entry?.state === 'included' || entry?.state === 'relayed') return this.#answer(entry)
    else {
      this.#entries.delete(id)
      return 'waits'
    }
    return 'goes on'
  }

  /** Waits for the end of its slot. */
  async #leave(entry: Entry): Promise<void> {
    const waitMs = (entry.plan.leavesAtMs ?? 0) - Date.now()
    if (waitMs > 0) await this.#pause(waitMs)
    if (!this.#stopped) await this.#step(entry, { state: 'submitted' })
  }

  async #send(entry: Entry): Promise<void> {
    const { nowMs } = this.#options
    try {
      const included = await this.#submitOnce(entry.signed[0] ?? '')
      const isDone = entry.plan.then === 'done'
      const result = { height: included.height, data: included.data, ...entry.plan.facts }
      if (isDone) {
        await this.#rows.until(included.height, ROWS_WAIT_MS)
        await this.#step(entry, { state: 'included', isFinal: true, result })
      } else this.#pass(entry, { state: 'included', result })
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal !== undefined) {
        await this.#step(entry, { state: 'refused', isFinal: true, refusal })
        return
      }
      if (nowMs() > entry.expiresAtMs + EXPIRY_GRACE_MS) await this.#step(entry, failed('EXPIRED'))
      else throw error
    }
  }

  /** A transaction that was included by an earlier attempt is answered with what became of it then. */
  async #submitOnce(text: string): Promise<Included> {
    const client = await this.#options.zone.client()
    const bytes = base64Decode(text)
    try {
      return await client.submit(bytes, { events: false })
    } catch (error) {
      if (!mayBeIncluded(error)) throw error
      const found = await client.findIncluded(nodeCrypto.sha256(bytes))
      if (found === undefined) throw error
      return found
    }
  }

  /** Waits for the answer; then sends what follows it. */
  async #answer(entry: Entry): Promise<'goes on' | 'waits'> {
    const { answers } = this.#options
    const { dispatchId } = entry.plan
    if (dispatchId === null) return 'waits'
    // Before the look: a block that comes in between starts another one.
    this.#waiting.set(dispatchId, entry.id)
    const found = await answers.look(dispatchId)
    if (found.outcome !== null && !found.isAnswered) {
      await this.#step(entry, { state: 'failed', isFinal: true, result: { ...entry.result, outcome: found.outcome } })
      return 'goes on'
    }
    if (!found.isAnswered) {
      if (found.isDelivered && entry.state === 'included') this.#pass(entry, { state: 'relayed' })
      return 'waits'
    }
    const proof = await answers.prove(dispatchId).catch((error: unknown) => {
      if (error instanceof SdkError && error.code === 'PROOF_INVALID') return undefined
      throw error
    })
    if (proof === undefined) {
      await this.#step(entry, failed('PROOF_INVALID'))
      return 'goes on'
    }
    const court = await this.#follow(entry, found.verificationId)
    this.#waiting.delete(dispatchId)
    const result = { ...entry.result, dispatchId, proof: proof as unknown as Json, ...court }
    await this.#step(entry, { state: 'answered', isFinal: true, result })
    return 'goes on'
  }

  /** What was signed with the question for when its answer is there. A refusal of it is told; the answer stands. */
  async #follow(entry: Entry, known: string | null): Promise<Readonly<Record<string, Json>>> {
    const text = entry.signed[1]
    if (known !== null || text === undefined) return { verificationId: known }
    try {
      const { data } = await this.#submitOnce(text)
      const { verificationId = null } = (data[0] ?? {}) as { readonly verificationId?: Json }
      return { verificationId }
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal === undefined) throw error
      return { verificationId: null, courtRefusal: refusal as unknown as Json }
    }
  }

  async #step(entry: Entry, step: Step): Promise<void> {
    const { id, person } = entry
    clearTimeout(this.#passing.get(id))
    this.#passing.delete(id)
    const { next, written } = await this.#options.store.step(entry, step)
    if (step.isFinal === true) this.#entries.delete(id)
    else this.#entries.set(id, next)
    this.#held.stepped(next, written, step)
    this.#options.live.tell({ topic: 'outbox', id, height: null }, person)
  }

  /**
   * A step that the ledger tells of again: a process that ends before it is written sends the same bytes, and finds them
   * included.
   */
  #pass(entry: Entry, step: Pick<Step, 'state' | 'result'>): void {
    const { id } = entry
    this.#entries.set(id, passed(entry, step))
    if (this.#passing.has(id)) return
    const write = (): void => {
      this.#run(id, () => this.#writePassed(id))
    }
    this.#passing.set(id, setTimeout(write, PASSING_MS))
  }

  async #writePassed(id: string): Promise<void> {
    const entry = this.#entries.get(id)
    const last = entry?.unwritten.at(-1)
    if (entry === undefined || last === undefined) return
    const { state } = last
    try {
      await this.#step({ ...entry, unwritten: entry.unwritten.slice(0, -1) }, { state })
    } catch (error) {
      this.#entries.set(id, undefined)
      this.#options.log({ event: 'OUTBOX_RETRIES', id, reason: reasonOf(error) })
      this.#run(id)
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#wake.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      this.#wake.add(wake)
    })
  }
}

function failed(name: string): Step {
  const state: OutboxState = 'failed'
  return { state, isFinal: true, refusal: { codespace: 'gateway', code: 0, name, facts: {} } }
}
