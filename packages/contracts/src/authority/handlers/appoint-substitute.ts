import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { requireAdministrators } from '../api.ts'
import type { AppointSubstitute } from '../messages.ts'
import { checkParties, giveDelegation } from './delegate.ts'

/** For an officer who cannot sign: two persons of the organisation let another act within the absent officer's rights. */
export const appointSubstitute = {
  check(ctx: CheckContext, message: AppointSubstitute): null {
    requireAdministrators(ctx, message.organisation)
    checkParties(ctx, message)
    return null
  },
  execute(ctx: TxContext, message: AppointSubstitute): string {
    return giveDelegation(ctx, message, 'SUBSTITUTION')
  },
}
