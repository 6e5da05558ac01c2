import { readFileSync } from 'node:fs'
import { CodecError, object, string } from '@xiezhi/codec'
import { CreditCheckError } from '@xiezhi/credit-check'
import type { Person } from '@xiezhi/credit-check'
import { CliError } from '../../cli-error.ts'

const STANDARD_INPUT = 0
const text = string({ bytesMax: 512 })
const personSchema = object({ certificateType: text, certificateNumber: text, name: text })

/** From a file or standard input: numbers and names do not belong into command lines. @throws CliError CREDIT_PERSON */
export function readPerson(file: string): Person {
  try {
    return personSchema.parse(JSON.parse(readFileSync(file === '-' ? STANDARD_INPUT : file, 'utf8')))
  } catch (error) {
    const reason =
      error instanceof CodecError || (error instanceof Error && 'code' in error) ? String(error.code) : 'JSON'
    throw new CliError('CREDIT_PERSON', 'DATA', { reason })
  }
}

/** What the package refuses, as an error of this program. */
export function creditRefusal(error: unknown): unknown {
  return error instanceof CreditCheckError ? new CliError('CREDIT_CHECK', 'DATA', { reason: error.code }, error) : error
}
