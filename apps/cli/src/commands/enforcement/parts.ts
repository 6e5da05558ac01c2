import { isCivilDate } from '@xiezhi/contracts/ids'
import type { OfficerKey } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { clientOn } from '../../config/alliance.ts'
import { newSalt, saltedDigest } from '../../zone/digest.ts'
import { caseReferenceOf } from '../../zone/subjects.ts'
import type { Workspace } from '../../zone/workspace.ts'
import type { JsonObject, ZoneSession } from '../../zone/zone-session.ts'

const YUAN = /^\d{1,12}(\.\d{1,2})?$/
const ID = /^[0-9a-f]{32}$/
const CENTS = 100

/** A sum of money in 分, given in yuan. @throws CliError USAGE */
export function centsArgument(text: string): number {
  if (!YUAN.test(text)) throw usage(`an amount in yuan expected, seen ${text.slice(0, 24)}`)
  const [whole = '0', part = ''] = text.split('.')
  return Number(whole) * CENTS + Number(part.padEnd(2, '0'))
}

/** 分 as yuan with two digits. */
export function yuan(cents: number): string {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** @throws CliError USAGE */
export function idArgument(text: string): string {
  if (!ID.test(text)) throw usage(`32 hexadecimal digits expected, seen ${text.slice(0, 40)}`)
  return text
}

export function usage(reason: string): CliError {
  return new CliError('USAGE', 'USAGE', { reason })
}

/** The part of a text such as `bank:DEPOSIT:400000:12`. @throws CliError USAGE */
export function partsOf(text: string, form: string, counts: readonly number[]): readonly string[] {
  const parts = text.split(':')
  if (!counts.includes(parts.length) || parts.includes('')) throw usage(`${form} expected, seen ${text.slice(0, 80)}`)
  return parts
}

/** Instant to the second, as registries count. @throws CliError USAGE */
export function secondArgument(text: string): number {
  const ms = Date.parse(text)
  if (!isCivilDate(text.slice(0, 10)) || !Number.isFinite(ms))
    throw usage(`an instant expected, such as 2026-01-05T10:02:11+08:00, seen ${text.slice(0, 40)}`)
  return Math.floor(ms / 1_000) * 1_000
}

export function enforcers(workspace: Workspace, court: string, two: boolean): readonly OfficerKey[] {
  const officer = (name: string): OfficerKey => workspace.officer('court', court, name)
  return two ? [officer('judge'), officer('enforcer')] : [officer('enforcer')]
}

/** The institutions' client on the court's ledger. @throws CliError NO_INSTITUTIONS */
export function institutionsClient(workspace: Workspace): string {
  return clientOn(workspace.alliance, workspace.zone('court').name, workspace.zone('institution').name)
}

/** The court's client on the institutions' ledger. @throws CliError NO_INSTITUTIONS */
export function courtClient(workspace: Workspace): string {
  return clientOn(workspace.alliance, workspace.zone('institution').name, workspace.zone('court').name)
}

export interface EnforcementView {
  readonly caseRef: string
  readonly enforcement: JsonObject
  readonly controls: readonly JsonObject[]
}

/** @throws CliError ENFORCEMENT_UNKNOWN, CASE_UNKNOWN */
export async function readEnforcement(court: ZoneSession, text: string): Promise<EnforcementView> {
  const caseRef = await caseReferenceOf(court, text)
  const found = await court.queryObject('enforcement/case', { caseRef })
  if (found === null) throw new CliError('ENFORCEMENT_UNKNOWN', 'DATA', { case: text })
  return { caseRef, ...(found as unknown as Omit<EnforcementView, 'caseRef'>) }
}

/** Digest of a document that an act typed in here stands for: salted, so that it cannot be guessed. */
export function typedDigest(name: string): string {
  return saltedDigest(newSalt(), 'document', name)
}
