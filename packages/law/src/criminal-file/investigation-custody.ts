import { LawError } from '../law-error.ts'
import { addCriminalMonths } from '../period/period.ts'
import { defineFunction } from '../registry/define-function.ts'
import { date, enumeration, list, nullable, object } from '../schema/schema.ts'
import { addDays } from '../time/civil-date.ts'

/** In the order in which they may be granted. */
const EXTENSIONS = ['COMPLEX', 'ART158', 'TEN_YEARS'] as const
const STAGES = ['BASE', ...EXTENSIONS] as const
type Stage = (typeof STAGES)[number]

const STAGE_PARAMETERS: Readonly<Record<Stage, string>> = {
  BASE: 'P-19-06.base',
  COMPLEX: 'P-19-06.complex',
  ART158: 'P-19-06.art158',
  TEN_YEARS: 'P-19-06.tenYears',
}

/** Criminal Procedure Law arts. 156 to 160. Each end counts all months from the arrest or the restart. */
export const investigationCustody = defineFunction({
  name: 'criminalFile.investigationCustody',
  question: { zh: '侦查羁押期限何时届满？', en: 'When does custody during investigation end?' },
  rules: ['R19-41', 'R19-42', 'X-03', 'X-06', 'O-02'],
  parameters: [...STAGES.map((stage) => STAGE_PARAMETERS[stage]), 'PA-R19-41.requestBefore', 'PA-O-02.alarmBefore'],
  reasons: [],
  errors: ['DEADLINE_ORDER', 'LIMIT_EXCEEDED', 'STATE_EXTENSION_ORDER'],
  decisiveDate: 'arrestedOn',
  input: object({
    arrestedOn: date(),
    /** Discovery of a new important crime, or identification. */
    restartedOn: nullable(date()),
    extensions: list(enumeration(EXTENSIONS)),
  }),
  output: object({
    endOn: date(),
    alarmOn: date(),
    stages: list(object({ stage: enumeration(STAGES), endOn: date(), requestExtensionBy: date(), alarmOn: date() })),
  }),
  evaluate({ arrestedOn, restartedOn, extensions }, law) {
    if (restartedOn !== null && restartedOn < arrestedOn) {
      throw new LawError('DEADLINE_ORDER', '/restartedOn', { earlier: 'arrestedOn' })
    }
    const misplaced = extensions.findIndex((extension, index) => extension !== EXTENSIONS[index])
    if (misplaced >= 0) {
      throw new LawError('STATE_EXTENSION_ORDER', `/extensions/${misplaced}`, {
        expected: EXTENSIONS[misplaced] ?? 'none',
      })
    }
    const start = restartedOn ?? arrestedOn
    const requestBefore = law.count('PA-R19-41.requestBefore', 'day')
    const alarmBefore = law.count('PA-O-02.alarmBefore', 'day')
    let months = 0
    const stageOf = (stage: Stage) => {
      months += law.count(STAGE_PARAMETERS[stage], 'month')
      const endOn = addCriminalMonths(start, months)
      return { stage, endOn, requestExtensionBy: addDays(endOn, -requestBefore), alarmOn: addDays(endOn, -alarmBefore) }
    }
    const base = stageOf('BASE')
    const stages = [base, ...extensions.map(stageOf)]
    const { endOn, alarmOn } = stages.at(-1) ?? base
    return { endOn, alarmOn, stages }
  },
})
