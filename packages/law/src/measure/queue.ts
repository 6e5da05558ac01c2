import { defineFunction } from '../registry/define-function.ts'
import { decided, judged } from '../registry/judgement.ts'
import { date, list, listOfUnique, nullable, object, positive, text, timestamp, type Value } from '../schema/schema.ts'
import { DAY_SECONDS, type Instant } from '../time/instant.ts'
import type { CivilDate } from '../time/civil-date.ts'

const VERDICTS = ['OK', 'REVIEW'] as const

const measures = listOfUnique(
  object({
    measureId: text(),
    registeredAt: nullable(timestamp()),
    madeAt: timestamp(),
    to: date(),
    endedAt: nullable(timestamp()),
  }),
  'measureId',
)
type Measure = Value<typeof measures>[number]

interface Standing {
  readonly effective: { readonly measureId: string; readonly since: Instant } | null
  readonly waiting: { readonly measureId: string; readonly rank: number }[]
  readonly ended: string[]
}

/** Sealing provisions art. 26: by registration; the next measure takes effect when the earlier one ends. */
export const queue = defineFunction({
  name: 'measure.queue',
  question: { zh: '哪一查封已生效，哪些在轮候？', en: 'Which measure on an asset is in effect and who waits?' },
  rules: ['R20-11', 'R20-17', 'R20-19', 'O-04', 'O-05'],
  parameters: [],
  reasons: ['SAME_REGISTRATION_TIME R20-19'],
  errors: [],
  decisiveDate: null,
  input: object({ asOf: timestamp(), measures }),
  output: judged(VERDICTS, {
    effective: nullable(object({ measureId: text(), since: timestamp() })),
    waiting: list(object({ measureId: text(), rank: positive() })),
    ended: list(text()),
  }),
  evaluate({ asOf, measures: given }) {
    const ordered = inQueue(given.filter((measure) => ownInstant(measure) <= asOf))
    const tied = ordered.some(
      ({ registeredAt }, index) => registeredAt !== null && registeredAt === ordered[index + 1]?.registeredAt,
    )
    const judgement = tied ? decided('REVIEW', { code: 'SAME_REGISTRATION_TIME', rule: 'R20-19' }) : decided('OK')
    return { ...judgement, ...standingOf(ordered, asOf) }
  },
})

/** When a measure entered the queue: registration, or for an unregistered one the day it was made. */
function ownInstant({ registeredAt, madeAt }: Measure): Instant {
  return registeredAt ?? madeAt
}

/** R20-19: an unregistered seal cannot beat a registered one. Array sort is stable. */
function inQueue(given: readonly Measure[]): Measure[] {
  const unregistered = ({ registeredAt }: Measure): number => (registeredAt === null ? 1 : 0)
  return [...given].sort((one, other) => unregistered(one) - unregistered(other) || ownInstant(one) - ownInstant(other))
}

function standingOf(ordered: readonly Measure[], asOf: Instant): Standing {
  const waiting: { measureId: string; rank: number }[] = []
  const ended: string[] = []
  let effective: Standing['effective'] = null
  let free: Instant | null = null
  for (const measure of ordered) {
    const { measureId, endedAt } = measure
    const since: Instant = later(ownInstant(measure), free)
    if (effective !== null) {
      if (endedAt !== null && endedAt <= asOf) ended.push(measureId)
      else waiting.push({ measureId, rank: waiting.length + 1 })
      continue
    }
    const until = endOf(measure)
    if (until > asOf) {
      effective = { measureId, since }
      continue
    }
    ended.push(measureId)
    // A measure that ended before its turn frees nothing.
    if (until > since) free = until
  }
  return { effective, waiting, ended }
}

/** The release, or 24:00 of the last day (O-05), whichever is first. */
function endOf({ to, endedAt }: Measure): Instant {
  const lapsedAt = startOfDay(to + 1)
  return endedAt !== null && endedAt < lapsedAt ? endedAt : lapsedAt
}

function startOfDay(day: number): Instant {
  return ((day as CivilDate) * DAY_SECONDS) as Instant
}

function later(one: Instant, other: Instant | null): Instant {
  return other !== null && other > one ? other : one
}
