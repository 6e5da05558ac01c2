import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { proposals, PROPOSALS_PER_CASE_MAX } from '../state.ts'
import type { Control, Proposal } from '../state.ts'

type Asked = Pick<Proposal, 'kind' | 'keepCents' | 'reason' | 'rule' | 'dueOn'>

/** Puts a proposal before the judge; one that is open for the same measure and kind stands as it is. */
export function propose(ctx: TxContext, { caseRef, orderId, measureId }: Control, asked: Asked): void {
  if (measureId === null) return
  const atMs = ctx.block.decidedAtMs
  const open = proposals(ctx.store)
    .list({ under: [caseRef], limit: PROPOSALS_PER_CASE_MAX })
    .some(({ value }) => value.measureId === measureId && value.kind === asked.kind && value.state === 'OPEN')
  if (open) return
  const bytes = encodeCanonical({ caseRef, measureId, kind: asked.kind, atMs })
  const proposalId = hexEncode(ctx.crypto.sha256(bytes)).slice(0, 32)
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
