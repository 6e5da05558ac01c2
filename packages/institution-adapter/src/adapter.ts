import { createHash } from 'node:crypto'
import { encodeCanonical } from '@xiezhi/codec'
import { answer as answerRecord, checkAnswer, checkRequest, controlRequest } from '@xiezhi/control-interface'
import type { Answer, AnswerFindingCode, ControlRequest, Refusal } from '@xiezhi/control-interface'
import { AdapterError } from './adapter-error.ts'
import type { AdapterFacts } from './adapter-error.ts'
import type { InstitutionPort, Submission } from './institution-port.ts'
import type { Journal, RequestState } from './journal.ts'

/** What the caller keeps of requests, where personal data belong. */
export interface RequestRecords {
  /** The request of this number, kept before it was handed to the adapter. */
  request(requestNo: string): Promise<ControlRequest | undefined>
  answer(requestNo: string): Promise<Answer | undefined>
  /** Durable when it returns; may be called again with the same answer. */
  keepAnswer(requestNo: string, answer: Answer): Promise<void>
  /**
   * Takes a whole answer for one that was kept with findings, where nothing was told of that one yet. False: it was, and stays.
   */
  completeAnswer?(requestNo: string, answer: Answer): Promise<boolean>
}

/** What a person has to look at. Part of the interface: append, never rename. */
export type AdapterAlarmCode = AnswerFindingCode | 'ANSWER_MALFORMED' | 'ANSWER_CONTRADICTS' | 'ANSWER_UNASKED'

export interface AdapterAlarm {
  readonly code: AdapterAlarmCode
  readonly requestNo: string
  readonly path?: string
}

export interface AdapterOptions {
  readonly port: InstitutionPort
  readonly journal: Journal
  readonly records: RequestRecords
  readonly alarm: (alarm: AdapterAlarm) => void
  /** The institution has said again what it said first: nothing is contradictory any more. */
  readonly agreed?: (requestNo: string) => void
  /** In the place of an answer with findings the institution has given one without. */
  readonly completed?: (requestNo: string) => void
  /** UTC milliseconds. */
  readonly now: () => number
}

/** How a request stands. `answer` is there when it is answered or registered. */
export interface RequestStanding {
  readonly state: RequestState
  readonly answer?: Answer
  readonly reason?: string
}

interface Known {
  readonly digest: string
  readonly state: RequestState
  readonly reason?: string | undefined
}

const UNKNOWN_REQUEST = 'institution/REQUEST_UNKNOWN'

/** Carries requests to one institution: each is booked once, whatever breaks between here and there. */
export class InstitutionAdapter {
  readonly #options: AdapterOptions
  readonly #known: Map<string, Known>
  /** One thing at a time for each request. */
  readonly #busy = new Map<string, Promise<RequestStanding>>()

  private constructor(options: AdapterOptions, known: Map<string, Known>) {
    this.#options = options
    this.#known = known
  }

  /** Reads how far the requests are. What was being sent when the last process ended has an unknown outcome. */
  static async open(options: AdapterOptions): Promise<InstitutionAdapter> {
    const known = new Map<string, Known>()
    for await (const { requestNo, digest, state, reason } of options.journal.entries())
      known.set(requestNo, { digest, state: state === 'sent' ? 'unknown' : state, reason })
    return new InstitutionAdapter(options, known)
  }

