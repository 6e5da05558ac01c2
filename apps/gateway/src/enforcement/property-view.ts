import type { DebtorView, PropertyView } from '@xiezhi/gateway-api'
import type { CaseFacts } from './case-facts.ts'
import { isLive } from './case-facts.ts'
import { masked } from './masked.ts'
import { isStale, netOf } from './plan.ts'
import type { Debtor, Property } from './store.ts'

/** Label and last places of the number of one property; null where the vault does not hold it. */
export function labelOf(property: readonly Property[], propertyId: string | null): string | null {
  const fields = property.find((one) => one.propertyId === propertyId)?.fields
  return fields == null ? null : `${fields.label} ${masked(fields.number) ?? ''}`
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
export function propertyView(one: Property, { controls, propertyOf, today, law }: CaseFacts): PropertyView {
  const { propertyId, debtorId, institution, asset, orderId, foundOn, source, fields, estimate } = one
  const net = netOf(one)
  const control = controls.find((held) => isLive(held) && propertyOf.get(held.orderId)?.propertyId === propertyId)
  return {
    propertyId,
    debtorId,
    institution,
    asset,
    label: fields?.label ?? '',
    numberMasked: masked(fields?.number) ?? '',
    currency: fields?.currency ?? 'CNY',
    balanceCents: fields?.balanceCents ?? null,
    availableCents: fields?.availableCents ?? null,
    units: fields?.units ?? null,
    encumberedCents: net?.encumberedCents ?? fields?.encumberedCents ?? 0,
    estimate:
      estimate === null
        ? null
        : {
            valueCents: estimate.valueCents,
            ground: estimate.ground,
            groundState: 'held',
            officer: estimate.officer,
            on: estimate.on,
          },
    netCents: net === null ? null : Math.max(0, net.availableCents - net.encumberedCents),
    divisible: net?.divisible ?? fields?.divisible ?? true,
    specialFund: fields?.specialFund ?? null,
    earlierMeasures: [...(fields?.earlierMeasures ?? [])],
    source,
    orderId,
    foundOn,
    isStale: isStale(one, today, law),
    controlOrderId: control?.orderId ?? null,
  }
}
