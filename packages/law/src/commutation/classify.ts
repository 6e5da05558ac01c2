import { LawError } from '../law-error.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, enumeration, integer, nullable, object, positive, type Value } from '../schema/schema.ts'
import { CATEGORIES, INTERVAL_PARAMETERS, intervalKey, START_PARAMETERS, startKey, type Category } from './category.ts'

const VERDICTS = ['OK', 'REVIEW', 'BARRED'] as const

const FIVE_YEARS_MONTHS = 60
const TEN_YEARS_MONTHS = 120

const input = object({
  penalty: enumeration(['FIXED', 'LIFE', 'SUSPENDED_DEATH', 'LIFE_WITHOUT_COMMUTATION']),
  termMonths: nullable(positive()),
  /** STRICT_ART7: the types of art. 7(1) of the 2016 provisions. */
  crimeClass: enumeration(['GENERAL', 'STRICT_ART7', 'LISTED_VIOLENT', 'CORRUPTION']),
  restricted: boolean(),
  twoCrimesTenYears: boolean(),
})
type Facts = Value<typeof input>

/** Which row of the tables of rulebook 19A applies; the first branch that fits. */
export const classify = defineFunction({
  name: 'commutation.classify',
  question: {
    zh: '该罪犯的减刑适用哪一类起始时间和间隔时间？',
    en: 'Which row of the eligibility tables applies?',
  },
  rules: ['S19A', 'O-01'],
  parameters: [...START_PARAMETERS, ...INTERVAL_PARAMETERS],
  reasons: ['EXACTLY_TEN_YEARS O-01', 'NO_COMMUTATION S19A'],
  errors: [],
  decisiveDate: null,
  input,
  output: judged(VERDICTS, {
    category: nullable(enumeration(CATEGORIES)),
    startMonths: nullable(integer()),
    intervalMonths: nullable(integer()),
  }),
  evaluate(facts, law) {
    const { category, grounds } = categoryOf(facts)
    return {
      ...judge(VERDICTS, grounds),
      category,
      startMonths: category === null ? null : law.count(startKey(category), 'month'),
      intervalMonths: category === null ? null : law.count(intervalKey(category), 'month'),
    }
  },
})

interface Row {
  readonly category: Category | null
  readonly grounds: readonly Ground<'REVIEW' | 'BARRED'>[]
}

function categoryOf(facts: Facts): Row {
  switch (facts.penalty) {
    case 'FIXED':
      return fixedRow(facts)
    case 'LIFE':
      return { category: `LIFE_${severityOf(facts)}`, grounds: [] }
    case 'SUSPENDED_DEATH':
      return { category: facts.restricted ? 'SD_RESTRICTED' : `SD_${severityOf(facts)}`, grounds: [] }
    case 'LIFE_WITHOUT_COMMUTATION':
      return { category: null, grounds: [{ verdict: 'BARRED', code: 'NO_COMMUTATION', rule: 'S19A' }] }
  }
}

function fixedRow({ termMonths, crimeClass, twoCrimesTenYears }: Facts): Row {
  if (termMonths === null) throw new LawError('FORMAT_MISSING', '/termMonths', { key: 'termMonths' })
  const long = termMonths >= TEN_YEARS_MONTHS
  if (crimeClass === 'CORRUPTION') return { category: long ? 'C2' : 'C1', grounds: [] }
  if (twoCrimesTenYears) return { category: 'S2', grounds: [] }
  if (crimeClass === 'STRICT_ART7') {
    // Criminal Law art. 99: both 十年以下 and 十年以上 include ten years; the longer interval is used and flagged.
    const exactly = termMonths === TEN_YEARS_MONTHS
    const grounds = exactly ? ([{ verdict: 'REVIEW', code: 'EXACTLY_TEN_YEARS', rule: 'O-01' }] as const) : []
    return { category: long ? 'S2' : 'S1', grounds }
  }
  if (crimeClass === 'LISTED_VIOLENT' && long) return { category: 'S2', grounds: [] }
  return { category: long ? 'G3' : termMonths >= FIVE_YEARS_MONTHS ? 'G2' : 'G1', grounds: [] }
}

function severityOf({ crimeClass, twoCrimesTenYears }: Facts): 'GENERAL' | 'STRICT' | 'CORRUPTION' {
  if (crimeClass === 'CORRUPTION') return 'CORRUPTION'
  return crimeClass === 'GENERAL' && !twoCrimesTenYears ? 'GENERAL' : 'STRICT'
}
