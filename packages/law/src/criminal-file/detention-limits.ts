import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { date, enumeration, integer, nullable, object, type Value } from '../schema/schema.ts'
import { addDays } from '../time/civil-date.ts'

const input = object({
  detainedOn: date(),
  /** MAJOR: suspects who roam, offend repeatedly or in gangs. */
  kind: enumeration(['ORDINARY', 'SPECIAL', 'MAJOR']),
  extraDays: nullable(integer()),
})
type Facts = Value<typeof input>

/** Criminal Procedure Law art. 91; custody does not roll. */
export const detentionLimits = defineFunction({
  name: 'criminalFile.detentionLimits',
  question: { zh: '拘留后应当在何时之前提请、决定逮捕？', en: 'Until when must arrest be asked for and decided?' },
  rules: ['R19-40', 'X-01', 'X-03'],
  parameters: ['P-19-05.request', 'P-19-05.extraMin', 'P-19-05.extraMax', 'P-19-05.major', 'P-19-05.decide'],
  reasons: [],
  errors: ['DEADLINE_EXTENSION_RANGE', 'LIMIT_EXCEEDED'],
  decisiveDate: 'detainedOn',
  input,
  output: object({ requestBy: date(), decideBy: date(), totalDays: integer() }),
  evaluate(facts, law) {
    const requestDays = requestDaysOf(facts, law)
    const totalDays = requestDays + law.count('P-19-05.decide', 'day')
    return {
      requestBy: addDays(facts.detainedOn, requestDays),
      decideBy: addDays(facts.detainedOn, totalDays),
      totalDays,
    }
  },
})

function requestDaysOf({ kind, extraDays }: Facts, law: LawReading): number {
  if (kind === 'MAJOR') return law.count('P-19-05.major', 'day')
  const days = law.count('P-19-05.request', 'day')
  if (kind === 'ORDINARY') return days
  if (extraDays === null) throw new LawError('FORMAT_MISSING', '/extraDays', { key: 'extraDays' })
  const [least, most] = [law.count('P-19-05.extraMin', 'day'), law.count('P-19-05.extraMax', 'day')]
  if (extraDays < least || extraDays > most) {
    throw new LawError('DEADLINE_EXTENSION_RANGE', '/extraDays', { least, most })
  }
  return days + extraDays
}
