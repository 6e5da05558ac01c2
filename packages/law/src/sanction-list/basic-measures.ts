/**
 * The list of measures that may be joined to an entry (R20-92, R26-10; 失信规定 7, 8). The national basic list changes each year; its
 * version of 2025 has not been compared word by word.
 */
const BASIC_MEASURES = [
  'GOVERNMENT_PROCUREMENT',
  'BIDDING',
  'ADMINISTRATIVE_APPROVAL',
  'GOVERNMENT_SUPPORT',
  'FINANCING_CREDIT',
  'MARKET_ACCESS',
  'QUALIFICATION',
  'HONOURS',
  'HIGH_CONSUMPTION',
] as const

/** Whether a measure is in the list. */
export function isBasicMeasure(code: string): boolean {
  return BASIC_MEASURES.some((one) => one === code)
}
