import { array, enumeration, integer, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { civilDate, code, digest, shortId } from '../ids.ts'
import {
  anchorSchema,
  CALENDAR_DAYS_MAX,
  instant,
  MIGRATIONS,
  moduleVersions,
  parameterKey,
  parameterValue,
  policyRulesSchema,
  source,
  VALIDATOR_POWER_MAX,
  validatorKey,
} from './state.ts'

/** Enacts the value of a parameter from a civil day on. Two persons. */
export const setParameterSchema = object({
  key: parameterKey,
  value: parameterValue,
  unit: string({ bytesMax: 32 }),
  effectiveFrom: civilDate,
  /** Whether a case filed before keeps the value of its first day. */
  migration: enumeration(MIGRATIONS),
  source,
})
export type SetParameter = Infer<typeof setParameterSchema>

/** Enacts a version of an access policy. Two persons. */
export const setAccessPolicySchema = object({
  id: shortId,
  /** One above the last. */
  version: integer({ min: 1 }),
  rules: policyRulesSchema,
  /** Null: from the stamp on. */
  effectiveFromMs: nullable(instant),
  source,
})
export type SetAccessPolicy = Infer<typeof setAccessPolicySchema>

/** Names a header from which a light client of another zone may start. Two trust officers. */
export const establishAnchorSchema = object({
  anchorId: shortId,
  chainId: anchorSchema.fields.chainId,
  height: anchorSchema.fields.height,
  headerHash: digest,
  validatorsHash: digest,
  /** Null: from the stamp on. */
  effectiveFromMs: nullable(instant),
  source,
})
export type EstablishAnchor = Infer<typeof establishAnchorSchema>

export const withdrawAnchorSchema = object({
  anchorId: shortId,
  /** Null: at the stamp. */
  withdrawnFromMs: nullable(instant),
})
export type WithdrawAnchor = Infer<typeof withdrawAnchorSchema>

/** From a civil day on the law book with this digest is applied. Two persons. */
export const activateLawSchema = object({ parameterVersion: digest, effectiveFrom: civilDate, source })
export type ActivateLaw = Infer<typeof activateLawSchema>

/** The holidays of a year (国务院办公厅节假日安排). Two persons. */
export const activateCalendarYearSchema = object({
  year: integer({ min: 1949, max: 9_999 }),
  version: string({ bytesMin: 1, bytesMax: 64 }),
  /** Of the notice as it was published. */
  digest,
  offDays: array(civilDate, { max: CALENDAR_DAYS_MAX }),
  makeUpWorkdays: array(civilDate, { max: CALENDAR_DAYS_MAX }),
  effectiveFrom: civilDate,
  source,
})
export type ActivateCalendarYear = Infer<typeof activateCalendarYearSchema>

/** A validator joins, or has another voting power. Two persons. */
export const setValidatorSchema = object({
  publicKey: validatorKey,
  power: integer({ min: 1, max: VALIDATOR_POWER_MAX }),
  name: shortId,
  source,
})
export type SetValidator = Infer<typeof setValidatorSchema>

/** A validator leaves. Two persons. */
export const removeValidatorSchema = object({ publicKey: validatorKey, source })
export type RemoveValidator = Infer<typeof removeValidatorSchema>

/** From a height on the blocks are executed by a program with these module versions. The last plan counts. Two persons. */
export const planUpgradeSchema = object({ height: integer({ min: 1 }), modules: moduleVersions, source })
export type PlanUpgrade = Infer<typeof planUpgradeSchema>

/** An officer of the owning role takes the alarm. */
export const takeAlarmSchema = object({ alarmId: shortId })
export type TakeAlarm = Infer<typeof takeAlarmSchema>

/** Who has taken it, or answers for that officer now, says what was done. */
export const closeAlarmSchema = object({ alarmId: shortId, resolution: code })
export type CloseAlarm = Infer<typeof closeAlarmSchema>
