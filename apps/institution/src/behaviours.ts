import { array, enumeration, integer, object, optional } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'

/** What the institution does wrong on demand. */
export const BEHAVIOUR_NAMES = [
  /** Answers after `delayMs`. */
  'SLOW',
  /** Tells another last day than it booked. */
  'WRONG_TERM',
  /** Asked by number it says that it controls nothing. */
  'CONTRADICTORY',
  /** Freezes all there is, whatever the limit. */
  'FREEZES_TOO_MUCH',
  /** Books, and cuts the connection. */
  'DROPS_AFTER_BOOKING',
  /** Cuts the connection, and books nothing. */
  'DROPS_BEFORE_BOOKING',
  /** Books, and answers what is no document of the interface. */
  'MALFORMED',
  /** Controls though name and number do not match. */
  'IGNORES_IDENTITY',
  /** Takes a used request number for another content. */
  'ACCEPTS_REUSED_NUMBER',
  /** Registers deductions and carries them out when it is told to. */
  'DEFERS_DEDUCTIONS',
  /** Is put back to its last backup before it lists its measures. */
  'RESTORES_BEFORE_LIST',
  /** Takes the last day of a term that the law does not allow. */
  'IGNORES_TERM_CAP',
] as const
export type BehaviourName = (typeof BEHAVIOUR_NAMES)[number]

const DELAY_MS_MAX = 600_000

export const behaviourList = array(
  object({
    name: enumeration(BEHAVIOUR_NAMES),
    /** So often, then no more; absent: always. */
    times: optional(integer({ min: 1, max: 1_000_000 })),
    delayMs: optional(integer({ min: 0, max: DELAY_MS_MAX })),
  }),
  { max: BEHAVIOUR_NAMES.length },
)
export type BehaviourList = Infer<typeof behaviourList>

export class Behaviours {
  #active = new Map<BehaviourName, { left: number; readonly delayMs: number }>()

  constructor(list: BehaviourList = []) {
    this.set(list)
  }

  set(list: BehaviourList): void {
    this.#active = new Map(
      list.map(({ name, times = Infinity, delayMs = 0 }) => [name, { left: times, delayMs }] as const),
    )
  }

  /** Whether it is to be done now; counts it as done. */
  take(name: BehaviourName): boolean {
    const one = this.#active.get(name)
    if (one === undefined || one.left <= 0) return false
    one.left--
    return true
  }

  /** How long to wait before an answer. */
  delayMs(): number {
    const delay = this.#active.get('SLOW')?.delayMs ?? 0
    return this.take('SLOW') ? delay : 0
  }
}
