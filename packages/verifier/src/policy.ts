import type { AccessPolicy, AccessRule, Bundle, JsonObject } from '@xiezhi/evidence'
import { policyKeyOf } from '@xiezhi/evidence'
import type { CheckList } from './checks.ts'
import type { Check, CheckId, PolicyStatement } from './verdict.ts'
import { objectField, readRecord } from './zone-records.ts'

export interface ProvedPolicy {
  readonly key: string
  readonly policy: AccessPolicy
  readonly height: number
}

/** Record type that port `xz.query.v1` asks about. */
const RECORD_TYPE = 'lawyerCredential'

/**
 * Whether the policy that the answer names bears out that it was answered, or refused for that reason. The assurance that
 * the answering ledger counted for the asking one is its own word: a rule that demands more may have refused by it.
 */
export function judgePolicy(
  { about, answerer }: Bundle,
  proved: ProvedPolicy | null,
  checks: CheckList,
): PolicyStatement | null {
  const answer = readRecord(answerer, `query/answer/${answerer.clientId}/${about.dispatchId}`, checks)
  const result = answer === undefined ? undefined : objectField(answer, 'result')
  if (answer === undefined || result === undefined) return null
  const refusal = typeof result['refusal'] === 'string' ? result['refusal'] : null
  const record = (id: CheckId, facts: Check['facts'], reason: string | null): void => {
    checks.record(id, answerer.chainId, reason === null, reason === null ? facts : { ...facts, reason })
  }
  const seen = refusal ?? 'answered'
  if (proved === null) {
    record('policy-decision', { seen }, refusal === 'NO_POLICY' ? null : 'POLICY_NOT_NAMED')
    return null
  }
  const { policy, height } = proved
  const { id, version, effectiveFromMs, source } = policy
  const named = { policy: `${id}/${version}` }
  const { height: actHeight } = result
  const isAfter = typeof actHeight === 'number' && height >= actHeight
  record('state-after-act', { height }, isAfter ? null : 'STATE_BEFORE_ACT')
  record('policy-in-force', { ...named, fromAtMs: effectiveFromMs }, forceFlaw(proved, result))
  record('policy-decision', { ...named, seen }, decisionFlaw(policy, answer, refusal))
  return { id, version, effectiveFromMs, source }
}

function forceFlaw({ key, policy }: ProvedPolicy, result: JsonObject): string | null {
  const { id, version, effectiveFromMs, enactedAtMs } = policy
  const isNamed = id === result['policyId'] && version === result['policyVersion'] && key === policyKeyOf(policy)
  if (!isNamed) return 'POLICY_OF_ANOTHER_NAME'
  const { decidedAtMs } = result
  const isInForce = typeof decidedAtMs === 'number' && effectiveFromMs <= decidedAtMs && enactedAtMs <= decidedAtMs
  return isInForce ? null : 'POLICY_NOT_IN_FORCE'
}

/** Null: the policy leads to what was done. Else the reason for which it denies, or that it does not refuse so. */
function decisionFlaw({ rules }: AccessPolicy, answer: JsonObject, refusal: string | null): string | null {
  const own = rules.filter(({ client }) => client === answer['client']).map((rule) => refusalBy(rule, answer))
  const allowed = own.includes(null)
  const denial = own.find((one) => one !== null)
  if (refusal === null) return allowed ? null : (denial ?? 'CLIENT_NOT_ALLOWED')
  // A zone without the register refuses what the policy allows.
  if (allowed && refusal === 'RECORD_TYPE_NOT_ALLOWED') return null
  const [first] = own
  const expected = first === undefined ? 'CLIENT_NOT_ALLOWED' : (first ?? 'ASSURANCE_TOO_LOW')
  return refusal === expected ? null : 'REFUSAL_NOT_BY_POLICY'
}

/** The first condition that the question does not meet, in the order in which the ledger asks; assurance apart. */
function refusalBy(rule: AccessRule, { organisation, role, question }: JsonObject): string | null {
  const { purpose, legalBasis, caseRef } = objectField({ question: question ?? null }, 'question') ?? {}
  const lists = (list: readonly string[], value: unknown): boolean => list.some((entry) => entry === value)
  if (!lists(rule.organisations, organisation)) return 'ORGANISATION_NOT_ALLOWED'
  if (!lists(rule.roles, role)) return 'ROLE_NOT_ALLOWED'
  if (!lists(rule.purposes, purpose)) return 'PURPOSE_NOT_ALLOWED'
  if (!lists(rule.legalBases, legalBasis)) return 'LEGAL_BASIS_NOT_ALLOWED'
  if (!lists(rule.recordTypes, RECORD_TYPE)) return 'RECORD_TYPE_NOT_ALLOWED'
  return rule.caseRequired && typeof caseRef !== 'string' ? 'CASE_REQUIRED' : null
}
