import { CodecError } from '@xiezhi/codec'
import type { ReadContext } from '@xiezhi/kernel'
import { onceFor } from '../../once-for.ts'
import type { OrderPorts } from '../ports.ts'
import { orderPolicySchema } from '../state.ts'
import type { InstrumentHead, OrderPolicy } from '../state.ts'

export interface OrderAccess {
  /** Null: the order is taken. */
  readonly refusal: string | null
  readonly policyId: string | null
  readonly policyVersion: number | null
}

export interface OrderRequest {
  readonly client: string
  readonly institution: string
  readonly asset: string | null
  readonly instrument: InstrumentHead
}

const ASSURANCE_ORDER = ['attested', 'institution', 'consensus'] as const

/** Decides whose orders an institution takes (rule X-70, competence). Whatever no rule of the policy allows is refused. */
export function decideOrder(ctx: ReadContext, ports: OrderPorts, request: OrderRequest): OrderAccess {
  const document = ports.orderPolicy(ctx)
  const policy = typeof document === 'object' && document !== null ? readPolicy(document) : undefined
  if (policy === undefined) return { refusal: 'NO_POLICY', policyId: null, policyVersion: null }
  // An unknown client states nothing at all, which no rule accepts.
  const level = ports.clients.assurance(ctx, request.client)?.level
  const refusals = policy.rules
    .filter(({ client }) => client === request.client)
    .map((rule) => refusalBy(rule, request, level))
  const allowed = refusals.includes(null)
  return {
    refusal: allowed ? null : (refusals[0] ?? 'CLIENT_NOT_ALLOWED'),
    policyId: policy.id,
    policyVersion: policy.version,
  }
}

function refusalBy(
  rule: OrderPolicy['rules'][number],
  { institution, asset, instrument }: OrderRequest,
  level: (typeof ASSURANCE_ORDER)[number] | undefined,
): string | null {
  if (!rule.organisations.includes(instrument.organisation)) return 'ORGANISATION_NOT_ALLOWED'
  if (!rule.institutions.includes(institution)) return 'INSTITUTION_UNKNOWN'
  if (!rule.instruments.includes(instrument.kind)) return 'INSTRUMENT_NOT_ALLOWED'
  if (asset !== null && !(rule.assets as readonly string[]).includes(asset)) return 'ASSET_NOT_ALLOWED'
  const enough = level !== undefined && ASSURANCE_ORDER.indexOf(level) >= ASSURANCE_ORDER.indexOf(rule.assuranceMin)
  return enough ? null : 'ASSURANCE_TOO_LOW'
}

// A policy that cannot be read allows nothing.
const readPolicy = onceFor((document: object): OrderPolicy | undefined => {
  try {
    return orderPolicySchema.parse(document)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
})