  /** Numbers of the requests that are not at their end. */
  open(): readonly string[] {
    return [...this.#known].filter(([, { state }]) => !isLast(state)).map(([requestNo]) => requestNo)
  }

  /** Sends a request, or goes on with it where it is. @throws AdapterError REQUEST_CHANGED; ControlInterfaceError */
  submit(request: ControlRequest): Promise<RequestStanding> {
    return this.#alone(request.requestNo, async () => {
      checkRequest(request)
      const digest = digestOf(request)
      const known = this.#known.get(request.requestNo)
      if (known !== undefined && known.digest !== digest)
        throw new AdapterError('REQUEST_CHANGED', { requestNo: request.requestNo })
      if (known === undefined) await this.#step(request.requestNo, digest, 'prepared')
      return this.#goOn(request)
    })
  }

  /** Goes on with every open request: asks where the outcome is unknown, sends what was not sent. */
  async resume(): Promise<ReadonlyMap<string, RequestStanding>> {
    const standings = new Map<string, RequestStanding>()
    for (const requestNo of this.open())
      standings.set(requestNo, await this.#alone(requestNo, async () => this.#goOn(await this.#requestOf(requestNo))))
    return standings
  }

  /** Asks again for what is answered already: an institution that now says another thing is reported. */
  confirm(requestNo: string): Promise<RequestStanding> {
    return this.#alone(requestNo, async () => {
      const request = await this.#requestOf(requestNo)
      const given = await this.#ask(request)
      if (given === undefined) this.#options.alarm({ code: 'ANSWER_CONTRADICTS', requestNo, path: '/' })
      return given?.kind === 'answered' ? this.#take(request, given.answer) : this.#standing(requestNo)
    })
  }

  /** What became of a request that must not be sent any more: asks by number, and sends nothing. */
  ask(requestNo: string): Promise<RequestStanding> {
    return this.#alone(requestNo, async () => {
      const known = this.#known.get(requestNo)
      if (known === undefined) return { state: 'prepared' }
      if (isLast(known.state) || known.state === 'prepared') return this.#standing(requestNo)
      const found = await this.#asked(await this.#requestOf(requestNo))
      if (found === 'not received') await this.#step(requestNo, known.digest, 'prepared', 'not received')
      return this.#standing(requestNo)
    })
  }

  /** An answer that came by file. */
  deliver(answer: Answer): Promise<RequestStanding> {
    const { requestNo } = answer
    return this.#alone(requestNo, async () => {
      if (!this.#known.has(requestNo)) {
        this.#options.alarm({ code: 'ANSWER_UNASKED', requestNo })
        throw new AdapterError('REQUEST_BODY_MISSING', { requestNo })
      }
      return this.#take(await this.#requestOf(requestNo), answer)
    })
  }

  /** A refusal that came by file. One that says the number is not known lets the request be sent again. */
  deliverRefusal({ requestNo = '', codespace, code }: Refusal): Promise<RequestStanding> {
    return this.#alone(requestNo, async () => {
      const known = this.#known.get(requestNo)
      const told = `${codespace}/${code}`
      if (known === undefined || isLast(known.state)) this.#options.alarm({ code: 'ANSWER_UNASKED', requestNo })
      else if (told === UNKNOWN_REQUEST) {
        await this.#step(requestNo, known.digest, 'prepared', 'not received')
        return this.#goOn(await this.#requestOf(requestNo))
      } else await this.#step(requestNo, known.digest, 'refused', told)
      return this.#standing(requestNo)
    })
  }

  async #goOn(request: ControlRequest): Promise<RequestStanding> {
    const { requestNo } = request
    const { state, digest } = this.#knownOf(requestNo)
    if (isLast(state)) return this.#standing(requestNo)
    if (state === 'prepared') return this.#send(request)
    const found = await this.#asked(request)
    if (found === 'open') return this.#standing(requestNo)
    if (found !== 'not received') return found
    // Only now is it safe to send again: and with the same number.
    await this.#step(requestNo, digest, 'prepared', 'not received')
    return this.#send(request)
  }

  async #send(request: ControlRequest): Promise<RequestStanding> {
    const { requestNo } = request
    const { digest } = this.#knownOf(requestNo)
    await this.#step(requestNo, digest, 'sent')
    try {
      const submission = await this.#options.port.submit(request)
      if (submission.kind === 'answered') return await this.#take(request, submission.answer)
      await this.#step(requestNo, digest, 'carried')
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error
      await this.#failed(requestNo, digest, error)
      if (this.#knownOf(requestNo).state !== 'unknown') return this.#standing(requestNo)
      const found = await this.#asked(request)
      if (typeof found !== 'string') return found
    }
    return this.#standing(requestNo)
  }

  async #failed(requestNo: string, digest: string, error: AdapterError): Promise<void> {
    const reason = String(error.facts['refusal'] ?? error.facts['reason'] ?? error.code)
    if (error.code === 'NOT_SENT') return this.#step(requestNo, digest, 'prepared', reason)
    if (error.code === 'REFUSED') return this.#step(requestNo, digest, 'refused', reason)
    if (error.code === 'ANSWER_MALFORMED')
      this.#options.alarm({ code: 'ANSWER_MALFORMED', requestNo, ...pathOf(error.facts) })
    return this.#step(requestNo, digest, 'unknown', reason)
  }

  /** `open`: the institution could not be asked, or has not come to it. */
  async #asked(request: ControlRequest): Promise<RequestStanding | 'not received' | 'open'> {
    try {
      const given = await this.#ask(request)
      if (given === undefined) return 'not received'
      return given.kind === 'answered' ? await this.#take(request, given.answer) : 'open'
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error
      if (error.code === 'ANSWER_MALFORMED')
        this.#options.alarm({ code: 'ANSWER_MALFORMED', requestNo: request.requestNo, ...pathOf(error.facts) })
      return 'open'
    }
  }

  #ask({ requestNo }: ControlRequest): Promise<Submission | undefined> {
    return this.#options.port.status(requestNo)
  }

  async #take(request: ControlRequest, answer: Answer): Promise<RequestStanding> {
    const { requestNo } = request
    const { agreed, alarm, completed, records } = this.#options
    const { digest, state } = this.#knownOf(requestNo)
    if (state === 'answered') {
      const kept = await records.answer(requestNo)
      if (kept === undefined) return this.#standing(requestNo)
      if (isSame(kept, answer)) agreed?.(requestNo)
      else if (await this.#isCompleted(request, kept, answer)) completed?.(requestNo)
      else alarm({ code: 'ANSWER_CONTRADICTS', requestNo })
      return this.#standing(requestNo)
    }
    for (const finding of checkAnswer(request, answer)) alarm({ ...finding, requestNo })
    await records.keepAnswer(requestNo, answer)
    const isOpen = answer.result === 'ENTERED' || answer.result === 'REGISTERED'
    await this.#step(requestNo, digest, isOpen ? 'registered' : 'answered')
    return this.#standing(requestNo)
  }

  async #isCompleted(request: ControlRequest, kept: Answer, given: Answer): Promise<boolean> {
    if (checkAnswer(request, kept).length === 0 || checkAnswer(request, given).length > 0) return false
    return (await this.#options.records.completeAnswer?.(request.requestNo, given)) ?? false
  }

  async #standing(requestNo: string): Promise<RequestStanding> {
    const { state, reason } = this.#knownOf(requestNo)
    const answer =
      state === 'answered' || state === 'registered' ? await this.#options.records.answer(requestNo) : undefined
    return { state, ...(answer === undefined ? {} : { answer }), ...(reason === undefined ? {} : { reason }) }
  }

  async #step(requestNo: string, digest: string, state: RequestState, reason?: string): Promise<void> {
    const { journal, now } = this.#options
    const why = reason === undefined ? {} : { reason: reason.slice(0, 128) }
    await journal.append({ requestNo, digest, state, ...why, atMs: now() })
    this.#known.set(requestNo, { digest, state, ...why })
  }

  #knownOf(requestNo: string): Known {
    const known = this.#known.get(requestNo)
    if (known === undefined) throw new AdapterError('REQUEST_BODY_MISSING', { requestNo })
    return known
  }

  /** @throws AdapterError REQUEST_BODY_MISSING, REQUEST_CHANGED */
  async #requestOf(requestNo: string): Promise<ControlRequest> {
    const request = await this.#options.records.request(requestNo)
    if (request === undefined) throw new AdapterError('REQUEST_BODY_MISSING', { requestNo })
    if (digestOf(request) !== this.#knownOf(requestNo).digest) throw new AdapterError('REQUEST_CHANGED', { requestNo })
    return request
  }

  async #alone(requestNo: string, run: () => Promise<RequestStanding>): Promise<RequestStanding> {
    const before = this.#busy.get(requestNo)
    const mine = before === undefined ? run() : before.then(run, run)
    this.#busy.set(requestNo, mine)
    try {
      return await mine
    } finally {
      if (this.#busy.get(requestNo) === mine) this.#busy.delete(requestNo)
    }
  }
}

function isLast(state: RequestState): boolean {
  return state === 'answered' || state === 'refused'
}

function digestOf(request: ControlRequest): string {
  return createHash('sha256')
    .update(encodeCanonical(controlRequest.encode(request)))
    .digest('hex')
}

function isSame(one: Answer, other: Answer): boolean {
  const [a, b] = [one, other].map((answer) => Buffer.from(encodeCanonical(answerRecord.encode(answer))))
  return a !== undefined && b !== undefined && a.equals(b)
}

function pathOf(facts: AdapterFacts): { readonly path?: string } {
  const { path } = facts
  return typeof path === 'string' ? { path } : {}
}
