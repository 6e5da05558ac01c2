import { array, boolean, CodecError, enumeration, integer, object } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { clientId, code, shortId } from './ids.ts'
import { onceFor } from './once-for.ts'

const ASSURANCE_ORDER = ['attested', 'institution', 'consensus'] as const
export type AssuranceLevel = (typeof ASSURANCE_ORDER)[number]

const ruleSchema = object({
  client: clientId,
  organisations: array(shortId, { max: 512 }),
  roles: array(code, { max: 16 }),
  /** Of a question; for an order the kinds of instrument. */
  purposes: array(code, { max: 32 }),
  legalBases: array(code, { max: 32 }),
  /** Of a question; for an order the kinds of property. */
  recordTypes: array(shortId, { max: 16 }),
  caseRequired: boolean(),
  assuranceMin: enumeration(ASSURANCE_ORDER),
})
export type PolicyRule = Infer<typeof ruleSchema>

/** Access policy in force at the receiver; everything it does not allow is refused (rulebook 2.9). */
export const accessPolicySchema = object({
  id: shortId,
  version: integer({ min: 1 }),
  rules: array(ruleSchema, { max: 32 }),
})
export type AccessPolicy = Infer<typeof accessPolicySchema>

export interface Access<R extends string> {
  /** Null: allowed. */
  readonly refusal: R | 'NO_POLICY' | 'CLIENT_NOT_ALLOWED' | 'ASSURANCE_TOO_LOW' | null
  readonly policyId: string | null
  readonly policyVersion: number | null
}

/** Judges by the rules for a client: one that refuses nothing allows; else the first refusal is told. */
export function decideBy<R extends string>(
  document: Json | undefined,
  { client, level }: { readonly client: string; readonly level: AssuranceLevel | undefined },
  refusalBy: (rule: PolicyRule) => R | null,
): Access<R> {
  const policy = typeof document === 'object' && document !== null ? readPolicy(document) : undefined
  if (policy === undefined) return { refusal: 'NO_POLICY', policyId: null, policyVersion: null }
  const refusals = policy.rules
    .filter((rule) => rule.client === client)
    .map((rule) => refusalBy(rule) ?? (isEnough(level, rule) ? null : ('ASSURANCE_TOO_LOW' as const)))
  return {
    refusal: refusals.includes(null) ? null : (refusals[0] ?? 'CLIENT_NOT_ALLOWED'),
    policyId: policy.id,
    policyVersion: policy.version,
  }
}

/** An unknown client states nothing at all, which no rule accepts. */
function isEnough(level: AssuranceLevel | undefined, { assuranceMin }: PolicyRule): boolean {
  return level !== undefined && ASSURANCE_ORDER.indexOf(level) >= ASSURANCE_ORDER.indexOf(assuranceMin)
}

// A policy that cannot be read allows nothing.
const readPolicy = onceFor((document: object): AccessPolicy | undefined => {
  try {
    return accessPolicySchema.parse(document)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
})
