import type { OwnSubscription, SubscriptionDraftView, SubscriptionRequestView } from '@xiezhi/gateway-api'
import { COURT_CLIENT } from './credit-held.ts'
import { DAY_MS, DIGEST, HOUR_MS, idOf, NOW_MS } from './scene.ts'

const CLIENT = 'institutions-0'
export const SUBSCRIPTION_REQUEST_ID = idOf(0x5c)
const terms: NonNullable<SubscriptionRequestView['terms']> = {
  lists: ['DISHONEST', 'CONSUMPTION'],
  scope: 'BASIC',
  scopeText: { zh: '名单、法院、依据', en: 'list, court and basis' },
  purpose: 'TICKETING',
  legalBasis: 'OPINIONS_ART_26',
  measures: [
    { measure: 'HIGH_CONSUMPTION', text: { zh: '限制高消费', en: 'High consumption' } },
    { measure: 'BIDDING', text: { zh: '招标投标', en: 'Bidding' } },
  ],
  validTo: '2027-12-31',
}

const open: SubscriptionRequestView = {
  client: CLIENT,
  subscriber: 'metro',
  requestId: SUBSCRIPTION_REQUEST_ID,
  kind: 'SUBSCRIBE',
  kindText: { zh: '申请订阅', en: 'asks for a subscription' },
  terms,
  documentDigest: DIGEST,
  askedAtMs: NOW_MS - DAY_MS,
  state: 'OPEN',
  stateText: { zh: '待法院决定', en: 'to be decided by the court' },
  reasons: [],
  decisionDigest: null,
  decidedAtMs: null,
  recordKey: `listing/request/${CLIENT}/metro/${SUBSCRIPTION_REQUEST_ID}`,
}

const refused: SubscriptionRequestView = {
  ...open,
  subscriber: 'aviation',
  requestId: idOf(0x5d),
  askedAtMs: NOW_MS - 9 * DAY_MS,
  state: 'REFUSED',
  stateText: { zh: '不予准许', en: 'refused' },
  reasons: [{ reason: 'SCOPE_TOO_WIDE', text: { zh: '范围超过用途所需', en: 'scope wider than the purpose needs' } }],
  decisionDigest: DIGEST,
  decidedAtMs: NOW_MS - 8 * DAY_MS,
}

export const subscriptionRequests: readonly SubscriptionRequestView[] = [open, refused]

export const subscriptionDraft: SubscriptionDraftView = {
  draftId: `${'35'.repeat(32)}-0`,
  digest: DIGEST,
  client: CLIENT,
  subscriber: 'railway',
  requestId: null,
  decisionText: { zh: '暂停订阅', en: 'suspend a subscription' },
  words: [{ zh: '暂停名单订阅：railway', en: 'Suspend a subscription to lists: railway' }],
  decisionNo: '（2026）示订3号',
  reasons: '逾期两条未回执（虚构）',
  reasonsState: 'held',
  proposer: { organisation: 'court-0101', officer: 'president' },
  proposedAtMs: NOW_MS - HOUR_MS,
  expiresAtMs: NOW_MS + 6 * DAY_MS,
  state: 'OPEN',
  mayApprove: true,
  recordKey: 'authority/proposal/5e',
}

export const ownSubscription: OwnSubscription = {
  client: COURT_CLIENT,
  subscriber: 'credit-platform',
  subscription: {
    ...terms,
    grant: 2,
    grantedAtMs: NOW_MS - 40 * DAY_MS,
    endedAtMs: null,
    suspendedAtMs: null,
    stateText: { zh: '有效', en: 'stands' },
  },
  requests: [{ ...refused, subscriber: 'credit-platform', client: COURT_CLIENT, kind: 'CHANGE' }],
  toDelete: 3,
  mayAsk: ['CHANGE', 'END'],
}
