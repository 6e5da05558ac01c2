import type { OrderAnnex } from '@xiezhi/institution-service'

/** Of one court so many annexes are opened at most, where the first ones do not name it. */
const ANNEXES_PER_COURT_MAX = 8

export interface Annexes {
  annexOf(orderId: string): Promise<OrderAnnex | undefined>
}

/** An order with the organisation of the court that signed it. */
export interface CourtsOrder {
  readonly court: string
  readonly orderId: string
}

export type CourtNames = ReadonlyMap<string, string | null>

/**
 * Of each court the name in the annex of one of its orders; null: none was opened that has a request. The ledger of institutions
 * knows a court by its id alone.
 */
export async function courtNames(annexes: Annexes, orders: readonly CourtsOrder[]): Promise<CourtNames> {
  const ordersOf = new Map<string, Set<string>>()
  for (const { court, orderId } of orders) ordersOf.set(court, (ordersOf.get(court) ?? new Set()).add(orderId))
  const named = [...ordersOf].map(async ([court, orderIds]): Promise<[string, string | null]> => {
    for (const orderId of [...orderIds].slice(0, ANNEXES_PER_COURT_MAX)) {
      const name = (await annexes.annexOf(orderId))?.request?.courtName
      if (name !== undefined) return [court, name]
    }
    return [court, null]
  })
  return new Map(await Promise.all(named))
}
