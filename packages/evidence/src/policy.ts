import { array, boolean, integer, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import type { ZoneEvidence } from './bundle.ts'
import { EvidenceError } from './evidence-error.ts'
import { part } from './part-schema.ts'
import { parseRecord } from './records.ts'

const text = string({ bytesMin: 1, bytesMax: 300 })
const names = (max: number): ReturnType<typeof array<string>> => array(text, { max })
const ruleSchema = part({
  client: text,
  organisations: names(512),
  roles: names(64),
  purposes: names(64),
  legalBases: names(64),
  recordTypes: names(64),
  caseRequired: boolean(),
  assuranceMin: text,
})
const policySchema = part({
  id: text,
  version: integer({ min: 1 }),
  rules: array(ruleSchema, { max: 64 }),
  effectiveFromMs: integer({ min: 0 }),
  enactedAtMs: integer({ min: 0 }),
  source: text,
})
/** One version of the access policy of the answering authority, as its governance recorded it. */
export type AccessPolicy = Infer<typeof policySchema>
export type AccessRule = AccessPolicy['rules'][number]

/** Versions stand in the order in which they take effect; none is ever changed. */
export function policyKeyOf({
  id,
  version,
  effectiveFromMs,
}: Pick<AccessPolicy, 'id' | 'version' | 'effectiveFromMs'>): string {
  return `${policyPrefix(id)}${String(effectiveFromMs).padStart(16, '0')}${policySuffix(version)}`
}

const policyPrefix = (id: string): string => `governance/policy/${id}/`
const policySuffix = (version: number): string => `/${String(version).padStart(6, '0')}`

/** The version that an answer names. @throws EvidenceError RECORD_ABSENT, RECORD_SHAPE */
export function readPolicy(
  { records }: ZoneEvidence,
  { id, version }: Pick<AccessPolicy, 'id' | 'version'>,
): { readonly key: string; readonly policy: AccessPolicy; readonly height: number } {
  const [prefix, suffix] = [policyPrefix(id), policySuffix(version)]
  const record = records.find(({ key }) => key.startsWith(prefix) && key.endsWith(suffix))
  if (record === undefined) throw new EvidenceError('RECORD_ABSENT', { key: `${prefix}*${suffix}` })
  const { key, value, height } = record
  return { key, policy: parseRecord(policySchema, key, value), height }
}
