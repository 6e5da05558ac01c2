import { startOfDay } from './format.ts'

const DAY_MS = 86_400_000
const MARGIN = 0.04
/** An open end is drawn this much of the span beyond today. */
const OPEN_SHARE = 0.15

/** Something that held on days, and the instant at which that became known. */
export interface BitemporalFact {
  readonly id: string
  readonly label: string
  readonly color: string
  readonly from: string
  /** Last day; null: open. */
  readonly to: string | null
  readonly recordedAtMs: number
}

interface Area {
  readonly fact: BitemporalFact
  readonly fromMs: number
  readonly toMs: number
  readonly knownMs: number
}

export interface Plane {
  readonly validFromMs: number
  readonly validToMs: number
  readonly knownFromMs: number
  readonly knownToMs: number
  /** In the order of recording: later ones lie over earlier ones. */
  readonly areas: readonly Area[]
}

/** Extent of both axes and the areas upon them. */
export function planeOf(facts: readonly BitemporalFact[], nowMs: number): Plane {
  const ordered = [...facts].sort((one, other) => one.recordedAtMs - other.recordedAtMs)
  const starts = ordered.map(({ from }) => startOfDay(from))
  const ends = ordered.flatMap(({ to }) => (to === null ? [] : [startOfDay(to) + DAY_MS]))
  const first = Math.min(nowMs - DAY_MS, ...starts)
  const last = Math.max(nowMs, ...starts, ...ends)
  const validToMs = last + Math.max(DAY_MS, (last - first) * OPEN_SHARE)
  const knownFirst = ordered[0]?.recordedAtMs ?? nowMs - DAY_MS
  const span = Math.max(60_000, nowMs - knownFirst)
  return {
    validFromMs: first,
    validToMs,
    knownFromMs: knownFirst - span * MARGIN,
    knownToMs: knownFirst + span * (1 + MARGIN),
    areas: ordered.map((fact) => ({
      fact,
      fromMs: startOfDay(fact.from),
      toMs: fact.to === null ? validToMs : startOfDay(fact.to) + DAY_MS,
      knownMs: fact.recordedAtMs,
    })),
  }
}

type Dated = Pick<BitemporalFact, 'from' | 'to' | 'recordedAtMs'>

/** What held on a day as it was known at an instant: the latest entry until then that covers the day. */
export function heldAt<F extends Dated>(facts: readonly F[], validAt: string, knownAtMs: number): F | null {
  const known = facts
    .filter(
      ({ recordedAtMs, from, to }) => recordedAtMs <= knownAtMs && from <= validAt && (to === null || validAt <= to),
    )
    .sort((one, other) => other.recordedAtMs - one.recordedAtMs)
  return known[0] ?? null
}
