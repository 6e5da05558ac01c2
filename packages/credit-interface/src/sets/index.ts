import type { CreditFieldSet } from '../field-set.ts'
import { PUBLICITY_CONSUMPTION, PUBLICITY_DISHONEST } from './enterprise-publicity.ts'
import { NATIONAL_CONSUMPTION, NATIONAL_DISHONEST } from './national-platform.ts'

/** Kinds of platforms, each with the sets that it takes. */
export const PLATFORM_KINDS = ['NATIONAL', 'PUBLICITY'] as const
export type PlatformKind = (typeof PLATFORM_KINDS)[number]

const SETS: Readonly<Record<PlatformKind, readonly CreditFieldSet[]>> = {
  NATIONAL: [NATIONAL_DISHONEST, NATIONAL_CONSUMPTION],
  PUBLICITY: [PUBLICITY_DISHONEST, PUBLICITY_CONSUMPTION],
}

export const FIELD_SETS: readonly CreditFieldSet[] = PLATFORM_KINDS.flatMap((kind) => SETS[kind])

export function setsOf(kind: PlatformKind): readonly CreditFieldSet[] {
  return SETS[kind]
}
