import type { PropertyView } from '@xiezhi/gateway-api'
import type { measure } from '@xiezhi/law'

type Asset = PropertyView['asset']
export type Liquidity = Parameters<typeof measure.allocate>[0]['assets'][number]['kind']

/** How soon property becomes money: the classes of T20-2; what they do not name stands with what is nearest to it. */
const LIQUIDITY: Partial<Readonly<Record<Asset, Liquidity>>> = {
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

export function liquidityOf(asset: Asset): Liquidity {
  return LIQUIDITY[asset] ?? 'REAL_ESTATE'
}
