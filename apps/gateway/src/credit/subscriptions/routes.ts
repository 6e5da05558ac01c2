import type { Json } from '@xiezhi/codec'
import type { listingState } from '@xiezhi/contracts'
import type { ActPlans } from '../../acts/act-plans.ts'
import { proposing, signingAsSecond } from '../../acts/two-persons.ts'
import { GatewayError } from '../../gateway-error.ts'
import type { ActPlan } from '../../outbox/act-plan.ts'
import type { Handlers } from '../../routes/handler.ts'
import type { Listener } from '../../routes/listener.ts'
import { signedIn } from '../../routes/session-handlers.ts'
import type { OpenSession } from '../../session/person.ts'
import { DEBTORS } from '../../vault/private-texts.ts'
import { cursorParts, limitOf, pageOf } from '../../views/page.ts'
import type { ProposalViews } from '../../views/proposal-view.ts'
import { PRESIDENT_AND_GOVERNANCE } from '../../views/proposed-decisions.ts'
import { DECISION_TEXT, SUBSCRIPTION_DECISIONS, subscriptionDrafts } from './drafts.ts'
import type { DecisionValue } from './drafts.ts'
import { requestViews, standingOf } from './views.ts'

const STANDING_ACTS = {
  SUSPENDED: 'listing/SuspendSubscription',
  RESUMED: 'listing/ResumeSubscription',
  ENDED: 'listing/EndSubscription',
} as const

/** What departments ask for, and what two persons of the court decide on it. */
export function subscriptionHandlers(listener: Listener): Handlers {
  return {
    listSubscriptionRequests: async ({ query }) => {
      const limit = limitOf(query)
      const rows = await requestViews(listener.db, { state: query.state, after: cursorParts(query, 2) }, limit + 1)
      return pageOf(rows, limit, same, ({ askedAtMs, requestId }) => [askedAtMs, requestId])
    },
    listSubscriptionDrafts: async (call) => {
      const limit = limitOf(call.query)
      const wanted = { state: call.query.state, after: cursorParts(call.query, 2) }
      const rows = await subscriptionDrafts(listener, wanted, signedIn(call), limit + 1)
      return pageOf(rows, limit, same, ({ proposedAtMs, draftId }) => [proposedAtMs, draftId])
    },
  }
}

const same = <T>(row: T): T => row

/** Either of president and governance officer proposes; the other signs. */
export function subscriptionPlans(listener: Listener, proposals: ProposalViews): ActPlans {
  return {
    proposeRequestDecision: async ({ params, body }) => {
      const { client, subscriber, requestId } = params
      const [found] = await requestViews(listener.db, params, 1)
      if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'request' })
      if (found.state !== 'OPEN') throw new GatewayError('NOT_IN_FORCE', { state: found.state })
      const { isGranted, terms, reasons, ...text } = body
      const hasTerms = isGranted && found.kind !== 'END'
      if ((terms !== null) !== hasTerms) throw wrong('/terms', hasTerms ? 'the terms that are granted' : 'null')
      if (isGranted !== (reasons.length === 0)) throw wrong('/reasons', isGranted ? 'none' : 'why it is refused')
      const value = { client, subscriber, requestId, isGranted, terms, reasons }
      return proposed(listener, 'proposeRequestDecision', 'listing/DecideRequest', requestId, value, text)
    },
    proposeSubscriptionStanding: async ({ params: { client, subscriber }, body }) => {
      const { standing, ...text } = body
      const row = await listener.db
        .selectFrom('projection.credit_subscription')
        .select('record')
        .where('client', '=', client)
        .where('subscriber', '=', subscriber)
        .executeTakeFirst()
      if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'subscription' })
      const state = standingOf(row.record as unknown as listingState.Subscription)
      const isPossible = { SUSPENDED: state === 'ACTIVE', RESUMED: state === 'SUSPENDED', ENDED: state !== 'ENDED' }
      if (!isPossible[standing]) throw new GatewayError('NOT_IN_FORCE', { state })
      const act = 'proposeSubscriptionStanding'
      return proposed(listener, act, STANDING_ACTS[standing], subscriber, { client, subscriber }, text)
    },
    signSubscriptionDraft: ({ params: { draftId: proposalId }, body: { digest }, session }) =>
      signingAsSecond(listener, proposals, session, {
        act: 'signSubscriptionDraft',
        proposalId,
        digest,
        isOf: (type) => SUBSCRIPTION_DECISIONS.includes(type),
        subjectOf: (value) => {
          const { requestId, subscriber } = value as unknown as DecisionValue
          return { kind: 'subscription', id: requestId ?? subscriber }
        },
        offices: PRESIDENT_AND_GOVERNANCE,
      }),
    withdrawSubscriptionDraft: async ({ params: { draftId }, session }) => {
      await draftOf(proposals, session, draftId)
      return {
        act: 'withdrawSubscriptionDraft',
        subject: { kind: 'draft', id: draftId },
        messages: [{ type: 'authority/WithdrawProposal', value: { proposalId: draftId } }],
        then: 'done',
      }
    },
  }
}

function wrong(path: string, expected: string): GatewayError {
  return new GatewayError('INPUT_INVALID', { part: 'body', path, expected })
}

/** The text of the decision is on disk before its digest is signed, so that the second person signs what was read. */
function proposed(
  listener: Listener,
  act: string,
  type: string,
  owner: string,
  value: Readonly<Record<string, Json>>,
  text: { readonly decisionNo: string; readonly text: string },
): ActPlan {
  const kept = listener.texts.saltedValue(DECISION_TEXT, { ...text })
  const signed = { ...value, decisionDigest: kept.digest }
  const plan = proposing(act, '', [{ type, value: signed }], listener.clock.nowMs())
  return {
    ...plan,
    subject: { kind: 'subscription', id: owner },
    prepare: () => listener.texts.keepValues(DEBTORS, [{ owner, value: kept }]),
  }
}

/** @throws GatewayError SUBJECT_UNKNOWN: also a decision on something else */
async function draftOf(proposals: ProposalViews, session: OpenSession, draftId: string) {
  const found = await proposals.view(draftId, session.person)
  if (!SUBSCRIPTION_DECISIONS.includes(found.type)) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'draft' })
  return found
}
