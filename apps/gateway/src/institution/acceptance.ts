import type { AcceptancePolicy, ReceivedOrder } from '@xiezhi/institution-service'
import type { InstitutionConfig } from '../config.ts'

/** Where an institution has said nothing: what only looks, and what controls an amount (rule R31-03). */
const DEFAULT: NonNullable<InstitutionConfig['automatic']> = ['QUERY', 'FREEZE']

type Effect = Pick<ReceivedOrder['effect'], 'action' | 'whole'>

/** Whether a program accepts such an order for the institution; everything else waits for a person. */
export function isAcceptedAlone({ automatic = DEFAULT }: InstitutionConfig, { action, whole }: Effect): boolean {
  const kinds: readonly string[] = automatic
  // A thing that is controlled as a whole is no amount.
  return kinds.includes(action === 'FREEZE' && whole ? 'FREEZE_WHOLE' : action)
}

export function acceptanceOf(config: InstitutionConfig): AcceptancePolicy {
  return { decide: ({ effect }) => ({ kind: isAcceptedAlone(config, effect) ? 'accept' : 'person' }) }
}
