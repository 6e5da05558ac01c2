import type { Json } from '@xiezhi/codec'
import { orderApi } from '@xiezhi/contracts'
import type { orderState } from '@xiezhi/contracts'
import { shiftCivilMonths } from '@xiezhi/contracts/ids'
import type { ControlItem, ControlRequest } from '@xiezhi/control-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { annexDigest, encodeOrderAnnex, subjectCommitment } from '@xiezhi/institution-service'
import type { Digesting } from '@xiezhi/institution-service'
import { isCountedInMoney } from '@xiezhi/law'
import { randomId } from '../acts/random-id.ts'
import type { OrdersConfig } from '../config.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Debtor, DebtorFields, NewOrder, OfficerFields, PropertyFields } from './store.ts'

type Institution = NonNullable<OrdersConfig['institutions']>[number]
type Effect = Pick<
  orderState.Effect,
  'action' | 'asset' | 'limitCents' | 'currency' | 'months' | 'whole' | 'measureId' | 'toMeasureId'
>

/** A measure that stands, as the court knows it. */
export interface Standing {
  /** The order that began it: the request number of the institution. */
  readonly orderId: string
  readonly limitCents: number | null
  readonly to: string | null
  readonly isWaiting: boolean
}

export interface Wanted {
  readonly institution: Institution
  readonly debtor: Debtor & { readonly fields: DebtorFields }
  readonly property: { readonly propertyId: string; readonly fields: PropertyFields } | null
  readonly effect: Effect
  readonly standing: Standing | null
  /** What the order is to an earlier one of the case. */
  readonly relation?: orderState.Order['relation']
}

/** What every request of one instrument says. */
export interface Header {
  readonly instrumentId: string
  readonly courtName: string
  readonly courtId: string
  readonly caseNo: string
  readonly noticeNo: string
  readonly rulingNo: string | null
  readonly officer: OfficerFields
  readonly today: string
  readonly account: OrdersConfig['account']
  /** The suite of the court's zone. */
  readonly algorithms: Digesting
}

export interface Ordered extends NewOrder {
  readonly institution: string
  readonly effect: Effect & { readonly subject: string }
}

type MoneyKind = 'BANK' | 'PAYMENT' | 'INSURANCE'
const MONEY: readonly string[] = ['BANK', 'PAYMENT', 'INSURANCE'] satisfies readonly MoneyKind[]

/**
 * The orders of an instrument with their annexes, before anything is signed: their ids follow from the instrument's.
 *
 * @throws GatewayError PROPERTY_MISSING, EXECUTION_ACCOUNT_MISSING, REDUCE_NOT_IN_MONEY
 */
export function orderOf(header: Header, wanted: Wanted, n: number): Ordered {
  const { institution, debtor, property, effect } = wanted
  const orderId = orderIdOf(header.instrumentId, n)
  const about = requestOf(header, wanted, orderId)
  const subjectSalt = randomId()
  const subject = subjectCommitment(header.algorithms, about, subjectSalt)
  const request = REACHES.includes(effect.action) ? about : null
  const annex: Json = encodeOrderAnnex({ request, subjectSalt, distribution: null })
  return {
    orderId,
    institution: institution.organisation,
    effect: { ...effect, subject },
    debtor,
    propertyId: property?.propertyId ?? null,
    annex,
    annexDigest: annexDigest(header.algorithms, annex),
  }
}

export function orderIdOf(instrumentId: string, n: number): string {
  // The id needs the hash alone.
  return orderApi.orderIdOf({ crypto: nodeCrypto } as never, instrumentId, n)
}

/** Actions that the institution's core system carries out; the others change the line on the ledger alone. */
const REACHES: readonly Effect['action'][] = ['QUERY', 'FREEZE', 'RENEW', 'REDUCE', 'RELEASE', 'DEDUCT']

