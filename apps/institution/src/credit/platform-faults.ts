import { array, enumeration, integer, object, optional } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'

/** What a platform does wrong on demand. */
export const FAULT_NAMES = [
  /** Nobody answers: every connection is cut before anything is done. */
  'DOWN',
  /** Answers after `delayMs`. */
  'SLOW',
  /** Takes the record or the deletion, and cuts the connection. */
  'DROPS_AFTER',
  /** Answers what is no document of the interface. */
  'MALFORMED',
  /** Says that it deleted, and deletes nothing. */
  'LIES_DELETED',
  /** Deletes, and goes on showing its copy to the public. */
  'KEEPS_SHOWING',
  /** Is put back to its last backup before it lists what it holds. */
  'RESTORES_BEFORE_LIST',
  /** Takes a revision that it has with other content, and an older one. */
  'TAKES_ANY_REVISION',
  /** Takes again what it was told to delete. */
  'TAKES_DELETED',
  /** Shows the public what is lifted or contested. */
  'SHOWS_HIDDEN',
  /** Finds persons of a name, whatever their number. */
  'FINDS_BY_NAME',
  /** Shows the public names and numbers as they are. */
  'MASKS_NOTHING',
] as const
export type FaultName = (typeof FAULT_NAMES)[number]

const DELAY_MS_MAX = 600_000
/** Calls, by the last part of their paths. */
const CALLS = ['records', 'deletions', 'status', 'list', 'public-search'] as const

export const faultList = array(
  object({
    name: enumeration(FAULT_NAMES),
    /** So often, then no more; absent: always. */
    times: optional(integer({ min: 1, max: 1_000_000 })),
    delayMs: optional(integer({ min: 0, max: DELAY_MS_MAX })),
    /** At this call alone; absent: at each. */
    at: optional(enumeration(CALLS)),
  }),
  { max: FAULT_NAMES.length },
)
export type FaultList = Infer<typeof faultList>

export class Faults {
  #active = new Map<FaultName, { left: number; readonly delayMs: number; readonly at: string | undefined }>()

  constructor(list: FaultList = []) {
    this.set(list)
  }

  set(list: FaultList): void {
    this.#active = new Map(
      list.map(({ name, times = Infinity, delayMs = 0, at }) => [name, { left: times, delayMs, at }] as const),
    )
  }

  /** Whether it is to be done now, at this call; counts it as done. */
  take(name: FaultName, call?: string): boolean {
    const one = this.#active.get(name)
    if (one === undefined || one.left <= 0 || (one.at !== undefined && one.at !== call)) return false
    one.left--
    return true
  }

  /** How long to wait before an answer. */
  delayMs(call: string): number {
    const delay = this.#active.get('SLOW')?.delayMs ?? 0
    return this.take('SLOW', call) ? delay : 0
  }
}
