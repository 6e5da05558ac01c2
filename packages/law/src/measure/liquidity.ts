export const LIQUIDITIES = ['DEPOSIT', 'PAYMENT_ACCOUNT', 'FIN_PRODUCT', 'SECURITY', 'VEHICLE', 'REAL_ESTATE'] as const
export type Liquidity = (typeof LIQUIDITIES)[number]

/** T20-2: DEPOSIT and PAYMENT_ACCOUNT share the first class. */
const CLASSES: Readonly<Record<Liquidity, number>> = {
  DEPOSIT: 0,
  PAYMENT_ACCOUNT: 0,
  FIN_PRODUCT: 1,
  SECURITY: 2,
  VEHICLE: 3,
  REAL_ESTATE: 4,
}

const OF_ASSETS: Readonly<Record<string, Liquidity>> = {
  DEPOSIT: 'DEPOSIT',
  FIN_PRODUCT: 'FIN_PRODUCT',
  INSURANCE_CASH_VALUE: 'FIN_PRODUCT',
  SECURITY: 'SECURITY',
  EQUITY: 'SECURITY',
  RECEIVABLE: 'SECURITY',
  MOVABLE: 'VEHICLE',
  VEHICLE: 'VEHICLE',
  SHIP: 'VEHICLE',
  AIRCRAFT: 'VEHICLE',
}

/** How soon a kind of property becomes money: the classes of T20-2; what they do not name stands with what is nearest to it. */
export function liquidityOf(asset: string): Liquidity {
  return OF_ASSETS[asset] ?? 'REAL_ESTATE'
}

/** From liquid to illiquid, inside a class in the order given. */
export function byLiquidity<T extends { readonly kind: Liquidity }>(items: readonly T[]): T[] {
  // Array sort is stable.
  return [...items].sort((one, other) => CLASSES[one.kind] - CLASSES[other.kind])
}
