import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { actId } from '../../ids.ts'
import type { AuthorityPorts } from '../ports.ts'
import { proposals } from '../state.ts'
import type { Proposal } from '../state.ts'

/** Due effect at the end of a proposal's term. */
export const EXPIRY = 'proposal'

export function forgets(ports: AuthorityPorts, type: string): readonly string[] {
  return ports.messageOf(type)?.forgets ?? []
}

/**
 * A proposal that nobody can sign any more, without what a person is found by (个保法 47). Its digest stands: whoever has the
 * content, from the block in which it was proposed, can tell that it is what was signed.
 */
export function withoutPersons(ports: AuthorityPorts, proposal: Proposal): Proposal {
  const { type, value } = proposal
  if (!isRecord(value)) return proposal
  const lost = forgets(ports, type).filter((field) => Object.hasOwn(value, field))
  if (lost.length === 0) return proposal
  const kept = Object.fromEntries(Object.entries(value).filter(([field]) => !lost.includes(field)))
  return { ...proposal, value: kept, forgotten: lost }
}

/** Signed by no second person in its term. Its state stays: it ended by the passing of time. */
export function forgetExpired(ports: AuthorityPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const proposalId = actId.parse(item)
    const found = proposals(ctx.store).get(proposalId)
    if (found?.state === 'OPEN') proposals(ctx.store).set(proposalId, withoutPersons(ports, found))
  }
}

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
