import { array, enumeration, integer, nullable, object, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { civilDate, code, creditCode, digest, randomId, shortId } from '../ids.ts'
import {
  FACTORS,
  filedFields,
  GROUNDS,
  openFields,
  REVOCATIONS,
  SOURCE_KINDS,
  STANDARDS_PER_PLATFORM_MAX,
} from './state.ts'

/** Records a platform as it is filed; a later record replaces it, and the earlier stays in the blocks. */
export const recordPlatformSchema = object({
  platformId: shortId,
  operatorCode: creditCode,
  filingNumber: nullable(string({ bytesMin: 4, bytesMax: 96 })),
  standards: array(code, { max: STANDARDS_PER_PLATFORM_MAX }),
  appraisalDigest: nullable(digest),
})
export type RecordPlatform = Infer<typeof recordPlatformSchema>

/** Deposits a digest. The file, its name and the notes stay with the submitter. */
export const depositFileSchema = object({ ...openFields, ...filedFields })
export type DepositFile = Infer<typeof depositFileSchema>

export const revokeDepositSchema = object({ depositId: randomId, reason: enumeration(REVOCATIONS) })
export type RevokeDeposit = Infer<typeof revokeDepositSchema>

/** Contests a deposit with reasons (在线诉讼规则 17, 18). */
export const contestDepositSchema = object({
  depositId: randomId,
  ground: enumeration(GROUNDS),
  factors: array(enumeration(FACTORS), { max: FACTORS.length }),
  reasonsDigest: digest,
})
export type ContestDeposit = Infer<typeof contestDepositSchema>

/** The judge requires what shows the time before the chain (在线诉讼规则 18). */
export const orderSourceSchema = object({
  depositId: randomId,
  kinds: array(enumeration(SOURCE_KINDS), { min: 1, max: SOURCE_KINDS.length }),
  orderDigest: digest,
  dueAtMs: integer({ min: 1 }),
})
export type OrderSource = Infer<typeof orderSourceSchema>

export const answerSourceOrderSchema = object({
  depositId: randomId,
  order: integer({ min: 1 }),
  answers: array(object({ kind: enumeration(SOURCE_KINDS), digest }), { min: 1, max: SOURCE_KINDS.length }),
})
export type AnswerSourceOrder = Infer<typeof answerSourceOrderSchema>

/** The judge confirms the authenticity or does not; no program does. */
export const decideAuthenticitySchema = object({
  depositId: randomId,
  confirmed: enumeration(['CONFIRMED', 'NOT_CONFIRMED']),
  factors: array(enumeration(FACTORS), { max: FACTORS.length }),
  corroboration: nullable(digest),
  crossExaminedOn: civilDate,
  decisionDigest: digest,
})
export type DecideAuthenticity = Infer<typeof decideAuthenticitySchema>
