import { Type } from 'typebox'
import type { Static } from 'typebox'
import { ID_TYPES } from './enforcement-scalars.ts'
import { nullable, oneOf, text, textState } from './scalars.ts'

export const CREDIT_ENTRY_STATES = [
  'DECIDED',
  'SERVED',
  'PUBLISHED',
  'SUSPENDED',
  'RESTRUCTURING',
  'DELETION_DUE',
] as const
export const CREDIT_ENDS = ['DELETED', 'EARLY_DELETED', 'WITHDRAWN', 'LIFTED', 'REPAIRED'] as const
/** How grave a failure is (R26-05); a court's list counts as serious. */
export const REPAIR_GRADES = ['MINOR', 'GENERAL', 'SERIOUS'] as const
export const LIFT_GROUNDS = ['SERIOUS_ILLNESS', 'FUNERAL', 'OFFICIAL_DUTY', 'EXAM', 'OTHER'] as const
export const EXTENSION_GROUNDS = ['NONE', 'SERIOUS_VIOLENCE_OR_THREAT', 'SEVERAL_BREACHES'] as const
export const CO_SUBJECT_ROLES = [
  'LEGAL_REPRESENTATIVE',
  'MAIN_RESPONSIBLE',
  'DIRECTLY_RESPONSIBLE',
  'ACTUAL_CONTROLLER',
] as const
export const OBJECTION_OUTCOMES = ['PENDING', 'UPHELD', 'REFUSED'] as const
/** What ends an entry (R20-85, R20-86). */
export const DELETION_EVENTS = [
  'PERFORMED',
  'SETTLEMENT_PERFORMED',
  'APPLICANT_ASKED_COURT_AGREED',
  'ROUND_ENDED_NO_ASSETS',
  'STAY_FOR_TRIAL_SUPERVISION',
  'BANKRUPTCY_ACCEPTED',
  'ENFORCEMENT_REFUSED',
  'ENFORCEMENT_TERMINATED',
  'TERM_EXPIRED',
] as const
export const CONSUMPTION_LIFTS = [
  'PERFORMED',
  'SECURITY_SUFFICIENT',
  'APPLICANT_CONSENT',
  'REPRESENTATIVE_CHANGED',
] as const
export const PERFORMANCES = ['NONE', 'PART'] as const
/** What a subscriber has of an entry. `LATE`: of a withdrawal without receipt after the hours or days of the law. */
export const PROPAGATION_STATES = ['SENT', 'DELIVERED', 'CONFIRMED', 'LATE'] as const
export const CREDIT_REQUEST_KINDS = ['OBJECTION', 'RECONSIDERATION', 'REPAIR'] as const
export const CREDIT_REQUEST_STATES = ['RECEIVED', 'REGISTERED', 'RETURNED', 'ENDED'] as const
/** Decisions on lists that wait for the second person. */
export const CREDIT_DECISIONS = [
  'LISTING',
  'CONSUMPTION_ORDER',
  'EXTENSION',
  'TEMPORARY_LIFT',
  'DELETION',
  'WITHDRAWAL',
  'CORRECTION',
  'LIFT',
  'REPAIR',
  'RESTRUCTURING',
  'RESTRUCTURING_END',
] as const

/** Item of article 1 of 法释〔2017〕7号. */
export const situation = Type.Integer({ minimum: 1, maximum: 6, title: '失信行为情形 / situation' })
/** Item of article 3 of 法释〔2015〕17号. */
export const category = Type.Integer({ minimum: 1, maximum: 9, title: '限制事项 / category of consumption' })
export const month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', title: '月份 / month' })
export const certificateNumber = Type.String({
  pattern: '^[0-9A-Za-z()-]{1,64}$',
  title: '证件号码 / certificate number',
})
export const personName = Type.String({ minLength: 1, maxLength: 120, title: '姓名或名称 / name' })
export const certificateType = oneOf(ID_TYPES)

/** From the vault: the name, and of the number the last places. */
export const creditPerson = Type.Object({
  name: nullable(text),
  nameState: textState,
  certificateType: nullable(certificateType),
  certificateNumberMasked: nullable(text),
})
export type CreditPerson = Static<typeof creditPerson>
