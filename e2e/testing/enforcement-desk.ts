import type { Json } from '@xiezhi/codec'
import { orderApi } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { ApiError } from '@xiezhi/gateway-api'
import type { DraftView, EnforcementView, OutboxRow } from '@xiezhi/gateway-api'
import { decodeOrderAnnex } from '@xiezhi/institution-service'
import type { OrderAnnex } from '@xiezhi/institution-service'
import { expect } from 'vitest'
import { CLIENT, startAlliance } from './alliance.ts'
import type { Alliance } from './alliance.ts'
import { finished, startTestGateway, vaultOf } from './gateway.ts'
import type { SignedIn, TestGateway } from './gateway.ts'
import { CASE_NUMBER, CASE_REF, digest, enterLawyerAndCase, LICENCE, today } from './lawyer-case.ts'
import { untilFound } from './until.ts'

/** Invented; the region 999999 is not assigned. */
export const DEBTOR = {
  kind: 'NATURAL',
  name: '示例被执行人',
  idType: 'RESIDENT_ID',
  idNo: '999999199003070012',
} as const
export const ACCOUNT = 'SAMPLE-6222-0001'
export const UNIT = '999999001001GB00001F00010001'
export const CASE = { params: { caseId: CASE_REF } }
const DAY_MS = 86_400_000

/** So many days from today, in Shanghai. */
export function day(offset: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + offset * DAY_MS).toISOString().slice(0, 10)
}

/** The figures of scenario S-1, by days before today. */
export const OPENING = {
  caseId: CASE_REF,
  basisDigest: digest('ba'),
  effectiveOn: day(-13),
  performanceEndsOn: day(-3),
  appliedOn: today,
  claim: {
    principalCents: 100_000_000,
    general: { annualRate: '0.0365', dayBasis: 365 as const, from: day(-385) },
    currency: 'CNY',
  },
  debtors: [DEBTOR],
}
export const DOCUMENTS = { noticeNo: `${CASE_NUMBER}之一协`, rulingNo: `${CASE_NUMBER}之一`, validTo: null }

/** `OK`, or the code of the refusal. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'OK'
  } catch (error) {
    return error instanceof ApiError ? error.code : String(error)
  }
}

/** The row of an act when it has ended; one that was refused fails the test. */
export async function done(who: SignedIn, row: Promise<OutboxRow>): Promise<OutboxRow> {
  const ended = await finished(who, (await row).id)
  expect(ended.refusal).toBeNull()
  return ended
}

export function orderOfDraft({ instrumentId }: Pick<DraftView, 'instrumentId'>, n: number): string {
  return orderApi.orderIdOf({ crypto: nodeCrypto } as never, instrumentId, n)
}

/** The annex of an answer to a query, as the institution's gateway would send it, opened. */
export function answerAnnex(orderId: string, cxfk: Json): Json {
  return { format: 'xiezhi/answer-annex/v1', answer: { bdhm: orderId, cljg: '1', cxfk }, amountSalt: 'ab'.repeat(16) }
}

/** Persons of a court at its door, and institutions that answer by acts on their ledger. */
export class EnforcementDesk {
  readonly alliance: Alliance
  readonly door: TestGateway
  readonly enforcer: SignedIn
  readonly judge: SignedIn
  readonly secondJudge: SignedIn
  readonly personnel: SignedIn

  private constructor(
    alliance: Alliance,
    door: TestGateway,
    persons: readonly [SignedIn, SignedIn, SignedIn, SignedIn],
  ) {
    this.alliance = alliance
    this.door = door
    ;[this.enforcer, this.judge, this.secondJudge, this.personnel] = persons
  }

  static async open(options: Parameters<typeof startAlliance>[0] = {}): Promise<EnforcementDesk> {
    const alliance = await startAlliance({ ...options, institutions: true })
    let door: TestGateway | undefined
    try {
      await enterLawyerAndCase(alliance)
      door = await startTestGateway(alliance, LICENCE)
      return await EnforcementDesk.#signedIn(alliance, door)
    } catch (error) {
      await door?.close()
      await alliance.close()
      throw error
    }
  }

  static async #signedIn(alliance: Alliance, door: TestGateway): Promise<EnforcementDesk> {
    const enforcer = await door.signIn('court', 'enforcer-1')
    const judge = await door.signIn('court', 'judge-1')
    const secondJudge = await door.signIn('court', 'judge-2')
    const personnel = await door.signIn('court', 'personnel-1')
    const clerk = await door.signIn('court', 'clerk-1')
    await untilFound(
      () => clerk.client.call('listCases'),
      ({ items }) => items.length > 0,
    )
    return new EnforcementDesk(alliance, door, [enforcer, judge, secondJudge, personnel])
  }

  async close(): Promise<void> {
    await this.door.close()
    await this.alliance.close()
  }

  view(): Promise<EnforcementView> {
    return this.enforcer.client.call('getEnforcement', CASE)
  }

  eventually(is: (shown: EnforcementView) => boolean): Promise<EnforcementView> {
    return untilFound(
      () => this.view(),
      (shown) => is(shown) && shown,
    )
  }

  /** What the ledger says of the debtor of an order, and the annex that the court keeps of it. */
  async annexOf(orderId: string): Promise<{ readonly subject: string; readonly annex: OrderAnnex }> {
    const { order } = (await this.alliance.court.client.query('order/order', { orderId })) as {
      order: { annexDigest: string; effect: { subject: string } }
    }
    const kept = (await (await vaultOf(this.door, 'court')).texts('orderAnnex', [order.annexDigest])).get(
      order.annexDigest,
    )
    if (kept?.state !== 'HELD') throw new Error('no annex')
    return { subject: order.effect.subject, annex: decodeOrderAnnex(kept.value) }
  }

  openDraft(judge: SignedIn = this.judge): Promise<DraftView> {
    return untilFound(
      () => judge.client.call('listDrafts', { query: { state: 'OPEN' } }),
      ({ items }) => items[0],
    )
  }

  sign({ draftId, digest: signed }: DraftView, judge: SignedIn = this.judge): Promise<OutboxRow> {
    return done(judge, judge.client.call('signDraft', { params: { draftId }, body: { digest: signed } }))
  }

  /** What the institution does, by its officers: the annex is retrieved, the order taken on and answered. */
  async carryOut(
    institution: string,
    orderId: string,
    type: string,
    value: Readonly<Record<string, Json>>,
  ): Promise<void> {
    const zone = this.alliance.institution
    if (zone === undefined) throw new Error('no institutions')
    await untilFound(
      () => zone.client.query('order/received', { client: CLIENT, orderId }),
      (received) => received !== null,
    )
    const about = { client: CLIENT, orderId }
    await zone.act(
      { type: 'order/RecordRetrieval', value: { ...about, outcome: 'RETRIEVED' } },
      `${institution}-gateway`,
    )
    await zone.act({ type: 'order/Accept', value: about }, `${institution}-operator`)
    await zone.act({ type, value: { ...about, ...value } }, `${institution}-gateway`)
  }
}
