import { LawError, limitOn } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { PersonalLimits } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'

/** How much the law of a day allows (R20-94). @throws GatewayError LAW_REFUSED */
export function limitsOn(law: LawBook, day: string): PersonalLimits {
  try {
    return {
      finePersonCents: limitOn(law, 'PX-R20-94.finePerson', 'cent', day),
      fineUnitMinCents: limitOn(law, 'PX-R20-94.fineUnitMin', 'cent', day),
      fineUnitMaxCents: limitOn(law, 'PX-R20-94.fineUnitMax', 'cent', day),
      detentionDays: limitOn(law, 'PX-R20-94.detention', 'day', day),
    }
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    throw new GatewayError('LAW_REFUSED', { code: error.code }, error)
  }
}
