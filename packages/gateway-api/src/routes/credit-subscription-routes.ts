import { Type } from 'typebox'
import { act, read } from '../define-route.ts'
import type { Role } from '../role.ts'
import {
  ownSubscription,
  requestDecision,
  standingDecision,
  SUBSCRIPTION_REQUEST_STATES,
  subscriptionAsk,
  subscriptionDraftView,
  subscriptionRequestView,
} from '../schemas/credit-subscription.ts'
import { client } from '../schemas/enforcement-scalars.ts'
import { approval } from '../schemas/lawyer.ts'
import { pageFields, pageOf } from '../schemas/page.ts'
import { actId, closed, oneOf, randomId, shortId } from '../schemas/scalars.ts'

/** Either of the two proposes, the other signs. */
const GRANTORS: readonly Role[] = ['COURT_PRESIDENT', 'GOVERNANCE_OFFICER']
const READERS: readonly Role[] = [...GRANTORS, 'SUPERVISOR', 'AUDITOR']
const OPERATOR: readonly Role[] = ['INSTITUTION_OPERATOR']
const listeners = ['court'] as const
const recipient = { client, subscriber: shortId }
const ofDraft = closed({ draftId: actId })

/** Who has the lists, for what, and who decides on it (意见 26; R26-09, R26-10). */
export const creditSubscriptionRoutes = {
  listSubscriptionRequests: read({
    path: '/api/v1/credit/subscription-requests',
    listeners,
    access: READERS,
    summary: { zh: '名单订阅申请', en: 'Requests for subscriptions' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(SUBSCRIPTION_REQUEST_STATES)) }),
    response: pageOf(subscriptionRequestView),
  }),
  proposeRequestDecision: act({
    path: '/api/v1/credit/subscription-requests/:client/:subscriber/:requestId/decision',
    listeners,
    access: GRANTORS,
    summary: { zh: '拟准许或不予准许订阅申请', en: 'Propose to grant or refuse a request' },
    params: closed({ ...recipient, requestId: randomId }),
    body: requestDecision,
  }),
  proposeSubscriptionStanding: act({
    path: '/api/v1/credit/subscriptions/:client/:subscriber/standing',
    listeners,
    access: GRANTORS,
    summary: { zh: '拟暂停、恢复或终止订阅', en: 'Propose to suspend, resume or end a subscription' },
    params: closed(recipient),
    body: standingDecision,
  }),
  listSubscriptionDrafts: read({
    path: '/api/v1/credit/subscription-drafts',
    listeners,
    access: READERS,
    summary: { zh: '待签的订阅决定', en: 'Decisions on subscriptions that wait for the second person' },
    query: closed({ ...pageFields, state: Type.Optional(oneOf(['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED'])) }),
    response: pageOf(subscriptionDraftView),
  }),
  signSubscriptionDraft: act({
    path: '/api/v1/credit/subscription-drafts/:draftId/approval',
    listeners,
    access: GRANTORS,
    summary: { zh: '签署订阅决定', en: 'Sign a decision on a subscription as the second person' },
    params: ofDraft,
    body: approval,
  }),
  withdrawSubscriptionDraft: act({
    path: '/api/v1/credit/subscription-drafts/:draftId/withdrawal',
    listeners,
    access: GRANTORS,
    summary: { zh: '撤回待签的订阅决定', en: 'Withdraw a decision on a subscription before it is signed' },
    params: ofDraft,
  }),
  getOwnSubscription: read({
    path: '/api/v1/institution/credit/subscription',
    listeners: ['institution'],
    access: OPERATOR,
    summary: { zh: '本单位的名单订阅与申请', en: 'The own subscription and what was asked for' },
    response: ownSubscription,
  }),
  askSubscription: act({
    path: '/api/v1/institution/credit/subscription-requests',
    listeners: ['institution'],
    access: OPERATOR,
    summary: { zh: '向法院申请订阅、变更或终止', en: 'Ask the court for a subscription, its change or its end' },
    body: subscriptionAsk,
  }),
}
