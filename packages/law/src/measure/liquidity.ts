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

/** From liquid to illiquid, inside a class in the order given. */
export function byLiquidity<T extends { readonly kind: Liquidity }>(items: readonly T[]): T[] {
  // Array sort is stable.
  return [...items].sort((one, other) => CLASSES[one.kind] - CLASSES[other.kind])
}
