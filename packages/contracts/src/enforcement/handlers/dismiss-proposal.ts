import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { dismissProposalSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { proposals } from '../state.ts'
import { endProposal } from './propose.ts'
import { requireEnforcement } from './require-case.ts'

/** A judge decides against what a program proposes; the reasons are a document of the court. */
export function dismissProposal(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/DismissProposal',
    schema: dismissProposalSchema,
    subject: ({ proposalId }) => proposalId,
    check(ctx, { caseRef, proposalId }) {
      const { organisation, officer } = ports.requireRole(ctx, 'COURT_JUDGE')
      requireEnforcement(ctx, caseRef, organisation)
      const proposal = proposals(ctx.store).get(caseRef, proposalId)
      ensure(proposal !== undefined, errors.ProposalUnknown, { proposalId })
      ensure(proposal.state === 'OPEN', errors.ProposalEnded, { state: proposal.state })
      return { proposal, officer }
    },
    execute(ctx, { caseRef, proposalId, reasonsDigest }, { proposal, officer }) {
      endProposal(ctx, proposal, { state: 'DISMISSED', dismissal: { digest: reasonsDigest, officer } })
      ctx.emit({ type: 'ProposalDismissed', data: { caseRef, proposalId } })
      return { proposalId }
    },
  })
}
