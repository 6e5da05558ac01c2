import type { Json } from '@xiezhi/codec'

/** Why a check was refused or a file not believed. Part of the interface: append, never rename. */
export const CREDIT_CHECK_CODES = [
  'CERTIFICATE_TYPE',
  'CERTIFICATE_NUMBER',
  'NAME_MISSING',
  'NAME_FORM',
  'KEY_BYTES',
  'SET_FORMAT',
  'SET_BYTES',
  'SET_SIGNATURE',
  'SET_SIGNER_UNKNOWN',
  'SET_DIGEST',
  'SET_ORDER',
  'SET_EXPIRED',
  'SET_KEY',
  'SET_TERM',
  'EVALUATIONS_TOO_FAST',
  'EVALUATIONS_TOO_MANY',
  'REQUEST_FORM',
  'RESULT_FORM',
  'TRUST_FORM',
  'SET_AGED',
  'CHANGED_FORM',
] as const
export type CreditCheckCode = (typeof CREDIT_CHECK_CODES)[number]

export type CreditCheckFacts = Readonly<Record<string, Json>>

/** The only error of this package. Facts hold codes, counts, sizes and digests: never a person, a number, a token or a key. */
export class CreditCheckError extends Error {
  override readonly name = 'CreditCheckError'
  readonly code: CreditCheckCode
  readonly facts: CreditCheckFacts

  constructor(code: CreditCheckCode, facts: CreditCheckFacts = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.facts = facts
  }
}
