import { expect } from 'vitest'
import type { SignerErrorCode } from '../signer-error.ts'

/** Matches the refusal with this code and, if given, exactly these facts. */
export function refusal(code: SignerErrorCode, facts?: Readonly<Record<string, unknown>>): Error {
  return expect.objectContaining({ code, ...(facts === undefined ? {} : { facts }) }) as Error
}
