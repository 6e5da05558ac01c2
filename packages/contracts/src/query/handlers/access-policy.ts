import { CodecError } from '@xiezhi/codec'
import type { ReadContext } from '@xiezhi/kernel'
import { onceFor } from '../../once-for.ts'
import type { QueryPorts } from '../ports.ts'
import { accessPolicySchema, RECORD_TYPE } from '../state.ts'
import type { AccessPolicy, Refusal } from '../state.ts'

export interface Access {
  /** Null: the question may be answered. */
  readonly refusal: Refusal | null
  readonly policyId: string | null
  readonly policyVersion: number | null
}

export interface AccessRequest {
  readonly client: string
  readonly organisation: string
  readonly role: string
  readonly purpose: string
  readonly legalBasis: string
  readonly caseRef: string | null
}

const ASSURANCE_ORDER = ['attested', 'institution', 'consensus'] as const

/** Decides who is answered (rulebook 2.9). Whatever no rule of the policy in force allows is refused. */
export function decideAccess(ctx: ReadContext, ports: QueryPorts, request: AccessRequest): Access {
  const policy = policyInForce(ctx, ports)
  if (policy === undefined) return { refusal: 'NO_POLICY', policyId: null, policyVersion: null }
  // An unknown client states nothing at all, which no rule accepts.
  const level = ports.clients.assurance(ctx, request.client)?.level
  const refusals = policy.rules
    .filter(({ client }) => client === request.client)
    .map((rule) => refusalBy(rule, request, level))
  const allowed = refusals.some((refusal) => refusal === null)
  return {
    refusal: allowed ? null : (refusals[0] ?? 'CLIENT_NOT_ALLOWED'),
    policyId: policy.id,
    policyVersion: policy.version,
  }
}

function refusalBy(
  rule: AccessPolicy['rules'][number],
  { organisation, role, purpose, legalBasis, caseRef }: AccessRequest,
  level: (typeof ASSURANCE_ORDER)[number] | undefined,
): Refusal | null {
  if (!rule.organisations.includes(organisation)) return 'ORGANISATION_NOT_ALLOWED'
  if (!rule.roles.includes(role)) return 'ROLE_NOT_ALLOWED'
  if (!rule.purposes.includes(purpose)) return 'PURPOSE_NOT_ALLOWED'
  if (!rule.legalBases.includes(legalBasis)) return 'LEGAL_BASIS_NOT_ALLOWED'
  if (!rule.recordTypes.includes(RECORD_TYPE)) return 'RECORD_TYPE_NOT_ALLOWED'
  if (rule.caseRequired && caseRef === null) return 'CASE_REQUIRED'
  const enough = level !== undefined && ASSURANCE_ORDER.indexOf(level) >= ASSURANCE_ORDER.indexOf(rule.assuranceMin)
  return enough ? null : 'ASSURANCE_TOO_LOW'
}

function policyInForce(ctx: ReadContext, ports: QueryPorts): AccessPolicy | undefined {
  const document = ports.accessPolicy(ctx)
  return typeof document === 'object' && document !== null ? readPolicy(document) : undefined
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
