import { ensure } from '@xiezhi/kernel'
import type { MessageDefinition } from '@xiezhi/kernel'
import { requireOfficer } from '../api.ts'
import { errors } from '../errors.ts'
import type { WithdrawProposal } from '../messages.ts'
import type { AuthorityPorts } from '../ports.ts'
import { proposals } from '../state.ts'
import type { Proposal } from '../state.ts'
import { withoutPersons } from './forget-persons.ts'

export function withdrawProposal(
  ports: AuthorityPorts,
): Pick<MessageDefinition<WithdrawProposal, Proposal>, 'check' | 'execute'> {
  return {
    check(ctx, { proposalId }) {
      const proposal = proposals(ctx.store).get(proposalId)
      ensure(proposal !== undefined, errors.ProposalUnknown, { proposalId })
      ensure(proposal.state === 'OPEN', errors.ProposalClosed, { state: proposal.state })
      const { organisation, officer } = proposal.proposer
      const own = ctx.signers.find((signer) => signer.organisation === organisation && signer.officer === officer)
      ensure(own !== undefined, errors.ProposalNotOwn, { proposalId })
      requireOfficer(ctx, own)
      return proposal
    },
    execute(ctx, { proposalId }, proposal) {
      const closedAtMs = ctx.block.decidedAtMs
      proposals(ctx.store).set(proposalId, { ...withoutPersons(ports, proposal), state: 'WITHDRAWN', closedAtMs })
      ctx.emit({ type: 'ProposalWithdrawn', data: { proposalId } })
      return undefined
    },
  }
}
