import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { provisionalReasons } from '../period/end-day.ts'
import type { Period } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { reasonsSchema, sortReasons, type Reason } from '../registry/judgement.ts'
import {
  date,
  enumeration,
  list,
  listOfUnique,
  nullable,
  object,
  optional,
  positive,
  text,
  timestamp,
  type Value,
} from '../schema/schema.ts'
import type { CivilDate } from '../time/civil-date.ts'
import { NOTICE_PARAMETERS, noticeStanding } from './notice.ts'

const EFFECTS = ['PRIORITY', 'PROTECTED', 'SEALED', 'WAITING', 'AFTER_SEAL', 'LAPSED'] as const
type Effect = (typeof EFFECTS)[number]

const entrySchema = object({
  id: text(),
  kind: enumeration(['MORTGAGE', 'SEAL', 'PRE_NOTICE']),
  registeredAt: timestamp(),
  registrableSince: optional(date()),
  appliedOn: optional(date()),
})
type Entry = Value<typeof entrySchema>

/** Civil Code arts. 214, 221; Interpretation of the Civil Procedure Law art. 514. A lapsed pre-notice has no rank. */
export const rankRights = defineFunction({
  name: 'property.rankRights',
  question: {
    zh: '查封、抵押、预告登记的顺位如何？',
    en: 'In which order do seal, mortgage and pre-notice rank?',
  },
  rules: ['R22-09', 'R20-77f', 'R20-77h', 'X-14'],
  parameters: NOTICE_PARAMETERS,
  reasons: ['PRE_NOTICE_LAPSED R22-09', 'CALENDAR_NOT_LOADED X-14'],
  errors: ['STATE_RANK_TIE', 'LIMIT_EXCEEDED'],
  decisiveDate: 'asOf',
  input: object({ asOf: date(), entries: listOfUnique(entrySchema, 'id') }),
  output: object({
    ranking: list(object({ id: text(), rank: nullable(positive()), effect: enumeration(EFFECTS) })),
    reasons: reasonsSchema,
  }),
  evaluate({ asOf, entries }, law) {
    const sorted = sortByTime(entries)
    const ranking: { id: string; rank: number | null; effect: Effect }[] = []
    const found: Reason[] = []
    let [rank, sealed] = [0, false]
    for (const entry of sorted) {
      const { lapsed, due } = lapse(law, entry, asOf)
      found.push(...provisionalReasons([due]))
      if (lapsed) {
        found.push({ code: 'PRE_NOTICE_LAPSED', rule: 'R22-09' })
        ranking.push({ id: entry.id, rank: null, effect: 'LAPSED' })
        continue
      }
      rank += 1
      ranking.push({ id: entry.id, rank, effect: effectOf(entry.kind, sealed) })
      sealed ||= entry.kind === 'SEAL'
    }
    return { ranking, reasons: sortReasons(found) }
  },
})

function sortByTime(entries: readonly Entry[]): readonly Entry[] {
  const sorted = entries
    .map((entry, index) => ({ ...entry, index }))
    .sort((one, other) => one.registeredAt - other.registeredAt)
  for (const [place, { registeredAt, index }] of sorted.entries()) {
    const before = sorted[place - 1]
    if (before?.registeredAt === registeredAt) {
      throw new LawError('STATE_RANK_TIE', `/entries/${index}/registeredAt`, { other: before.index })
    }
  }
  return sorted
}

function lapse(law: LawReading, entry: Entry, asOf: CivilDate): { lapsed: boolean; due: Period | null } {
  const { kind, registrableSince, appliedOn } = entry
  if (kind !== 'PRE_NOTICE' || registrableSince === null) return { lapsed: false, due: null }
  const { standing, due } = noticeStanding(law, kind, { startOn: registrableSince, actOn: appliedOn, asOf })
  return { lapsed: standing === 'LAPSED', due }
}

function effectOf(kind: Entry['kind'], sealed: boolean): Effect {
  if (kind === 'SEAL') return sealed ? 'WAITING' : 'SEALED'
  if (sealed) return 'AFTER_SEAL'
  return kind === 'MORTGAGE' ? 'PRIORITY' : 'PROTECTED'
}
