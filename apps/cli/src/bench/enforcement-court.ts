import { randomBytes } from 'node:crypto'
import { decodeCanonical, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { civilDateOf, shiftCivilDate, shiftCivilMonths } from '@xiezhi/contracts/ids'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { annexDigest, encodeOrderAnnex, subjectCommitment } from '@xiezhi/institution-service'
import type { Message } from '@xiezhi/kernel'
import { CheckedReads } from '@xiezhi/sdk'
import type { OfficerKey } from '@xiezhi/sdk'
import { CLIENT_ID } from '../zone/ask.ts'
import { loadOfficer } from '../zone/officers.ts'
import type { ZoneSession } from '../zone/zone-session.ts'
import type { BenchZones } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import { freezeRequest, LIMIT_CENTS } from './enforcement-institution.ts'
import type { AnnexCarriage } from './enforcement-worker.ts'

const INTL = suite(nodeCrypto, 'intl')

const COURT = 'court-district'
const MONTHS = 12
const ID_BYTES = 16
const ANSWER_WAIT_MS = 120_000
const PACKET_LIFETIME_S = 3_600
const DEADLINE_MS = 24 * 3_600_000
/** A case is asked at each order what is under control for it. */
const ORDERS_PER_CASE = 8
const CASES_PER_TX = 20
const CLAIM_CENTS = 100_000_000_00
const EFFECTIVE_DAYS = 30
const PERFORMED_DAYS = 20

const randomId = (): string => randomBytes(ID_BYTES).toString('hex')
const digestOf = (text: string): string => `sha256:${hexEncode(nodeCrypto.sha256(utf8Encode(text)))}`

/** One order to be issued: at what institution, on what account. */
export interface Target {
  readonly institution: string
  readonly accountNo: string
}

/** The court's side: signs instruments of two persons and reads answers with proof. */
export class BenchCourt {
  readonly #session: ZoneSession
  readonly #annexes: AnnexCarriage
  readonly #officers: { readonly filing: OfficerKey; readonly judge: OfficerKey; readonly enforcer: OfficerKey }
  readonly #reads: CheckedReads
  readonly #ended = new Set<string>()
  readonly #waiting = new Map<string, { readonly resolve: () => void; readonly reject: (error: Error) => void }>()
  #cases: string[] = []
  #ordered = 0
  #failure: BenchError | undefined

  private constructor(zones: BenchZones, session: ZoneSession, annexes: AnnexCarriage) {
    this.#session = session
    this.#annexes = annexes
    const officer = (name: string): OfficerKey =>
      loadOfficer(zones.home, { zone: session.zone.name, organisation: COURT, officer: name })
    this.#officers = { filing: officer('filing'), judge: officer('judge'), enforcer: officer('enforcer') }
    this.#reads = new CheckedReads(session.client, nodeCrypto, zones.anchorOf(session.zone))
  }

  static async begin(zones: BenchZones, annexes: AnnexCarriage): Promise<BenchCourt> {
    const [session] = zones.sessions
    const court = new BenchCourt(zones, session, annexes)
    await session.client.subscribeEvents(['OrderEnded'], ({ events }) => {
      for (const { data } of events) {
        const { orderId } = data as { readonly orderId: string }
        court.#ended.add(orderId)
        court.#waiting.get(orderId)?.resolve()
      }
    })
    return court
  }

  /** Nothing more can be measured: whoever waits is told why. */
  fail(error: BenchError): void {
    this.#failure ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
  }

  /** Opens cases for so many orders. */
  async openCases(orders: number): Promise<void> {
    const today = civilDateOf(Date.now())
    const count = Math.ceil(orders / ORDERS_PER_CASE)
    for (let at = 0; at < count; at += CASES_PER_TX) {
      const opened = Array.from({ length: Math.min(CASES_PER_TX, count - at) }, randomId)
      await this.#session.submit(
        opened.flatMap((caseRef) => caseMessages(caseRef, today)),
        [this.#officers.filing],
      )
      this.#cases.push(...opened)
    }
  }

  /** Signs one instrument with an order for each target and waits until its block is on disk. Gives the orders' ids. */
  async issue(targets: readonly Target[]): Promise<readonly string[]> {
    const instrumentId = randomId()
    const nowMs = Date.now()
    const from = civilDateOf(nowMs)
    const term = { from, to: shiftCivilMonths(from, MONTHS) }
    const orders = targets.map(({ institution, accountNo }, n) => {
      const orderId = `${hexEncode(nodeCrypto.sha256(utf8Encode(`xiezhi/order/v1/${instrumentId}`)))}-${n}`
      const request = freezeRequest(orderId, accountNo, term)
      const subjectSalt = randomId()
      const annex = encodeOrderAnnex({ request, subjectSalt, distribution: null })
      this.#annexes.put(orderId, annex)
      return { orderId, order: orderOf(institution, subjectCommitment(INTL, request, subjectSalt), annex) }
    })
    const value: Json = {
      instrumentId,
      kind: 'CONTROL_RULING',
      caseRef: this.#nextCase(targets.length),
      documentDigest: digestOf(instrumentId),
      emergency: false,
      validFrom: from,
      validTo: null,
      timeoutSeconds: Math.floor(nowMs / 1_000) + PACKET_LIFETIME_S,
      deadlineMs: nowMs + DEADLINE_MS,
      orders: orders.map(({ order }) => order),
    }
    const { judge, enforcer } = this.#officers
    await this.#session.submit([{ type: 'order/Issue', value }], [judge, enforcer])
    return orders.map(({ orderId }) => orderId)
  }

  /** One order until its answer is proved at the court. @throws BenchError, SdkError */
  async once(target: Target): Promise<void> {
    const [orderId = ''] = await this.issue([target])
    await this.#untilEnded(orderId)
    const { value } = await this.#reads.read(`order/order/${orderId}`)
    const { state } = decodeCanonical(value) as { readonly state: string }
    if (state !== 'FULFILLED') throw new BenchError('WORK_REFUSED', { expected: 'FULFILLED', seen: state })
  }

  #untilEnded(orderId: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure)
        return
      }
      if (this.#ended.has(orderId)) {
        resolve()
        return
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(orderId)
        reject(new BenchError('ANSWER_LATE', { orderId, waitedMs: ANSWER_WAIT_MS }))
      }, ANSWER_WAIT_MS)
      const end = (run: () => void): void => {
        clearTimeout(timer)
        this.#waiting.delete(orderId)
        run()
      }
      this.#waiting.set(orderId, { resolve: () => end(resolve), reject: (error) => end(() => reject(error)) })
    })
  }

  #nextCase(orders: number): string {
    const caseRef = this.#cases[Math.floor(this.#ordered / ORDERS_PER_CASE)] ?? ''
    this.#ordered += orders
    return caseRef
  }
}

function orderOf(institution: string, subject: string, annex: Json): Json {
  const effect = {
    action: 'FREEZE',
    asset: 'DEPOSIT',
    subject,
    limitCents: LIMIT_CENTS,
    currency: 'CNY',
    months: MONTHS,
    whole: false,
    measureId: null,
  }
  return { client: CLIENT_ID, institution, effect, annexDigest: annexDigest(INTL, annex), relation: null }
}

/** Opens a case and its enforcement. */
export function caseMessages(caseRef: string, today: string): Message[] {
  return [
    {
      type: 'case/OpenCase',
      value: {
        caseRef,
        courtCode: '粤0703',
        procedure: 'CIVIL',
        caseNumber: null,
        caseNumberTag: digestOf(caseRef),
        filedOn: today,
        connectedRefs: [],
      },
    },
    {
      type: 'enforcement/Open',
      value: {
        caseRef,
        basisDigest: digestOf(`basis ${caseRef}`),
        effectiveOn: shiftCivilDate(today, -EFFECTIVE_DAYS),
        performanceEndsOn: shiftCivilDate(today, -PERFORMED_DAYS),
        appliedOn: today,
        claim: { principalCents: CLAIM_CENTS, general: null, currency: 'CNY' },
      },
    },
  ]
}
