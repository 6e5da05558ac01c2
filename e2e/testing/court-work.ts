import type { EnforcementView, MattersView } from '@xiezhi/gateway-api'
import { expect } from 'vitest'
import { day, DOCUMENTS as documents, done, OPENING, orderOfDraft } from './enforcement-desk.ts'
import type { EnforcementDesk } from './enforcement-desk.ts'
import type { SignedIn } from './gateway.ts'
import { digest, today } from './lawyer-case.ts'
import { untilFound } from './until.ts'

/** An enforcement case, and who works on it. */
export interface CourtWork {
  readonly params: { readonly caseId: string }
  readonly enforcer: SignedIn
  readonly judge: SignedIn
}

/** Files a case and opens its enforcement; the debtor has not performed for months. */
export async function openCase(
  desk: EnforcementDesk,
  filing: SignedIn,
  of: CourtWork,
  { court, number }: { readonly court: '京0105' | '京0106'; readonly number: string },
): Promise<void> {
  const { caseId } = of.params
  const value = {
    caseRef: caseId,
    courtCode: court,
    procedure: 'CIVIL',
    caseNumber: `（2026）${court}民初${number}号`,
    caseNumberTag: null,
    filedOn: today,
    connectedRefs: [],
  }
  const officer = court === '京0105' ? 'clerk-1' : 'enforcer-9'
  await desk.alliance.court.act({ type: 'case/OpenCase', value }, officer)
  await untilFound(
    () => filing.client.call('listCases'),
    ({ items }) => items.some((one) => one.caseId === caseId),
  )
  const days = { effectiveOn: day(-200), performanceEndsOn: day(-190), appliedOn: day(-150) }
  await done(of.enforcer, of.enforcer.client.call('openEnforcement', { body: { ...OPENING, ...days, caseId } }))
  await shownOf(of, ({ debtors }) => debtors.length === 1)
}

export function shownOf(
  { enforcer: who, params }: CourtWork,
  is: (shown: EnforcementView) => boolean,
): Promise<EnforcementView> {
  return untilFound(
    () => who.client.call('getEnforcement', { params }),
    (shown) => is(shown) && shown,
  )
}

export function mattersOf(
  { enforcer: who, params }: CourtWork,
  is: (shown: MattersView) => boolean,
): Promise<MattersView> {
  return untilFound(
    () => who.client.call('getMatters', { params }),
    (shown) => is(shown) && shown,
  )
}

export interface Thing {
  readonly institution: string
  readonly asset: 'RECEIVABLE' | 'REAL_ESTATE'
  readonly number: string
  readonly cents: number
  readonly measureId: string
  readonly assetKey: string
}

/** What a case controls of a thing, signed by its judge and registered by the institution; gives the order. */
export async function control(
  desk: EnforcementDesk,
  of: CourtWork,
  thing: Thing,
  { state, nowMs }: { readonly state: 'EFFECTIVE' | 'WAITING'; readonly nowMs: () => number },
): Promise<string> {
  const { params, enforcer: who, judge: signing } = of
  const { institution, asset, number, cents, measureId, assetKey } = thing
  const [debtor] = (await shownOf(of, () => true)).debtors
  const isMoney = asset === 'RECEIVABLE'
  const entered = {
    debtorId: debtor?.debtorId ?? '',
    institution,
    asset,
    number,
    label: '示例财产（虚构）',
    currency: 'CNY',
    balanceCents: isMoney ? cents : null,
    availableCents: isMoney ? cents : null,
    encumberedCents: 0,
    divisible: isMoney,
  }
  const { propertyId } = await who.client.call('enterProperty', { params, body: entered })
  const estimate = { valueCents: cents, divisible: isMoney, ground: '询价（虚构）' }
  if (!isMoney) await who.client.call('estimateProperty', { params: { ...params, propertyId }, body: estimate })
  const plan = await who.client.call('planControl', { params, body: {} })
  const controls = plan.controls.map(({ propertyId: id, cents: limit, whole, months }) => ({
    propertyId: id,
    cents: limit,
    whole,
    months,
  }))
  expect(controls.map(({ propertyId: id }) => id)).toEqual([propertyId])
  await done(who, who.client.call('proposeControl', { params, body: { ...documents, controls } }))
  const draft = await desk.openDraft(signing)
  await desk.sign(draft, signing)
  const orderId = orderOfDraft(draft, 0)
  await desk.carryOut(institution, orderId, 'measure/Register', {
    measureId,
    assetKey,
    registeredAtMs: Math.floor(nowMs() / 1_000) * 1_000,
    amount: digest('a0'),
    annexDigest: null,
    shortfall: null,
  })
  await shownOf(of, ({ controls: held }) => held.some((one) => one.orderId === orderId && one.state === state))
  return orderId
}
