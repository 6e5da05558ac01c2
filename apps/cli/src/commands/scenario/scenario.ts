import type { ExitName } from '../../exit-codes.ts'
import type { JsonObject } from '../../zone/zone-session.ts'
import type { Doors } from './doors.ts'

/** What earlier steps found: ids, licence numbers. */
export type Found = Readonly<Record<string, string>>

interface CommonStep {
  readonly zh: string
  readonly en: string
  /** What else the answer must say; undefined where it does, otherwise what was expected. */
  readonly holds?: (document: JsonObject, found: Found) => string | undefined
  readonly keep?: (document: JsonObject, found: Found) => Found
}

/** One command of a scenario and what must come of it. */
export interface CommandStep extends CommonStep {
  readonly args: (found: Found) => readonly string[]
  readonly exit: ExitName
}

/** What persons do at the pages of an authority, over its gateway. */
export interface DoorStep extends CommonStep {
  /** As it is printed. */
  readonly calls: string
  readonly does: (doors: Doors, found: Found) => Promise<JsonObject>
}

export type Step = CommandStep | DoorStep

/** A legal situation as commands on a fresh alliance (rulebook, appendix D). */
export interface Scenario {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly steps: readonly Step[]
  /** Files that its commands read, by name: invented contents. */
  readonly files?: Readonly<Record<string, string>>
  /** Time of the ledgers at their start, for a scenario with the dates of the rulebook. */
  readonly startsAt?: string
}

/** `expected` where the condition does not hold. */
export function wanted(holds: boolean, expected: string): string | undefined {
  return holds ? undefined : expected
}

export function list(document: JsonObject, field: string): readonly JsonObject[] {
  return (document[field] ?? []) as readonly JsonObject[]
}
