import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { requireOfficer } from '../api.ts'
import { errors } from '../errors.ts'
import type { WithdrawProposal } from '../messages.ts'
import { proposals } from '../state.ts'
import type { Proposal } from '../state.ts'

export const withdrawProposal = {
  check(ctx: CheckContext, { proposalId }: WithdrawProposal): Proposal {
    const proposal = proposals(ctx.store).get(proposalId)
    ensure(proposal !== undefined, errors.ProposalUnknown, { proposalId })
    ensure(proposal.state === 'OPEN', errors.ProposalClosed, { state: proposal.state })
    const { organisation, officer } = proposal.proposer
    const own = ctx.signers.find((signer) => signer.organisation === organisation && signer.officer === officer)
    ensure(own !== undefined, errors.ProposalNotOwn, { proposalId })
    requireOfficer(ctx, own)
    return proposal
  },
  execute(ctx: TxContext, { proposalId }: WithdrawProposal, proposal: Proposal): undefined {
    proposals(ctx.store).set(proposalId, { ...proposal, state: 'WITHDRAWN', closedAtMs: ctx.block.decidedAtMs })
    ctx.emit({ type: 'ProposalWithdrawn', data: { proposalId } })
  },
}
