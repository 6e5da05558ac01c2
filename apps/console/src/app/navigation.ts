import type { RouteName } from '@xiezhi/gateway-api'
import type { TextKey } from '../i18n/i18n.tsx'

export interface Destination {
  readonly path: string
  readonly text: TextKey
  /** The route of the gateway that the page lives on: who may not use it is not shown the page. Null: everybody. */
  readonly needs: RouteName | null
}

export interface DestinationGroup {
  readonly text: TextKey
  readonly destinations: readonly Destination[]
}

function to(path: string, text: TextKey, needs: RouteName | null): Destination {
  return { path, text, needs }
}

export const NAVIGATION: readonly DestinationGroup[] = [
  {
    text: 'nav.group.court',
    destinations: [
      to('/work', 'nav.work', 'listCases'),
      to('/cases', 'nav.cases', 'listCases'),
      to('/verifications', 'nav.verifications', 'listVerifications'),
      to('/former-staff', 'nav.formerStaff', 'listFormerStaff'),
    ],
  },
  {
    text: 'nav.group.enforcement',
    destinations: [
      to('/enforcement', 'nav.enforcement', 'listEnforcements'),
      to('/enforcement/new', 'enforcement.new', 'openEnforcement'),
      to('/enforcement/drafts', 'nav.drafts', 'listDrafts'),
      to('/enforcement/objections', 'nav.caseObjections', 'listCaseObjections'),
      to('/enforcement/submissions', 'nav.submissions', 'listSubmissions'),
      to('/enforcement/transfers', 'nav.transfers', 'listTransfers'),
      to('/enforcement/preservations', 'nav.preservations', 'listPreservations'),
      to('/enforcement/officers', 'nav.officers', 'listOfficerCards'),
    ],
  },
  {
    text: 'nav.group.credit',
    destinations: [
      to('/credit/entries', 'nav.creditEntries', 'listCreditEntries'),
      to('/credit/drafts', 'nav.creditDrafts', 'listCreditDrafts'),
      to('/credit/requests', 'nav.creditRequests', 'listCreditRequests'),
      to('/personal', 'nav.personal', 'listPersonalMeasures'),
    ],
  },
  {
    text: 'nav.group.party',
    destinations: [
      to('/my-credit', 'nav.ownCredit', 'listOwnCreditEntries'),
      to('/my-measures', 'nav.ownPersonal', 'listOwnPersonalMeasures'),
      to('/my-matters', 'nav.partyMatters', 'listPartyMatters'),
    ],
  },
  {
    text: 'nav.group.institution',
    destinations: [
      to('/inbox', 'nav.inbox', 'listInbox'),
      to('/measures', 'nav.measures', 'listMeasures'),
      to('/our-objections', 'nav.ourObjections', 'listInstitutionObjections'),
      to('/reconciliations', 'nav.reconciliations', 'listReconciliations'),
    ],
  },
  {
    text: 'nav.group.department',
    destinations: [
      to('/held', 'nav.heldEntries', 'listHeldEntries'),
      to('/held/receipts', 'nav.heldReceipts', 'listCreditReceipts'),
      to('/held/sets', 'nav.heldSets', 'listCreditSets'),
      to('/held/subscription', 'nav.ownSubscription', 'getOwnSubscription'),
    ],
  },
  {
    text: 'nav.group.justice',
    destinations: [
      to('/lawyers', 'nav.lawyers', 'listLawyers'),
      to('/firms', 'nav.firms', 'listFirms'),
      to('/proposals', 'nav.proposals', 'listProposals'),
      to('/objections', 'nav.objections', 'listObjections'),
      to('/inquiries', 'nav.inquiries', 'listInquiries'),
      to('/imports', 'nav.imports', 'listImports'),
    ],
  },
  {
    text: 'nav.group.association',
    destinations: [to('/association', 'nav.association', 'recordAssessment')],
  },
  {
    text: 'nav.group.own',
    destinations: [
      to('/me', 'nav.own', 'getMe'),
      to('/me/credit-report', 'nav.ownReport', 'getMyCreditReport'),
      to('/me/inquiries', 'nav.ownInquiries', 'listMyInquiries'),
      to('/me/objections', 'nav.ownObjections', 'listMyObjections'),
    ],
  },
  {
    text: 'nav.group.supervision',
    destinations: [
      to('/supervision', 'nav.supervision', 'getSupervision'),
      to('/personal/supervision', 'nav.personalSupervision', 'getPersonalSupervision'),
      to('/halt', 'nav.halt', 'getHalt'),
      to('/audit', 'nav.audit', 'listAuditVolumes'),
      to('/account-locks', 'nav.accountLocks', 'listAccountLocks'),
      to('/alarms', 'nav.alarms', 'listAlarms'),
    ],
  },
  {
    text: 'nav.group.creditPlatform',
    destinations: [
      to('/credit/board', 'nav.creditBoard', 'getCreditBoard'),
      to('/credit/propagation', 'nav.creditPropagation', 'listPropagation'),
      to('/credit/reconciliations', 'nav.creditReconciliations', 'listCreditReconciliations'),
      to('/credit/subscriptions', 'nav.creditSubscriptions', 'listSubscriptions'),
      to('/credit/ended', 'nav.creditEnded', 'listEndedEntries'),
      to('/credit/checks', 'nav.creditChecks', 'getCreditChecks'),
      to('/credit/supervision', 'nav.creditSupervision', 'getCreditSupervision'),
    ],
  },
  {
    text: 'nav.group.operations',
    destinations: [to('/operations', 'nav.operations', 'getOperations')],
  },
  {
    text: 'nav.group.reference',
    destinations: [
      to('/outbox', 'nav.outbox', 'listOutbox'),
      to('/law', 'nav.law', 'listLawFunctions'),
      to('/law/parameters', 'nav.parameters', 'listLawParameters'),
      to('/lookup', 'nav.lookup', null),
      to('/credit-check', 'nav.creditCheck', 'checkPublicCredit'),
      to('/check-file', 'nav.checkFile', 'checkDeposit'),
    ],
  },
]

/** Groups with what this session opens; empty groups are left out. */
export function navigationFor(may: (route: RouteName) => boolean): readonly DestinationGroup[] {
  return NAVIGATION.map(({ text, destinations }) => ({
    text,
    destinations: destinations.filter(({ needs }) => needs === null || may(needs)),
  })).filter(({ destinations }) => destinations.length > 0)
}

/** Where a person begins: the first page of the first group. */
export function startFor(may: (route: RouteName) => boolean): string {
  return navigationFor(may)[0]?.destinations[0]?.path ?? '/lookup'
}
