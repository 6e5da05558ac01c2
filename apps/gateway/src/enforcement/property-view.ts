import type { DebtorView, PropertyView } from '@xiezhi/gateway-api'
import type { CaseFacts } from './case-facts.ts'
import { controlOn } from './case-facts.ts'
import { masked, maskedNumber } from './masked.ts'
import { isStale, netOf } from './plan.ts'
import type { Debtor, Property } from './store.ts'

/** Label and last places of the number of one property; null where the vault does not hold it. */
export function labelOf(property: readonly Property[], propertyId: string | null): string | null {
  const fields = property.find((one) => one.propertyId === propertyId)?.fields
  return fields == null ? null : `${fields.label} ${maskedNumber(fields)}`
}

export function debtorView({ debtorId, kind, idType, nameState, fields }: Debtor): DebtorView {
  return {
    debtorId,
    kind,
    name: fields?.name ?? null,
    nameState,
    formerNames: [...(fields?.formerNames ?? [])],
    idType,
    idNoMasked: masked(fields?.idNo),
  }
}

/** What an officer sees of what was found. Erased property shows nothing but that it was there. */
export function propertyView(one: Property, facts: CaseFacts): PropertyView {
  const { propertyId, debtorId, institution, asset, orderId, foundOn, source } = one
  const control = controlOn(facts, one)
  return {
    propertyId,
    debtorId,
    institution,
    asset,
    ...fieldsView(one.fields),
    ...worthOf(one, facts.claim.currency),
    source,
    orderId,
    foundOn,
    isStale: isStale(one, facts.today, facts.law),
    controlOrderId: control?.orderId ?? null,
  }
}

type Told =
  | 'label'
  | 'numberMasked'
  | 'currency'
  | 'balanceCents'
  | 'availableCents'
  | 'units'
  | 'specialFund'
  | 'earlierMeasures'
const ERASED: Pick<PropertyView, Told> = {
  label: '',
  numberMasked: '',
  currency: 'CNY',
  balanceCents: null,
  availableCents: null,
  units: null,
  specialFund: null,
  earlierMeasures: [],
}

function fieldsView(fields: Property['fields']): Pick<PropertyView, Told> {
  if (fields === null) return ERASED
  const { label, currency, balanceCents, availableCents, units, specialFund, earlierMeasures } = fields
  const told = { label, currency, balanceCents, availableCents, units, specialFund }
  return { ...told, numberMasked: maskedNumber(fields), earlierMeasures: [...earlierMeasures] }
}

function worthOf(
  one: Property,
  currency: string,
): Pick<PropertyView, 'encumberedCents' | 'estimate' | 'netCents' | 'divisible'> {
  const { fields, estimate } = one
  const net = netOf(one, currency)
  return {
    encumberedCents: net?.encumberedCents ?? fields?.encumberedCents ?? 0,
    estimate: estimate === null ? null : estimateView(estimate),
    netCents: net === null ? null : Math.max(0, net.availableCents - net.encumberedCents),
    divisible: net?.divisible ?? fields?.divisible ?? true,
  }
}

function estimateView({
  valueCents,
  ground,
  officer,
  on,
}: NonNullable<Property['estimate']>): PropertyView['estimate'] {
  return { valueCents, ground, groundState: 'held', officer, on }
}
