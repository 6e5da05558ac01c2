import { isCivilDate } from '@xiezhi/contracts/ids'
import { bundledLaw, caseNumber, LawError } from '@xiezhi/law'
import { CliError } from '../cli-error.ts'
import type { JsonObject, ZoneSession } from './zone-session.ts'

const CASE_REFERENCE = /^[0-9a-f]{32}$/
const LICENCE = /^\d{17}$/

/** @throws CliError LICENCE_INVALID */
export function licenceArgument(licence: string): string {
  if (!LICENCE.test(licence)) throw new CliError('LICENCE_INVALID', 'USAGE', { licence })
  return licence
}

/** @throws CliError DATE_INVALID */
export function dateArgument(date: string): string {
  if (!isCivilDate(date)) throw new CliError('DATE_INVALID', 'USAGE', { seen: date })
  return date
}

/** The pseudonymous reference of a case, given as such or by its number. @throws CliError */
export async function caseReferenceOf(court: ZoneSession, text: string): Promise<string> {
  if (CASE_REFERENCE.test(text)) return text
  const { courtCode, normalised } = parseNumber(text)
  if (courtCode === null) throw new CliError('CASE_NUMBER_INVALID', 'USAGE', { case: text, reason: 'LEGACY_FORM' })
  const found = await court.query('case/number', { courtCode, caseNumber: normalised })
  if (typeof found !== 'string') throw new CliError('CASE_UNKNOWN', 'DATA', { case: text })
  return found
}

export function parseNumber(text: string): { readonly courtCode: string | null; readonly normalised: string } {
  try {
    return caseNumber.parse({ text }, bundledLaw)
  } catch (error) {
    if (error instanceof LawError)
      throw new CliError('CASE_NUMBER_INVALID', 'USAGE', { case: text, reason: error.code }, error)
    throw error
  }
}

export interface CaseView {
  readonly case: JsonObject
  readonly parties: readonly JsonObject[]
  readonly agents: readonly JsonObject[]
  readonly notices: readonly JsonObject[]
}

/** A case with parties, agents and notices. @throws CliError CASE_UNKNOWN */
export async function readCase(court: ZoneSession, text: string): Promise<CaseView> {
  const found = await court.query('case/case', { caseRef: await caseReferenceOf(court, text) })
  if (found === null) throw new CliError('CASE_UNKNOWN', 'DATA', { case: text })
  return found as unknown as CaseView
}

/** Beijing time to the second. */
export { shanghaiTimestamp as instant } from '@xiezhi/contracts/ids'

/** A count from 1 to `max`. @throws CliError USAGE */
export function countArgument(text: string, max: number): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > max)
    throw new CliError('USAGE', 'USAGE', { reason: `a number from 1 to ${max} expected, seen ${text.slice(0, 20)}` })
  return count
}
