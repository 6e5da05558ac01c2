import type { LawReading } from '../law-book/law-reading.ts'

export const ASSETS = [
  'DEPOSIT',
  'MOVABLE',
  'VEHICLE',
  'SHIP',
  'AIRCRAFT',
  'REAL_ESTATE',
  'EQUITY',
  'SECURITY',
  'FIN_PRODUCT',
  'RECEIVABLE',
  'INSURANCE_CASH_VALUE',
  'OTHER_RIGHT',
  'PATENT',
  'TRADEMARK',
] as const
export type Asset = (typeof ASSETS)[number]

const IN_MONEY: readonly string[] = ['DEPOSIT', 'FIN_PRODUCT', 'INSURANCE_CASH_VALUE'] satisfies readonly Asset[]

/** Whether a measure on the asset holds a sum of money, of which a part can be let go (R20-14). Any other asset is held as it is. */
export function isCountedInMoney(asset: string): boolean {
  return IN_MONEY.includes(asset)
}

/** Patents and registered trademarks have their own terms, and no waiting preservation. */
export function isIpRight(asset: Asset): boolean {
  return asset === 'PATENT' || asset === 'TRADEMARK'
}

export const CAP_PARAMETERS = ['P-20-01', 'P-20-02', 'P-20-03', 'P-20-04', 'P-20-05'] as const

export function capMonthsOf(asset: Asset, law: LawReading): number {
  return law.count(capKey(asset), 'month')
}

function capKey(asset: Asset): (typeof CAP_PARAMETERS)[number] {
  switch (asset) {
    case 'DEPOSIT':
      return 'P-20-01'
    case 'MOVABLE':
    case 'VEHICLE':
    case 'SHIP':
    case 'AIRCRAFT':
      return 'P-20-02'
    case 'PATENT':
      return 'P-20-04'
    case 'TRADEMARK':
      return 'P-20-05'
    case 'REAL_ESTATE':
    case 'EQUITY':
    case 'SECURITY':
    case 'FIN_PRODUCT':
    case 'RECEIVABLE':
    case 'INSURANCE_CASH_VALUE':
    case 'OTHER_RIGHT':
      return 'P-20-03'
  }
}

/** The rule that caps the term of a measure on this asset. */
export function capRule(asset: Asset): 'R20-12' | 'R20-09' {
  return isIpRight(asset) ? 'R20-12' : 'R20-09'
}
