import type { Json } from '@xiezhi/codec'
import type { Message } from '@xiezhi/kernel'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession, Person } from '../session/person.ts'
import type { ProposalViews } from '../views/proposal-view.ts'
import { mayBeSecond } from '../views/proposed-decisions.ts'

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

interface SecondSignature {
  readonly act: string
  readonly proposalId: string
  readonly digest: string
  /** Whether a proposal is of this kind of decision. */
  readonly isOf: (type: string) => boolean
  readonly subjectOf: (value: Json) => ActPlan['subject']
  /** Absent: president and judge. */
  readonly offices?: Parameters<typeof mayBeSecond>[3]
}

/**
 * The second person, of the other office.
 * @throws GatewayError SUBJECT_UNKNOWN: also a decision on something else; NOT_IN_FORCE, SAME_PERSON, OTHER_OFFICE_NEEDED
 */
export async function signingAsSecond(
  listener: Pick<Listener, 'zone'>,
  proposals: ProposalViews,
  session: OpenSession,
  { act, proposalId, digest, isOf, subjectOf, offices }: SecondSignature,
): Promise<ActPlan> {
  const { type, value, proposer } = await proposals.view(proposalId, session.person)
  if (!isOf(type)) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'draft' })
  const plan = await approving(proposals, session.person, act, subjectOf(value as Json), [{ proposalId, digest }])
  if (!(await mayBeSecond(listener, proposer, session, offices)))
    throw new GatewayError('OTHER_OFFICE_NEEDED', { proposalId })
  return plan
}
