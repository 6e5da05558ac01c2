import type { ReadContext } from '@xiezhi/kernel'
import { decideBy } from '../../access-policy.ts'
import type { Access, PolicyRule } from '../../access-policy.ts'
import type { OrderPorts } from '../ports.ts'
import type { InstrumentHead } from '../state.ts'

export interface OrderRequest {
  readonly client: string
  readonly institution: string
  readonly asset: string | null
  readonly instrument: InstrumentHead
}

/** Decides whose orders an institution takes (rule X-70, competence). Whatever no rule of the policy allows is refused. */
export function decideOrder(ctx: ReadContext, ports: OrderPorts, request: OrderRequest): Access<string> {
  const { client } = request
  const level = ports.clients.assurance(ctx, client)?.level
  const access = decideBy(ports.orderPolicy(ctx), { client, level }, (rule) => refusalBy(rule, request))
  if (access.refusal !== null || ports.isInstitution(ctx, request.institution)) return access
  return { ...access, refusal: 'INSTITUTION_UNKNOWN' }
}

function refusalBy(rule: PolicyRule, { asset, instrument }: OrderRequest): string | null {
  if (!rule.organisations.includes(instrument.organisation)) return 'ORGANISATION_NOT_ALLOWED'
  if (!instrument.signers.every(({ role }) => rule.roles.includes(role))) return 'ROLE_NOT_ALLOWED'
  if (!rule.purposes.includes(instrument.kind)) return 'INSTRUMENT_NOT_ALLOWED'
  return asset === null || rule.recordTypes.includes(asset) ? null : 'ASSET_NOT_ALLOWED'
}
