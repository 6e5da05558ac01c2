import type { EnforcementView } from '@xiezhi/gateway-api'

/** Debtors of a case to choose from. */
export function debtorOptions(view: EnforcementView, withheld: string): { value: string; label: string }[] {
  return view.debtors.map(({ debtorId, name }) => ({ value: debtorId, label: name ?? withheld }))
}

/** A unit has a representative and responsible persons; a natural person a day of birth. */
export function isUnitDebtor(view: EnforcementView, debtorId: string): boolean {
  const found = view.debtors.find((one) => one.debtorId === debtorId)
  return found !== undefined && found.kind !== 'NATURAL'
}
