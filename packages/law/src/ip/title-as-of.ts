import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import {
  date,
  enumeration,
  list,
  listOfUnique,
  nullable,
  object,
  optional,
  text,
  type Value,
} from '../schema/schema.ts'
import { compareCodePoints } from '../text/code-points.ts'
import { addDays, type CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['CLEAR', 'GAP', 'CONFLICT'] as const
const GAP_KINDS = ['CONTRACT_BEFORE_EFFECT', 'RECORDED_LATE'] as const
const rule = 'R21-10'

const eventSchema = object({
  eventNo: text(),
  type: enumeration(['GRANT', 'TRANSFER']),
  from: optional(text()),
  to: text(),
  contractDate: optional(date()),
  effectiveDate: date(),
  recordedOn: date(),
})
type Event = Value<typeof eventSchema>

interface Tenure {
  readonly holder: string
  readonly from: CivilDate
  readonly to: CivilDate | null
}

interface Gap {
  readonly eventNo: string
  readonly kind: (typeof GAP_KINDS)[number]
  readonly from: CivilDate
  readonly to: CivilDate
}

interface Conflict {
  readonly eventNo: string
  readonly expectedFrom: string | null
  readonly statedFrom: string | null
  readonly on: CivilDate
}

/** Patent Law art. 10: title passes when the office announces it, never with the contract. Bitemporal. */
export const titleAsOf = defineFunction({
  name: 'ip.titleAsOf',
  question: {
    zh: '依某日已知的记录，该权利当日属于谁？',
    en: 'Who held the right on a date, as known on another date?',
  },
  rules: ['R21-01', 'R21-10'],
  parameters: [],
  reasons: ['CHAIN_LEAP R21-10', 'NO_ROOT_TITLE R21-10', 'CONTRACT_BEFORE_EFFECT R21-10', 'RECORDED_LATE R21-10'],
  errors: [],
  decisiveDate: null,
  input: object({ rightNo: text(), asOf: date(), knownAt: date(), events: listOfUnique(eventSchema, 'eventNo') }),
  output: judged(VERDICTS, {
    holder: nullable(text()),
    holderChain: list(object({ holder: text(), from: date(), to: nullable(date()) })),
    gaps: list(object({ eventNo: text(), kind: enumeration(GAP_KINDS), from: date(), to: date() })),
    conflicts: list(object({ eventNo: text(), expectedFrom: nullable(text()), statedFrom: nullable(text()) })),
  }),
  evaluate({ asOf, knownAt, events }) {
    const known = events
      .filter(({ recordedOn }) => recordedOn <= knownAt)
      .sort((one, other) => one.effectiveDate - other.effectiveDate || compareCodePoints(one.eventNo, other.eventNo))
    const { holderChain, conflicts } = chainOf(known)
    const holder = holderChain.find(({ from, to }) => from <= asOf && (to === null || asOf <= to))?.holder ?? null
    const gaps = known.flatMap(gapsOf)
    const grounds: Ground<'GAP' | 'CONFLICT'>[] = gaps
      .filter(({ from, to }) => from <= asOf && asOf <= to)
      .map(({ kind }) => ({ verdict: 'GAP', code: kind, rule }))
    if (holder === null) grounds.push({ verdict: 'GAP', code: 'NO_ROOT_TITLE', rule })
    if (conflicts.some(({ on }) => on <= asOf)) grounds.push({ verdict: 'CONFLICT', code: 'CHAIN_LEAP', rule })
    return { ...judge(VERDICTS, grounds), holder, holderChain, gaps, conflicts }
  },
})

/** A transfer by somebody who is not the holder moves nothing. */
function chainOf(known: readonly Event[]): { holderChain: Tenure[]; conflicts: Conflict[] } {
  const conflicts: Conflict[] = []
  const steps: { holder: string; from: CivilDate }[] = []
  for (const { eventNo, type, from, to, effectiveDate } of known) {
    const holder = steps.at(-1)?.holder ?? null
    if (type === 'TRANSFER' && (from === null || from !== holder)) {
      conflicts.push({ eventNo, expectedFrom: holder, statedFrom: from, on: effectiveDate })
    } else {
      steps.push({ holder: to, from: effectiveDate })
    }
  }
  const holderChain = steps.flatMap(({ holder, from }, index) => {
    const next = steps[index + 1]
    // Who holds for no whole day is not shown.
    if (next?.from === from) return []
    return [{ holder, from, to: next === undefined ? null : addDays(next.from, -1) }]
  })
  return { holderChain, conflicts }
}

function gapsOf({ eventNo, contractDate, effectiveDate, recordedOn }: Event): Gap[] {
  const gaps: Gap[] = []
  if (contractDate !== null && contractDate < effectiveDate) {
    gaps.push({ eventNo, kind: 'CONTRACT_BEFORE_EFFECT', from: contractDate, to: addDays(effectiveDate, -1) })
  }
  if (effectiveDate < recordedOn) {
    gaps.push({ eventNo, kind: 'RECORDED_LATE', from: effectiveDate, to: addDays(recordedOn, -1) })
  }
  return gaps
}
