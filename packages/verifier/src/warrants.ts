import { accreditationKeys, EvidenceError, readAccreditation, readPolicy, recordObject } from '@xiezhi/evidence'
import type { Accreditation, Bundle, RecordKeys, ZoneEvidence } from '@xiezhi/evidence'
import { judgeAccreditation } from './accreditation.ts'
import type { CheckList } from './checks.ts'
import { judgePolicy } from './policy.ts'
import type { ProvedPolicy } from './policy.ts'
import type { Statement } from './verdict.ts'
import { objectField, valueOf } from './zone-records.ts'

/** By which right it was asked and by which policy answered, as far as the bundle shows it. */
export interface Warrants {
  readonly keys: RecordKeys
  readonly accreditation: Accreditation | null
  /** Null: the answer names none. */
  readonly policy: ProvedPolicy | null
}

export const NO_WARRANTS: Warrants = { keys: { asker: [], answerer: [] }, accreditation: null, policy: null }

/** Only `court` names the officer and what was asked; version 1 has no place for warrants. */
export function hasWarrants({ version, profile }: Bundle): boolean {
  return version > 1 && profile === 'court'
}

/** Finds the rows by the names in request and answer. Undefined after a failed check. */
export function warrantsOf(bundle: Bundle, checks: CheckList): Warrants | undefined {
  if (!hasWarrants(bundle)) return NO_WARRANTS
  const { about, asker, answerer } = bundle
  const accreditation = found(asker, checks, () => readAccreditation(asker, about.dispatchId))
  const policy = found(answerer, checks, () => policyOf(bundle))
  if (accreditation === undefined || policy === undefined) return undefined
  const keys = {
    asker: accreditationKeys(accreditation.ids),
    answerer: policy === null ? [] : [policy.key],
  }
  return { keys, accreditation, policy }
}

export function judgeWarrants(
  bundle: Bundle,
  { accreditation, policy }: Warrants,
  checks: CheckList,
): Pick<Statement, 'asker' | 'policy'> {
  if (accreditation === null) return { asker: null, policy: null }
  return {
    asker: judgeAccreditation(bundle, accreditation, checks),
    policy: judgePolicy(bundle, policy, checks),
  }
}

/** Rows are looked up by what other rows name: one that is not there makes the set incomplete. */
function found<T>({ chainId }: ZoneEvidence, checks: CheckList, read: () => T): T | undefined {
  let value: T | undefined
  try {
    value = read()
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    const { reason, ...facts } = error.facts
    const detail = reason === undefined ? {} : { detail: reason }
    const id = error.code === 'RECORD_ABSENT' ? 'record-set' : 'record-shape'
    checks.record(id, chainId, false, { ...facts, ...detail, reason: error.code })
  }
  return value
}

/** @throws EvidenceError */
function policyOf({ about, answerer }: Bundle): ProvedPolicy | null {
  const key = `query/answer/${answerer.clientId}/${about.dispatchId}`
  const { policyId: id, policyVersion: version } =
    objectField(recordObject(key, valueOf(answerer, key)), 'result') ?? {}
  if (id === null && version === null) return null
  if (typeof id !== 'string' || typeof version !== 'number')
    throw new EvidenceError('RECORD_SHAPE', { key, reason: 'policy of the result' })
  return readPolicy(answerer, { id, version })
}
