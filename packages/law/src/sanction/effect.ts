import type { LawReading } from '../law-book/law-reading.ts'
import { LawError } from '../law-error.ts'
import { addYears } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, date, enumeration, list, nullable, object, positive, type Value } from '../schema/schema.ts'

const VERDICTS = ['WITHIN_LAW', 'OUTSIDE_LAW'] as const
type EffectGround = Ground<'OUTSIDE_LAW' | 'WITHIN_LAW'>

/** From light to heavy. */
const KINDS = ['WARNING', 'SUSPENSION', 'REVOCATION'] as const
type Kind = (typeof KINDS)[number]

const input = object({
  offenceOn: date(),
  article: enumeration([47, 48, 49]),
  /** The kind that the offence by itself deserves. */
  deserved: enumeration(KINDS),
  proposed: nullable(object({ kind: enumeration(KINDS), months: nullable(positive()) })),
  /** `from`: the decision or the start of a suspension; `to`: the last day of a suspension. */
  earlier: list(
    object({ kind: enumeration(['WARNING', 'SUSPENSION']), from: date(), to: nullable(date()), annulled: boolean() }),
  ),
})
type Facts = Value<typeof input>

/** What each article provides besides fines. */
const KINDS_OF_ARTICLE: Readonly<Record<Facts['article'], readonly Kind[]>> = {
  47: ['WARNING', 'SUSPENSION'],
  48: ['WARNING', 'SUSPENSION'],
  49: ['SUSPENSION', 'REVOCATION'],
}

interface Requirement {
  readonly required: Kind
  readonly minMonths: number | null
  readonly maxMonths: number | null
}

/** Calculator for the authority that punishes: Lawyers Law arts. 47–51. It computes limits; a person decides. */
export const effect = defineFunction({
  name: 'sanction.effect',
  question: {
    zh: '对该违法行为应给予哪一种类、哪一幅度的处罚？',
    en: 'Which sanction and which range does the law require for this offence?',
  },
  rules: ['R18-03'],
  parameters: [
    'P-18-03.art47Max',
    'P-18-03.art48Min',
    'P-18-03.art48Max',
    'P-18-03.art49Min',
    'P-18-03.art49Max',
    'P-18-04.suspendAgain',
    'P-18-04.revoke',
    'PX-R18-03.relapseMin',
    'PX-R18-03.relapseMax',
  ],
  reasons: [
    'KIND_NOT_ALLOWED R18-03',
    'PROPOSED_TOO_HEAVY R18-03',
    'PROPOSED_TOO_LIGHT R18-03',
    'REPEAT_AFTER_SUSPENSION R18-03',
    'REPEAT_AFTER_WARNING R18-03',
    'SUSPENSION_TOO_LONG R18-03',
    'SUSPENSION_TOO_SHORT R18-03',
  ],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED'],
  decisiveDate: 'offenceOn',
  input,
  output: judged(VERDICTS, {
    required: enumeration(KINDS),
    minMonths: nullable(positive()),
    maxMonths: nullable(positive()),
  }),
  evaluate(facts, law) {
    const repeated = repeatGround(facts, law)
    const requirement = requirementOf(facts, repeated, law)
    const grounds = [...(repeated === null ? [] : [repeated]), ...proposalGrounds(facts, requirement, repeated)]
    return { ...judge(VERDICTS, grounds), ...requirement }
  },
})

/** Art. 51: the window starts on the day after the warning, or after the last day of the suspension, and ends with its last day. */
function repeatGround({ offenceOn, deserved, earlier }: Facts, law: LawReading): EffectGround | null {
  const open = earlier.findIndex(({ kind, to }) => kind === 'SUSPENSION' && to === null)
  if (open >= 0) throw new LawError('FORMAT_MISSING', `/earlier/${open}/to`, { key: 'to' })
  const reversed = earlier.findIndex(({ from, to }) => to !== null && to < from)
  if (reversed >= 0) throw new LawError('DEADLINE_ORDER', `/earlier/${reversed}/to`, { earlier: 'from' })
  if (deserved === 'REVOCATION') return null
  const years = law.count(deserved === 'WARNING' ? 'P-18-04.suspendAgain' : 'P-18-04.revoke', 'year')
  const within = earlier.some(({ kind, from, to, annulled }) => {
    const startsAfter = kind === 'WARNING' ? from : (to ?? from)
    return !annulled && kind === deserved && startsAfter < offenceOn && offenceOn <= addYears(startsAfter, years)
  })
  if (!within) return null
  const code = deserved === 'WARNING' ? 'REPEAT_AFTER_WARNING' : 'REPEAT_AFTER_SUSPENSION'
  return { verdict: 'WITHIN_LAW', code, rule: 'R18-03' }
}

function requirementOf({ article, deserved }: Facts, repeated: EffectGround | null, law: LawReading): Requirement {
  const months = (key: string): number => law.count(key, 'month')
  if (repeated !== null && deserved === 'WARNING') {
    return {
      required: 'SUSPENSION',
      minMonths: months('PX-R18-03.relapseMin'),
      maxMonths: months('PX-R18-03.relapseMax'),
    }
  }
  if (repeated !== null) return { required: 'REVOCATION', minMonths: null, maxMonths: null }
  if (deserved !== 'SUSPENSION') return { required: deserved, minMonths: null, maxMonths: null }
  switch (article) {
    case 47:
      return { required: deserved, minMonths: null, maxMonths: months('P-18-03.art47Max') }
    case 48:
      return { required: deserved, minMonths: months('P-18-03.art48Min'), maxMonths: months('P-18-03.art48Max') }
    case 49:
      return { required: deserved, minMonths: months('P-18-03.art49Min'), maxMonths: months('P-18-03.art49Max') }
  }
}

function proposalGrounds(
  { article, deserved, proposed }: Facts,
  { required, minMonths, maxMonths }: Requirement,
  repeated: EffectGround | null,
): EffectGround[] {
  const grounds: EffectGround[] = []
  const add = (code: string): number => grounds.push({ verdict: 'OUTSIDE_LAW', code, rule: 'R18-03' })
  if (!KINDS_OF_ARTICLE[article].includes(deserved)) add('KIND_NOT_ALLOWED')
  if (proposed === null) return grounds
  const { kind, months } = proposed
  if ((kind === 'SUSPENSION') !== (months !== null)) {
    throw new LawError('FORMAT_ENUM', '/proposed/months', { expected: 'months with SUSPENSION only' })
  }
  if (KINDS.indexOf(kind) < KINDS.indexOf(required)) add('PROPOSED_TOO_LIGHT')
  if (KINDS.indexOf(kind) > KINDS.indexOf(required)) add('PROPOSED_TOO_HEAVY')
  if (repeated === null && !KINDS_OF_ARTICLE[article].includes(kind)) add('KIND_NOT_ALLOWED')
  if (kind !== required || months === null) return grounds
  if (minMonths !== null && months < minMonths) add('SUSPENSION_TOO_SHORT')
  if (maxMonths !== null && months > maxMonths) add('SUSPENSION_TOO_LONG')
  return grounds
}
