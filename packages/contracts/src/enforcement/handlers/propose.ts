import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { LIVE_STATES, openProposals, PROPOSAL_KINDS, proposals } from '../state.ts'
import type { Control, Proposal } from '../state.ts'
import { controlsOf } from './require-case.ts'

type Asked = Pick<Proposal, 'kind' | 'keepCents' | 'reason' | 'rule' | 'dueOn'>

/** Puts a proposal before the judge; one that is open for the same measure and kind stands as it is. */
export function propose(ctx: TxContext, { caseRef, orderId, measureId }: Control, asked: Asked): void {
  if (measureId === null || openProposals(ctx.store).has(caseRef, measureId, asked.kind)) return
  const atMs = ctx.block.decidedAtMs
  const bytes = encodeCanonical({ caseRef, measureId, kind: asked.kind, atMs })
  const proposalId = hexEncode(ctx.crypto.sha256(bytes)).slice(0, 32)
  openProposals(ctx.store).set([caseRef, measureId, asked.kind], proposalId)
  proposals(ctx.store).set([caseRef, proposalId], {
    proposalId,
    caseRef,
    orderId,
    measureId,
    ...asked,
    state: 'OPEN',
    instrumentId: null,
    dismissal: null,
    proposedAtMs: atMs,
    endedAtMs: null,
  })
  const type = asked.kind === 'RENEW' ? 'RenewalProposed' : 'ReleaseProposed'
  ctx.emit({ type, data: { caseRef, proposalId, measureId, kind: asked.kind, reason: asked.reason } })
}

/** Release of every measure that stands is proposed; says of how many. */
export function proposeReleases(ctx: TxContext, caseRef: string, reason: string, rule: string): number {
  const live = controlsOf(ctx, caseRef).filter(({ state }) => LIVE_STATES.includes(state))
  for (const control of live) propose(ctx, control, { kind: 'RELEASE', keepCents: null, reason, rule, dueOn: null })
  return live.length
}

/** A proposal has been decided: signed or dismissed. */
export function endProposal(
  ctx: TxContext,
  proposal: Proposal,
  end: Pick<Proposal, 'state'> & Partial<Pick<Proposal, 'instrumentId' | 'dismissal'>>,
): void {
  const { caseRef, measureId, kind, proposalId } = proposal
  openProposals(ctx.store).delete(caseRef, measureId, kind)
  proposals(ctx.store).set([caseRef, proposalId], { ...proposal, ...end, endedAtMs: ctx.block.decidedAtMs })
}

/** What waits for a judge about a measure: one of each kind at most. */
export function openProposalsOf(ctx: TxContext, caseRef: string, measureId: string): readonly Proposal[] {
  return openProposals(ctx.store)
    .list({ under: [caseRef, measureId], limit: PROPOSAL_KINDS.length })
    .flatMap(({ value }) => proposals(ctx.store).get(caseRef, value) ?? [])
}
