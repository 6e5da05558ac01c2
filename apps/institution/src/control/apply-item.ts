import { assetNoOf } from '@xiezhi/control-interface'
import type { ControlFeedback, ControlItem, ControlRequest } from '@xiezhi/control-interface'
import type { InstitutionContext } from '../context.ts'
import { activeMeasures, lockAsset } from '../db/rows.ts'
import type { AssetRow } from '../db/rows.ts'
import type { Tx } from '../db/store.ts'
import { countingOf } from '../profile.ts'
import { nameOf } from '../identity.ts'
import { deduct, LATER, takeAtOnce } from './deduct.ts'
import { continueMeasure, release } from './follow.ts'
import { freeze } from './freeze.ts'
import { failed } from './item-context.ts'
import type { ItemContext } from './item-context.ts'

/** Does one item of a control, or tells why not. What it does is undone if the request's transaction is. */
export async function applyItem(
  institution: InstitutionContext,
  tx: Tx,
  request: ControlRequest,
  item: ControlItem,
): Promise<ControlFeedback | typeof LATER> {
  const subject = { request, item }
  if (!isFiled(institution, request)) return failed(subject, 'OFFICER_NOT_FILED')
  const asset = await lockAsset(tx, {
    assetNo: assetNoOf(request.institutionKind, item) ?? '',
    subAccount: item.subAccount ?? '',
    securityCode: request.institutionKind === 'SECURITIES' ? (item.securityCode ?? '') : '',
  })
  if (asset === undefined) return failed(subject, 'OTHER', '没有该账户或财产')
  const refused = refusedFor(institution, request, item, asset)
  if (refused !== undefined) return refused
  const active = await activeMeasures(tx, asset.id)
  return act({ institution, tx, request, item, asset, active })
}

/** R20-01: only officers filed in advance, with both their cards. */
export function isFiled(
  { profile }: InstitutionContext,
  { courtId, officerWorkCard, officerDutyCard }: ControlRequest,
): boolean {
  return profile.officers.some(
    (one) => one.courtId === courtId && one.workCard === officerWorkCard && one.dutyCard === officerDutyCard,
  )
}

function refusedFor(
  { profile, behaviours }: InstitutionContext,
  request: ControlRequest,
  item: ControlItem,
  asset: AssetRow,
): ControlFeedback | undefined {
  const subject = { request, item }
  if (nameOf(request, asset) !== 'MATCH' && !behaviours.take('IGNORES_IDENTITY'))
    return failed(subject, 'NAME_ID_MISMATCH')
  if (asset.is_closed) return failed(subject, 'ACCOUNT_CLOSED')
  if (asset.special_fund !== null && item.measure !== 'RELEASE') return failed(subject, 'SPECIAL_FUND')
  const isMoney = countingOf(profile) === 'MONEY'
  if (isMoney && item.currency !== undefined && asset.currency !== item.currency)
    return failed(subject, 'CURRENCY_UNSUPPORTED')
  return undefined
}

function act(context: ItemContext): Promise<ControlFeedback | typeof LATER> {
  switch (context.item.measure) {
    case 'FREEZE':
    case 'WAITING_FREEZE':
      return freeze(context)
    case 'CONTINUE':
      return continueMeasure(context)
    case 'RELEASE':
    case 'RELEASE_WAITING':
      return release(context)
    case 'DEDUCT':
      return deduct(context)
    case 'EXTRACT_INCOME':
    case 'FREEZE_AND_DEDUCT':
      return takeAtOnce(context)
  }
}
