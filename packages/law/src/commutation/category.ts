/** Rows of the table for fixed terms (rulebook 19A). */
export const FIXED_CATEGORIES = ['G1', 'G2', 'G3', 'S1', 'S2', 'C1', 'C2'] as const
export type FixedCategory = (typeof FIXED_CATEGORIES)[number]

/** Rows of both tables. */
export const CATEGORIES = [
  ...FIXED_CATEGORIES,
  'LIFE_GENERAL',
  'LIFE_STRICT',
  'LIFE_CORRUPTION',
  'SD_GENERAL',
  'SD_STRICT',
  'SD_CORRUPTION',
  'SD_RESTRICTED',
] as const
export type Category = (typeof CATEGORIES)[number]

export const BEHAVIOURS = ['REPENT', 'MERIT', 'REPENT_AND_MERIT', 'MAJOR_MERIT', 'REPENT_AND_MAJOR'] as const
export type Behaviour = (typeof BEHAVIOURS)[number]

/** Major merit frees from start and interval, and calls for a hearing. */
export function isMajorMerit(behaviour: Behaviour): boolean {
  return behaviour === 'MAJOR_MERIT' || behaviour === 'REPENT_AND_MAJOR'
}

export function startKey(category: Category): string {
  return `PA-S19A.${category}.start`
}

export function intervalKey(category: Category): string {
  return `PA-S19A.${category}.interval`
}

/** The cap depends on the family of the category: G, S or C. */
export function capKey(category: FixedCategory, behaviour: Behaviour): string {
  return `PA-S19A.${category.charAt(0)}.cap.${behaviour}`
}

export const START_PARAMETERS: readonly string[] = CATEGORIES.map(startKey)
export const INTERVAL_PARAMETERS: readonly string[] = CATEGORIES.map(intervalKey)
export const CAP_PARAMETERS: readonly string[] = (['G1', 'S1', 'C1'] as const).flatMap((category) =>
  BEHAVIOURS.map((behaviour) => capKey(category, behaviour)),
)
