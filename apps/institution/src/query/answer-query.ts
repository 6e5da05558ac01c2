import type {
  AccountFeedback,
  ControlRequest,
  ExistingMeasure,
  IncomeFeedback,
  PolicyFeedback,
  QueryFeedback,
  RealEstateFeedback,
  SecurityFeedback,
  VehicleFeedback,
} from '@xiezhi/control-interface'
import { allocate, rankOf, restOf } from '../control/allocate.ts'
import { freeQuantity } from '../control/item-context.ts'
import type { InstitutionContext } from '../context.ts'
import { activeMeasures } from '../db/rows.ts'
import type { AssetRow, MeasureRow } from '../db/rows.ts'
import type { Tx } from '../db/store.ts'
import { lookUpPerson } from '../identity.ts'
import { countingOf } from '../profile.ts'
import type { Counting, Profile } from '../profile.ts'

interface Found {
  readonly asset: AssetRow
  readonly active: readonly MeasureRow[]
  readonly measures: readonly ExistingMeasure[]
}

/**
 * What the institution holds of the person, by the records of its kind. The profile's own words for an asset are taken as they are:
 * the encoding of the answer checks them.
 */
export async function answerQuery(
  { profile }: InstitutionContext,
  tx: Tx,
  request: ControlRequest,
): Promise<QueryFeedback> {
  const { assets, isMismatch } = await lookUpPerson(tx, request)
  if (isMismatch) return { outcome: 'NAME_ID_MISMATCH' }
  if (assets.length === 0) return { outcome: 'NONE' }
  const counting = countingOf(profile)
  const found: Found[] = []
  for (const asset of assets) {
    const active = await activeMeasures(tx, asset.id)
    found.push({ asset, active, measures: active.map((one) => existing(counting, one, active)) })
  }
  return { outcome: 'FOUND', ...listsOf(profile, request, found) }
}

function existing(counting: Counting, measure: MeasureRow, active: readonly MeasureRow[]): ExistingMeasure {
  return {
    courtName: measure.court_name,
    caseNo: measure.case_no,
    state: measure.state === 'WAITING' ? 'WAITING' : 'EFFECTIVE',
    rank: rankOf(measure, active),
    from: measure.from_on,
    to: measure.to_on,
    registeredAt: measure.registered_at,
    ...(counting === 'MONEY' ? { limitCents: measure.limit_quantity } : {}),
    ...(counting === 'UNITS' ? { units: measure.limit_quantity } : {}),
  }
}

function listsOf({ kind }: Profile, request: ControlRequest, found: readonly Found[]): Partial<QueryFeedback> {
  switch (kind) {
    case 'BANK':
    case 'PAYMENT':
      return { accounts: found.map(accountOf) }
    case 'SECURITIES':
      return { securities: found.map(securityOf) }
    case 'INSURANCE':
      return { policies: found.map(policyOf) }
    case 'VEHICLE':
      return { vehicles: found.map(vehicleOf) }
    case 'LAND':
      return { realEstate: found.map((one) => estateOf(request, one)) }
    case 'TAX':
    case 'SOCIAL_SECURITY':
      return {
        income: found.map(({ asset }) => ({
          amountCents: asset.quantity,
          ...(asset.details as Omit<IncomeFeedback, 'amountCents'>),
        })),
      }
  }
}

function accountOf({ asset, active, measures }: Found): AccountFeedback {
  const isStopped = active.some(({ state, is_in_only: isInOnly }) => state === 'EFFECTIVE' && isInOnly)
  return {
    ...(asset.details as Pick<AccountFeedback, 'kind' | 'openedOn' | 'branch'>),
    accountNo: asset.asset_no,
    ...(asset.sub_account === '' ? {} : { subAccount: asset.sub_account }),
    currency: asset.currency ?? 'CNY',
    balanceCents: asset.quantity,
    availableCents: isStopped ? 0 : restOf(asset.quantity, active),
    state: asset.is_closed ? 'CLOSED' : active.length > 0 ? 'CONTROLLED' : 'NORMAL',
    ...(asset.special_fund === null ? {} : { specialFund: asset.special_fund }),
    measures,
  }
}

function securityOf({ asset, active, measures }: Found): SecurityFeedback {
  const taken = [...allocate(freeQuantity(asset), active).values()].reduce((sum, part) => sum + part, 0)
  return {
    ...(asset.details as Pick<SecurityFeedback, 'shareNature' | 'pledgedUnits' | 'proceedsFrozen'>),
    accountNo: asset.asset_no,
    securityCode: asset.security_code,
    units: asset.quantity,
    availableUnits: freeQuantity(asset) - taken,
    measures,
  }
}

function policyOf({ asset, active, measures }: Found): PolicyFeedback {
  return {
    ...(asset.details as Pick<PolicyFeedback, 'product' | 'holder' | 'insured' | 'loanCents'>),
    policyNo: asset.asset_no,
    cashValueCents: asset.quantity,
    availableCents: restOf(freeQuantity(asset), active),
    measures,
  }
}

function vehicleOf({ asset, active, measures }: Found): VehicleFeedback {
  return {
    ...(asset.details as Pick<VehicleFeedback, 'plate' | 'brand' | 'isDetained'>),
    vehicleNo: asset.asset_no,
    isBookSealed: active.some(({ state }) => state === 'EFFECTIVE') ? '是' : '否',
    measures,
  }
}

function estateOf({ requestNo }: ControlRequest, { asset, active, measures }: Found): RealEstateFeedback {
  const first = active.find(({ state }) => state === 'EFFECTIVE')
  return {
    ...(asset.details as Pick<
      RealEstateFeedback,
      'certificateNo' | 'rightKind' | 'location' | 'areaCm2' | 'ownerShare' | 'mortgages'
    >),
    queryRequestNo: requestNo,
    realEstateUnit: asset.asset_no,
    state: first === undefined ? 'NOT_CONTROLLED' : 'CONTROLLED',
    ...(first === undefined
      ? {}
      : { measureFrom: first.from_on, measureTo: first.to_on, sealBusinessNo: `CF${first.id}` }),
    seals: measures,
  }
}
