import type { ReadContext } from '@xiezhi/kernel'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements, preservations } from '../state.ts'
import type { Enforcement } from '../state.ts'
import { claimOf } from './require-case.ts'
import { targetOf } from './target.ts'

/** What instruments are signed for: an enforcement, or a preservation that has not become one. */
export interface Bearer {
  readonly caseRef: string
  readonly organisation: string
  readonly state: Enforcement['state'] | 'PRESERVATION' | 'LIFTED'
  readonly currency: string
  /** What may be controlled today. */
  readonly targetCents: () => number
}

export function bearerOf(
  ctx: ReadContext,
  ports: Pick<EnforcementPorts, 'lawBook'>,
  caseRef: string,
): Bearer | undefined {
  const found = enforcements(ctx.store).get(caseRef)
  if (found !== undefined) {
    const { organisation, state } = found
    const targetCents = (): number => targetOf(ctx, ports, found).totalCents
    return { caseRef, organisation, state, currency: claimOf(ctx, found).currency, targetCents }
  }
  const preservation = preservations(ctx.store).get(caseRef)
  if (preservation === undefined) return undefined
  const { organisation, currency, amountCents } = preservation
  const state = preservation.state === 'OPEN' ? 'PRESERVATION' : 'LIFTED'
  return { caseRef, organisation, state, currency, targetCents: () => amountCents }
}
