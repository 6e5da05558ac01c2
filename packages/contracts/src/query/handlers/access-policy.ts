import type { ReadContext } from '@xiezhi/kernel'
import { decideBy } from '../../access-policy.ts'
import type { Access, PolicyRule } from '../../access-policy.ts'
import type { QueryPorts } from '../ports.ts'
import { RECORD_TYPE } from '../state.ts'
import type { Refusal } from '../state.ts'

export interface AccessRequest {
  readonly client: string
  readonly organisation: string
  readonly role: string
  readonly purpose: string
  readonly legalBasis: string
  readonly caseRef: string | null
}

/** Decides who is answered (rulebook 2.9). Whatever no rule of the policy in force allows is refused. */
export function decideAccess(ctx: ReadContext, ports: QueryPorts, request: AccessRequest): Access<Refusal> {
  const { client } = request
  const level = ports.clients.assurance(ctx, client)?.level
  return decideBy(ports.accessPolicy(ctx), { client, level }, (rule) => refusalBy(rule, request))
}

function refusalBy(
  rule: PolicyRule,
  { organisation, role, purpose, legalBasis, caseRef }: AccessRequest,
): Refusal | null {
  if (!rule.organisations.includes(organisation)) return 'ORGANISATION_NOT_ALLOWED'
  if (!rule.roles.includes(role)) return 'ROLE_NOT_ALLOWED'
  if (!rule.purposes.includes(purpose)) return 'PURPOSE_NOT_ALLOWED'
  if (!rule.legalBases.includes(legalBasis)) return 'LEGAL_BASIS_NOT_ALLOWED'
  if (!rule.recordTypes.includes(RECORD_TYPE)) return 'RECORD_TYPE_NOT_ALLOWED'
  return rule.caseRequired && caseRef === null ? 'CASE_REQUIRED' : null
}
