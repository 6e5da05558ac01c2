import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { organisationOf, requireAdministrators, requireNarrower } from '../api.ts'
import { errors } from '../errors.ts'
import type { OpenOffice } from '../messages.ts'
import { offices } from '../state.ts'

/** The last link of the chain above the officers. */
export const openOffice = {
  check(ctx: CheckContext, { organisation, office, grant }: OpenOffice): null {
    requireAdministrators(ctx, organisation)
    const above = organisationOf(ctx, organisation)
    ensure(above !== undefined, errors.OrganisationUnknown, { organisation })
    ensure(!offices(ctx.store).has(organisation, office), errors.OfficeExists, { organisation, office })
    requireNarrower(above.grant, grant)
    return null
  },
  execute(ctx: TxContext, message: OpenOffice): undefined {
    const { organisation, office } = message
    offices(ctx.store).set([organisation, office], { ...message, openedAtMs: ctx.block.decidedAtMs })
    ctx.emit({ type: 'OfficeOpened', data: { organisation, office } })
  },
}
