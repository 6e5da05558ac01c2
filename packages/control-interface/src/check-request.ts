import type { ControlMeasure, InstitutionKind } from './code-lists.ts'
import { refuse } from './control-interface-error.ts'
import type { ControlItem, ControlRequest } from './records/request.ts'
import { controlRequest } from './records/request.ts'

const STARTS: readonly ControlMeasure[] = ['FREEZE', 'WAITING_FREEZE']
const TAKES: readonly ControlMeasure[] = ['DEDUCT', 'EXTRACT_INCOME', 'FREEZE_AND_DEDUCT']
const FOLLOWS: readonly ControlMeasure[] = ['CONTINUE', 'RELEASE', 'RELEASE_WAITING', 'DEDUCT']
const READ_ONLY: readonly InstitutionKind[] = ['TAX', 'SOCIAL_SECURITY', 'CENTRAL_BANK']

/** Key that names the asset of an item, by the kind of institution. */
const ASSET_KEYS = {
  BANK: ['accountNo', 'khzh'],
  PAYMENT: ['accountNo', 'khzh'],
  SECURITIES: ['accountNo', 'khzh'],
  INSURANCE: ['policyNo', 'bdbh'],
  VEHICLE: ['vehicleNo', 'clsbdh'],
  LAND: ['realEstateUnit', 'bdcdyh'],
} as const
type ControllingKind = keyof typeof ASSET_KEYS

const MONEY: readonly InstitutionKind[] = ['BANK', 'PAYMENT', 'INSURANCE']

export function isControlling(kind: InstitutionKind): kind is ControllingKind {
  return Object.hasOwn(ASSET_KEYS, kind)
}

/** Number of the asset that an item is about, undefined where the item does not say. */
export function assetNoOf(kind: InstitutionKind, item: ControlItem): string | undefined {
  return isControlling(kind) ? item[ASSET_KEYS[kind][0]] : undefined
}

/** A request with the rules over several of its fields. @throws ControlInterfaceError */
export function decodeRequest(value: unknown): ControlRequest {
  const request = controlRequest.decode(value)
  checkRequest(request)
  return request
}

/** @throws ControlInterfaceError */
export function checkRequest({ nature, items, rulingNo, institutionKind }: ControlRequest): void {
  if (nature === 'QUERY') {
    if (items !== undefined) refuse('ITEMS_NOT_ALLOWED', '/kzqq', 'no items in a query', items)
    return
  }
  if (READ_ONLY.includes(institutionKind))
    refuse('CONTROL_NOT_SUPPORTED', '/xz', 'a query: this kind of institution controls nothing', institutionKind)
  // Rulebook 20A.2: a ruling is mandatory where something is controlled.
  if (rulingNo === undefined) refuse('RULING_MISSING', '/ckwh', 'the number of the ruling', rulingNo)
  if (items === undefined || items.length === 0) return refuse('ITEMS_MISSING', '/kzqq', 'at least one item', items)
  const seen = new Set<number>()
  for (const [at, item] of items.entries()) {
    const path = `/kzqq/${at}`
    if (seen.has(item.seq)) refuse('SEQ_REPEATED', `${path}/ccxh`, 'a number of its own for each item', item.seq)
    seen.add(item.seq)
    checkItem(institutionKind, item, path)
  }
}

function checkItem(kind: InstitutionKind, item: ControlItem, path: string): void {
  if (isControlling(kind) && assetNoOf(kind, item) === undefined)
    refuse('ASSET_MISSING', `${path}/${ASSET_KEYS[kind][1]}`, 'the asset', undefined)
  if (kind === 'SECURITIES' && item.securityCode === undefined)
    refuse('ASSET_MISSING', `${path}/zqdm`, 'the security', undefined)
  checkQuantity(kind, item, path)
  checkTerm(item, path)
  if (FOLLOWS.includes(item.measure)) {
    if (item.priorRequestNo === undefined)
      refuse('PRIOR_REQUEST_MISSING', `${path}/ydjdh`, 'the request that froze', undefined)
    if (item.priorCaseNo === undefined)
      refuse('PRIOR_REQUEST_MISSING', `${path}/ydjah`, 'the case that froze', undefined)
  }
  if (TAKES.includes(item.measure)) checkTarget(item, path)
}

/** R20-13: what is frozen has an exact amount, also where the whole account stops paying out. */
function checkQuantity(kind: InstitutionKind, item: ControlItem, path: string): void {
  const isNew = STARTS.includes(item.measure) || TAKES.includes(item.measure)
  if (!isNew) return
  if (MONEY.includes(kind)) {
    if (item.amountCents === undefined || item.amountCents === 0)
      refuse('AMOUNT_MISSING', `${path}/je`, 'an amount above 0', item.amountCents)
    if (item.currency === undefined) refuse('AMOUNT_MISSING', `${path}/bz`, 'a currency', undefined)
  }
  if (kind === 'SECURITIES' && (item.units === undefined || item.units === 0))
    refuse('UNITS_MISSING', `${path}/se`, 'a number of units above 0', item.units)
}

function checkTerm({ measure, from, to }: ControlItem, path: string): void {
  const needsTerm = STARTS.includes(measure) || measure === 'CONTINUE'
  if (needsTerm && from === undefined) refuse('TERM_MISSING', `${path}/ksrq`, 'the first day', undefined)
  if (needsTerm && to === undefined) refuse('TERM_MISSING', `${path}/jsrq`, 'the last day', undefined)
  if (from !== undefined && to !== undefined && to < from)
    refuse('TERM_REVERSED', `${path}/jsrq`, 'a day not before the first', to)
}

function checkTarget(item: ControlItem, path: string): void {
  const parts = [
    ['zxkzhhm', item.targetName],
    ['zxkzhkhh', item.targetBank],
    ['zxkzhkhhhh', item.targetBankNo],
    ['zxkzhzh', item.targetAccount],
  ] as const
  for (const [key, value] of parts) {
    if (value === undefined) refuse('TARGET_MISSING', `${path}/${key}`, 'where the money goes', value)
  }
}
