import type { Json } from '@xiezhi/codec'
import type { Message } from '@xiezhi/kernel'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Person } from '../session/person.ts'
import type { ProposalViews } from '../views/proposal-view.ts'

/** A second person has a week. */
const PROPOSAL_LIFETIME_MS = 7 * 86_400_000

/** First of two persons: the messages stand on the ledger as proposals and have no effect yet. */
export function proposing(
  act: string,
  licence: string,
  messages: readonly Message[],
  nowMs: number,
  facts: Readonly<Record<string, Json>> = {},
): ActPlan {
  const expiresAtMs = nowMs + PROPOSAL_LIFETIME_MS
  return {
    act,
    subject: { kind: 'lawyer', id: licence },
    messages: messages.map(({ type, value }) => ({ type: 'authority/Propose', value: { type, value, expiresAtMs } })),
    then: 'done',
    facts,
  }
}

/** Second of two persons. @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE, SAME_PERSON */
export async function approving(
  proposals: ProposalViews,
  person: Person,
  act: string,
  subject: ActPlan['subject'],
  approvals: readonly { readonly proposalId: string; readonly digest: string }[],
): Promise<ActPlan> {
  for (const { proposalId } of approvals) {
    const { state, proposer } = await proposals.view(proposalId, person)
    if (state !== 'OPEN') throw new GatewayError('NOT_IN_FORCE', { state })
    if (proposer.organisation === person.organisation && proposer.officer === person.officer)
      throw new GatewayError('SAME_PERSON', { proposalId })
  }
  return {
    act,
    subject,
    messages: approvals.map(({ proposalId, digest }) => ({ type: 'authority/Approve', value: { proposalId, digest } })),
    then: 'done',
  }
}
