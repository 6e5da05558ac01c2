/**
 * The measures that may be joined to an entry: the fields of R20-92 (失信规定 7, 8) and the limits of consumption (R20-89). What is not
 * here has no legal basis (R26-10). The national basic list changes each year; its version of 2025 has not been compared word by word.
 */
const BASIC_MEASURES = [
  'GOVERNMENT_PROCUREMENT',
  'BIDDING',
  'ADMINISTRATIVE_APPROVAL',
  'GOVERNMENT_SUPPORT',
  'FINANCING_CREDIT',
  'MARKET_ACCESS',
  'QUALIFICATION',
  'HIGH_CONSUMPTION',
] as const

/** Whether a measure is in the list. */
export function isBasicMeasure(code: string): boolean {
  return BASIC_MEASURES.some((one) => one === code)
}
