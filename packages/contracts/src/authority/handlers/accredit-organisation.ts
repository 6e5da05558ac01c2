import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { chainOf, requireAdministrators, requireNarrower } from '../api.ts'
import { errors } from '../errors.ts'
import type { AccreditOrganisation } from '../messages.ts'
import { CHAIN_DEPTH_MAX, organisations } from '../state.ts'

/** Adds a link to the accreditation chain: narrower than the one above, within the depth. */
export const accreditOrganisation = {
  check(ctx: CheckContext, { organisation, parent, grant }: AccreditOrganisation): { readonly depth: number } {
    const above = chainOf(ctx, parent)[0]
    ensure(above !== undefined, errors.OrganisationUnknown, { organisation: parent })
    requireAdministrators(ctx, parent)
    ensure(!organisations(ctx.store).has(organisation), errors.OrganisationExists, { organisation })
    const depth = above.depth + 1
    ensure(depth <= CHAIN_DEPTH_MAX, errors.ChainTooDeep, { depthMax: CHAIN_DEPTH_MAX })
    requireNarrower(above.grant, grant)
    return { depth }
  },
  execute(ctx: TxContext, message: AccreditOrganisation, { depth }: { readonly depth: number }): undefined {
    const { organisation, parent } = message
    organisations(ctx.store).set(organisation, {
      ...message,
      depth,
      suspensions: [],
      accreditedAtMs: ctx.block.decidedAtMs,
    })
    ctx.emit({ type: 'OrganisationAccredited', data: { organisation, parent, depth } })
  },
}
