import type { LawReading } from '../law-book/law-reading.ts'
import type { CivilDate } from '../time/civil-date.ts'
import { endOfPeriod, PERIOD_PARAMETERS, type Period, type Regime } from './period.ts'

export const DEADLINE_NAMES = [
  'CIVIL_APPEAL_JUDGMENT',
  'CIVIL_APPEAL_RULING',
  'CRIMINAL_APPEAL_JUDGMENT',
  'CRIMINAL_APPEAL_RULING',
  'CIVIL_DEFENCE',
  'JUDICIAL_CONFIRMATION',
  'RESTORE_PERIOD_CIVIL',
  'RESTORE_PERIOD_CRIMINAL',
  'PROCURATORATE_COMMUTATION_OBJECTION',
  'FINAL_JUDGMENT_TO_EXECUTING_ORGAN',
  'BANK_OBJECTION_ANSWER',
  'CONDUCT_OBJECTION_DECISION',
  'CONDUCT_OBJECTION_RECONSIDERATION',
  'THIRD_PARTY_OBJECTION_SUIT',
  'DISTRIBUTION_PLAN_OBJECTION',
  'LISTING_RECONSIDERATION',
] as const
export type DeadlineName = (typeof DEADLINE_NAMES)[number]

interface NamedDeadline {
  readonly parameter: string
  readonly regime: Regime
}

const DEADLINES: Readonly<Record<DeadlineName, NamedDeadline>> = {
  CIVIL_APPEAL_JUDGMENT: { parameter: 'P-T-03', regime: 'CIVIL' },
  CIVIL_APPEAL_RULING: { parameter: 'P-T-04', regime: 'CIVIL' },
  CRIMINAL_APPEAL_JUDGMENT: { parameter: 'P-T-05', regime: 'CRIMINAL' },
  CRIMINAL_APPEAL_RULING: { parameter: 'P-T-06', regime: 'CRIMINAL' },
  CIVIL_DEFENCE: { parameter: 'P-T-07', regime: 'CIVIL' },
  JUDICIAL_CONFIRMATION: { parameter: 'P-T-08', regime: 'CIVIL' },
  RESTORE_PERIOD_CIVIL: { parameter: 'PA-X-08.civil', regime: 'CIVIL' },
  RESTORE_PERIOD_CRIMINAL: { parameter: 'PA-X-08.criminal', regime: 'CRIMINAL' },
  PROCURATORATE_COMMUTATION_OBJECTION: { parameter: 'PA-R19-07.objection', regime: 'CRIMINAL' },
  FINAL_JUDGMENT_TO_EXECUTING_ORGAN: { parameter: 'PA-R19-50', regime: 'CRIMINAL' },
  BANK_OBJECTION_ANSWER: { parameter: 'P-20-11', regime: 'CIVIL' },
  CONDUCT_OBJECTION_DECISION: { parameter: 'P-20-12.decide', regime: 'CIVIL' },
  CONDUCT_OBJECTION_RECONSIDERATION: { parameter: 'P-20-12.reconsider', regime: 'CIVIL' },
  THIRD_PARTY_OBJECTION_SUIT: { parameter: 'P-20-13', regime: 'CIVIL' },
  DISTRIBUTION_PLAN_OBJECTION: { parameter: 'P-20-29.objection', regime: 'CIVIL' },
  LISTING_RECONSIDERATION: { parameter: 'P-20-18.reconsider', regime: 'CIVIL' },
}

export const DEADLINE_PARAMETERS: readonly string[] = [
  ...PERIOD_PARAMETERS,
  ...DEADLINE_NAMES.map((name) => DEADLINES[name].parameter),
]

/** End of a named period that runs from `eventOn` (service, receipt, finality, end of the obstacle …). */
export function endOfDeadline(
  law: LawReading,
  deadline: DeadlineName,
  eventOn: CivilDate,
): Period & { readonly parameterKey: string } {
  const { parameter, regime } = DEADLINES[deadline]
  const length = law.count(parameter, 'day')
  return { ...endOfPeriod(law, { start: eventOn, length, unit: 'DAY', regime }), parameterKey: parameter }
}