function requestOf(header: Header, wanted: Wanted, requestNo: string): ControlRequest {
  const { institution, debtor, effect } = wanted
  const { courtName, courtId, caseNo, noticeNo, rulingNo, officer } = header
  const { name: subjectName, formerNames, idNo } = debtor.fields
  const item = effect.action === 'QUERY' ? undefined : itemOf(header, wanted)
  return {
    requestNo,
    institutionKind: institution.kind,
    nature: effect.action === 'QUERY' ? 'QUERY' : 'CONTROL',
    subjectName,
    ...(formerNames.length === 0 ? {} : { formerNames: formerNames.join('、') }),
    idType: debtor.idType,
    idNo,
    courtName,
    courtId,
    officerName: officer.name,
    institutionCode: institution.code,
    caseNo,
    officerWorkCard: officer.workCard,
    officerDutyCard: officer.dutyCard,
    noticeNo,
    ...(rulingNo === null ? {} : { rulingNo }),
    ...(officer.contact === null ? {} : { contact: officer.contact }),
    ...(item === undefined ? {} : { items: [item] }),
  }
}

function itemOf(header: Header, { institution, property, effect, standing }: Wanted): ControlItem {
  if (property === null) throw new GatewayError('PROPERTY_MISSING', { institution: institution.organisation })
  const isMoney = MONEY.includes(institution.kind)
  requireReducible(effect, institution)
  const amountCents = isMoney ? amountOf(effect, standing) : undefined
  return {
    seq: 1,
    ...numberOf(institution.kind, property.fields),
    ...(isMoney ? { currency: effect.currency } : {}),
    controlType: isMoney && effect.asset === 'DEPOSIT' ? 'DEPOSIT' : 'NON_DEPOSIT',
    measure: measureOf(effect.action, standing),
    content: isMoney ? 'AMOUNT' : 'ACCOUNT',
    ...(amountCents === undefined ? {} : { amountCents }),
    ...(institution.kind === 'SECURITIES' && property.fields.units !== null ? { units: property.fields.units } : {}),
    ...termOf(effect, standing, header.today),
    ...(standing === null ? {} : { priorRequestNo: standing.orderId, priorCaseNo: header.caseNo }),
    ...(effect.action === 'DEDUCT' ? targetOf(header.account) : {}),
  }
}

/** The interface reduces by a release of an amount: without one the institution would lift the whole measure. */
function requireReducible({ action, asset }: Wanted['effect'], { kind, organisation }: Wanted['institution']): void {
  if (action === 'REDUCE' && !(MONEY.includes(kind) && isCountedInMoney(asset ?? '')))
    throw new GatewayError('REDUCE_NOT_IN_MONEY', { institution: organisation })
}

function numberOf(
  kind: Institution['kind'],
  { number, subAccount, securityCode }: PropertyFields,
): Partial<ControlItem> {
  if (kind === 'INSURANCE') return { policyNo: number }
  if (kind === 'VEHICLE') return { vehicleNo: number }
  if (kind === 'LAND') return { realEstateUnit: number }
  if (kind !== 'SECURITIES') return { accountNo: number, ...(subAccount === null ? {} : { subAccount }) }
  const [accountNo = number] = number.split('/')
  return { accountNo, ...(securityCode === null ? {} : { securityCode }) }
}

function measureOf(action: Effect['action'], standing: Standing | null): ControlItem['measure'] {
  if (action === 'RENEW') return 'CONTINUE'
  if (action === 'DEDUCT') return 'DEDUCT'
  if (action === 'FREEZE') return 'FREEZE'
  return action === 'RELEASE' && standing?.isWaiting === true ? 'RELEASE_WAITING' : 'RELEASE'
}

/** The interface releases by an amount; the ruling names what stays. */
function amountOf({ action, limitCents }: Effect, standing: Standing | null): number | undefined {
  if (limitCents === null) return undefined
  if (action === 'FREEZE' || action === 'DEDUCT') return limitCents
  return action === 'REDUCE' ? (standing?.limitCents ?? 0) - limitCents : undefined
}

function termOf({ action, months }: Effect, standing: Standing | null, today: string): Partial<ControlItem> {
  if (months === null) return {}
  if (action === 'RENEW') {
    const from = standing?.to ?? today
    return { from, to: shiftCivilMonths(from, months) }
  }
  return { from: today, to: shiftCivilMonths(today, months) }
}

/** @throws GatewayError EXECUTION_ACCOUNT_MISSING */
function targetOf(account: OrdersConfig['account']): Partial<ControlItem> {
  if (account === undefined) throw new GatewayError('EXECUTION_ACCOUNT_MISSING')
  const { name: targetName, bank: targetBank, bankNo: targetBankNo, number: targetAccount } = account
  return { targetName, targetBank, targetBankNo, targetAccount }
}
