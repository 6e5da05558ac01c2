import type { LawReading } from '../law-book/law-reading.ts'
import { addCivilMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judged, type Reason } from '../registry/judgement.ts'
import { boolean, date, enumeration, list, nullable, object } from '../schema/schema.ts'

const VERDICTS = ['NOT_PUBLIC', 'TOO_EARLY', 'CONDITIONS_MISSING', 'MAY_APPLY', 'PUBLICITY_ENDED'] as const
const CONDITIONS = ['CORRECTED', 'DUTY_FULFILLED', 'COMMITMENT'] as const
const GRADES = ['MINOR', 'GENERAL', 'SERIOUS'] as const
type Grade = (typeof GRADES)[number]

/** Bounds of publicity; a minor failure has no least. */
const PUBLICITY: Readonly<Record<Grade, { readonly least: string | null; readonly most: string }>> = {
  MINOR: { least: null, most: 'P-26-01.minorMax' },
  GENERAL: { least: 'P-26-01.generalMin', most: 'P-26-01.generalMax' },
  SERIOUS: { least: 'P-26-01.seriousMin', most: 'P-26-01.seriousMax' },
}

/** NDRC order 36, in force from 2026-04-01. No holiday moves the days, because that would harm the person. First match. */
export const repairWindow = defineFunction({
  name: 'credit.repairWindow',
  question: { zh: '现在能否申请信用修复？', en: 'May credit repair be applied for?' },
  rules: ['R26-05', 'X-05'],
  parameters: GRADES.flatMap((grade) => [PUBLICITY[grade].least, PUBLICITY[grade].most]).filter((key) => key !== null),
  reasons: [
    'MAXIMUM_PUBLICITY_REACHED R26-05',
    'MINIMUM_PUBLICITY_NOT_REACHED R26-05',
    'REPAIR_CONDITIONS_MISSING R26-05',
  ],
  errors: ['VERSION_PARAMETER_MISSING', 'LIMIT_EXCEEDED'],
  decisiveDate: 'asOf',
  input: object({
    grade: enumeration(GRADES),
    publishedOn: nullable(date()),
    corrected: boolean(),
    dutyFulfilled: boolean(),
    commitmentSigned: boolean(),
    asOf: date(),
  }),
  output: judged(VERDICTS, {
    earliestApplicationOn: nullable(date()),
    publicityEndsOn: nullable(date()),
    missing: list(enumeration(CONDITIONS)),
  }),
  evaluate({ grade, publishedOn, corrected, dutyFulfilled, commitmentSigned, asOf }, law) {
    const { least, most } = publicityOf(law, grade)
    if (publishedOn === null) {
      return { verdict: 'NOT_PUBLIC', reasons: [], earliestApplicationOn: null, publicityEndsOn: null, missing: [] }
    }
    const met = { CORRECTED: corrected, DUTY_FULFILLED: dutyFulfilled, COMMITMENT: commitmentSigned }
    const missing = CONDITIONS.filter((condition) => !met[condition])
    const earliestApplicationOn = addCivilMonths(publishedOn, least)
    const publicityEndsOn = addCivilMonths(publishedOn, most)
    const facts = { earliestApplicationOn, publicityEndsOn, missing }
    if (asOf > publicityEndsOn) return { ...found('PUBLICITY_ENDED', 'MAXIMUM_PUBLICITY_REACHED'), ...facts }
    if (asOf < earliestApplicationOn) return { ...found('TOO_EARLY', 'MINIMUM_PUBLICITY_NOT_REACHED'), ...facts }
    if (missing.length > 0) return { ...found('CONDITIONS_MISSING', 'REPAIR_CONDITIONS_MISSING'), ...facts }
    return { ...found('MAY_APPLY'), ...facts }
  },
})

/** In months. */
function publicityOf(law: LawReading, grade: Grade): { readonly least: number; readonly most: number } {
  const { least, most } = PUBLICITY[grade]
  return { least: least === null ? 0 : law.count(least, 'month'), most: law.count(most, 'month') }
}

interface Found {
  readonly verdict: (typeof VERDICTS)[number]
  readonly reasons: readonly Reason[]
}

function found(verdict: Found['verdict'], code?: string): Found {
  return { verdict, reasons: code === undefined ? [] : [{ code, rule: 'R26-05' }] }
}
