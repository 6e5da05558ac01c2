import type { AcceptancePolicy } from '@xiezhi/institution-service'
import type { InstitutionConfig } from '../config.ts'

/** Where an institution has said nothing: what only looks, and what controls an amount (rule R31-03). */
const DEFAULT: NonNullable<InstitutionConfig['automatic']> = ['QUERY', 'FREEZE']

/** What a program accepts for an institution; everything else waits for a person. */
export function acceptanceOf({ automatic = DEFAULT }: InstitutionConfig): AcceptancePolicy {
  const kinds: readonly string[] = automatic
  return {
    decide: ({ effect }) => {
      // A thing that is controlled as a whole is no amount.
      const kind = effect.action === 'FREEZE' && effect.whole ? 'FREEZE_WHOLE' : effect.action
      return { kind: kinds.includes(kind) ? 'accept' : 'person' }
    },
  }
}
