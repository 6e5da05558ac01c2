import { array, hexBytes, integer, refine, string } from '@xiezhi/codec'
import type { Schema } from '@xiezhi/codec'
import { bundledLaw, caseNumber as caseNumbers, LawError } from '@xiezhi/law'
import { isCivilDate } from '../words/date.ts'

/** 100 billion yuan: more than a document states, and cents of it are exact. */
export const CENTS_MAX = 10_000_000_000_000

/**
 * Printed text on one line. No control or format characters: with them the paper shows something else than the text
 * says. A blank is no value.
 */
function lineOf(bytesMax: number): Schema<string> {
  const pattern = /^[^\s\p{Cc}\p{Cf}\p{Co}](?:[^\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]*[^\s\p{Cc}\p{Cf}\p{Co}])?$/u
  return string({ bytesMin: 1, bytesMax, pattern })
}

export const name: Schema<string> = lineOf(180)
export const line: Schema<string> = lineOf(600)
export const paragraph: Schema<string> = lineOf(6_000)
export const paragraphs: Schema<readonly string[]> = array(paragraph, { min: 1, max: 20 })
export const lines: Schema<readonly string[]> = array(line, { min: 1, max: 30 })

export const civilDate: Schema<string> = refine(string({ bytesMin: 10, bytesMax: 10 }), isCivilDate, 'a civil date')
export const cents: Schema<number> = integer({ min: 0, max: CENTS_MAX })
export const sum: Schema<number> = integer({ min: 1, max: CENTS_MAX })
export const count: Schema<number> = integer({ min: 0, max: 1_000_000_000 })
export const digest: Schema<string> = string({ bytesMin: 68, bytesMax: 71, pattern: /^(sha256|sm3):[0-9a-f]{64}$/ })
/** 16 random bytes: without them a verification code could be found by trying out contents. */
export const documentId: Schema<string> = hexBytes(16)
/** Where anybody checks the document; printed at its foot. */
export const checkAddress: Schema<string> = string({ bytesMin: 4, bytesMax: 120, pattern: /^[\x21-\x7e]+$/ })

/** In the form of 法〔2015〕137号, with full-width brackets. */
export const caseNumber: Schema<string> = refine(
  string({ bytesMin: 8, bytesMax: 120 }),
  isCaseNumber,
  'a case number in its normal form',
)

function isCaseNumber(text: string): boolean {
  try {
    return caseNumbers.parse({ text }, bundledLaw).normalised === text
  } catch (error) {
    if (error instanceof LawError) return false
    throw error
  }
}
