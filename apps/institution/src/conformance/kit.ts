import { randomBytes } from 'node:crypto'
import { checkAnswer, controlRequest, parseDocument } from '@xiezhi/control-interface'
import type {
  Answer,
  AnswerFindingCode,
  ControlFeedback,
  ControlItem,
  ControlRequest,
  Measure,
} from '@xiezhi/control-interface'
import type { Json } from '@xiezhi/codec'
import { AdapterError, HttpsInstitution, TlsClient } from '@xiezhi/institution-adapter'
import type { TlsClientOptions } from '@xiezhi/institution-adapter'
import type { BatchKey } from '@xiezhi/control-interface'
import type { Fixtures } from './kit-fixtures.ts'

/** What a case saw in the place of what it expected. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
  readonly path: string
  readonly expected: string
  readonly seen: string

  constructor(path: string, expected: string, seen: string) {
    super(`${path}: ${expected}, ${seen}`)
    this.path = path
    this.expected = expected
    this.seen = seen
  }
}

const MONEY: readonly Fixtures['kind'][] = ['BANK', 'PAYMENT', 'INSURANCE']
/** 分 or units that a case freezes. */
export const QUANTITY = 1_000
const NUMBER_BYTES = 6
const OWN_CASES: ReadonlySet<AnswerFindingCode> = new Set([
  'OVER_CONTROLLED',
  'OVER_DEDUCTED',
  'TERM_DIFFERS',
  'LIMIT_DIFFERS',
])

/** What a case works with: the institution, and requests in the name of the fixtures' courts. */
export class Kit {
  readonly fixtures: Fixtures
  readonly tls: TlsClientOptions
  readonly institution: HttpsInstitution
  readonly #client: TlsClient
  readonly #run = `K${randomBytes(NUMBER_BYTES).toString('hex')}`
  #numbers = 0

  constructor(fixtures: Fixtures, tls: TlsClientOptions, key: BatchKey) {
    this.fixtures = fixtures
    this.tls = { timeoutMs: fixtures.answerWithinMs, ...tls }
    this.institution = new HttpsInstitution(this.tls, key)
    this.#client = new TlsClient(this.tls)
  }

  get countsMoney(): boolean {
    return MONEY.includes(this.fixtures.kind)
  }

  close(): void {
    this.institution.close()
    this.#client.close()
  }

  query(change: Partial<ControlRequest> = {}): ControlRequest {
    const { kind, institutionCode, person, court } = this.fixtures
    const { rulingNo, ...head } = court
    return {
      requestNo: `${this.#run}-${++this.#numbers}`,
      institutionKind: kind,
      institutionCode,
      nature: 'QUERY',
      subjectName: person.name,
      idType: person.idType,
      idNo: person.idNo,
      ...head,
      ...(change.nature === 'CONTROL' ? { rulingNo } : {}),
      ...change,
    }
  }

  /** A freeze of the fixtures' asset, or what the change makes of it. */
  freeze(change: Partial<ControlItem> = {}, head: Partial<ControlRequest> = {}): ControlRequest {
    const { kind, asset = {}, from, to } = this.fixtures
    const item: ControlItem = {
      seq: 1,
      ...asset,
      controlType: kind === 'BANK' ? 'DEPOSIT' : 'NON_DEPOSIT',
      measure: 'FREEZE',
      content: kind === 'VEHICLE' || kind === 'LAND' ? 'ACCOUNT' : 'AMOUNT',
      ...(this.countsMoney ? { amountCents: QUANTITY } : {}),
      ...(kind === 'SECURITIES' ? { units: QUANTITY } : {}),
      from,
      to,
      ...change,
    }
    return this.query({ nature: 'CONTROL', items: [item], ...head })
  }

  /** Follows the measure of `prior`: by default releases all of it. */
  follow(prior: ControlRequest, change: Partial<ControlItem> = {}): ControlRequest {
    const { asset = {} } = this.fixtures
    const { courtId, courtName, officerName, officerWorkCard, officerDutyCard, caseNo } = prior
    const item: ControlItem = {
      seq: 1,
      ...asset,
      controlType: 'DEPOSIT',
      measure: 'RELEASE',
      content: 'AMOUNT',
      priorRequestNo: prior.requestNo,
      priorCaseNo: caseNo,
      ...change,
    }
    return this.query({
      nature: 'CONTROL',
      items: [item],
      courtId,
      courtName,
      officerName,
      officerWorkCard,
      officerDutyCard,
      caseNo,
    })
  }

  /** Of the second court. */
  other(): Partial<ControlRequest> {
    const { rulingNo, ...head } = this.fixtures.otherCourt
    return { ...head, rulingNo }
  }

  /** The answer, which has to fit the request. What cases of their own look at is left to them. */
  async ask(request: ControlRequest): Promise<Answer> {
    const submission = await this.institution.submit(request)
    if (submission.kind !== 'answered') throw new Mismatch('/', 'an answer', submission.kind)
    const finding = checkAnswer(request, submission.answer).find(({ code }) => !OWN_CASES.has(code))
    if (finding !== undefined) throw new Mismatch(finding.path, 'an answer that fits the request', finding.code)
    return submission.answer
  }

  async control(request: ControlRequest): Promise<ControlFeedback> {
    const { items = [] } = await this.ask(request)
    const [feedback] = items
    if (feedback === undefined) throw new Mismatch('/kzfk', 'one item', `${items.length}`)
    return feedback
  }

  async measures(courtId = this.fixtures.court.courtId): Promise<Measure[]> {
    const all: Measure[] = []
    for await (const measure of this.institution.measures(courtId)) all.push(measure)
    return all
  }

  /** Sends any document, and gives status and document back. */
  async send(path: string, body: Json): Promise<{ readonly status: number; readonly body: Json }> {
    const response = await this.#client.post(path, JSON.stringify(body))
    let text = ''
    for await (const part of response as AsyncIterable<Buffer>) text += part.toString('utf8')
    return { status: response.statusCode ?? 0, body: parseDocument(text) }
  }

  wire(request: ControlRequest): Record<string, Json> {
    return controlRequest.encode(request) as Record<string, Json>
  }

  expect(path: string, expected: unknown, seen: unknown): void {
    const [one, other] = [shown(expected), shown(seen)]
    if (one !== other) throw new Mismatch(path, one, other)
  }

  /** A request that has to be refused as told, with nothing booked. */
  async expectRefusal(refusal: string, request: ControlRequest): Promise<void> {
    let seen = 'an answer'
    try {
      await this.institution.submit(request)
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error
      seen = String(error.facts['refusal'] ?? error.code)
    }
    this.expect('/', refusal, seen)
  }

  async expectFailure(reason: string, request: ControlRequest): Promise<ControlFeedback> {
    const feedback = await this.control(request)
    this.expect('/kzfk/0/kzzt', 'NOT_CONTROLLED', feedback.state)
    this.expect('/kzfk/0/wnkzyy', reason, feedback.failureReason)
    return feedback
  }

  /** A freeze, what the case does with it, and its release whatever the case found. */
  async withFreeze(
    run: (request: ControlRequest, feedback: ControlFeedback) => Promise<void>,
    change: Partial<ControlItem> = {},
  ): Promise<void> {
    const request = this.freeze(change)
    try {
      const feedback = await this.control(request)
      this.expect('/kzfk/0/kzzt', 'CONTROLLED', feedback.state)
      await run(request, feedback)
    } finally {
      await this.institution.submit(this.follow(request)).catch(() => undefined)
    }
  }
}

function shown(value: unknown): string {
  return value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value)
}
