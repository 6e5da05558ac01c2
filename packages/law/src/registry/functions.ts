import { calendar } from '../calendar/area.ts'
import { caseNumber } from '../case-number/area.ts'
import { court } from '../court/area.ts'
import { identifier } from '../identifier/area.ts'
import { lawyer } from '../lawyer/area.ts'
import type { AnyLawFunction } from './define-function.ts'

/** In the order of the catalogue. */
export const areas: Readonly<Record<string, Readonly<Record<string, AnyLawFunction>>>> = {
  calendar,
  caseNumber,
  court,
  identifier,
  lawyer,
}

/** By catalogue name, `area.function`. */
export const functions: ReadonlyMap<string, AnyLawFunction> = new Map(
  Object.values(areas)
    .flatMap((area) => Object.values(area))
    .map((one) => [one.declaration.name, one]),
)
