import { page } from './page-route.tsx'

/** Credit lists: of the court, of the person concerned, of departments that act on them, and the public check. */
export const creditPages = [
  page(
    '/credit/entries',
    'listCreditEntries',
    () => import('../features/credit/pages/credit-entries-page.tsx'),
    'CreditEntriesPage',
  ),
  page(
    '/credit/entries/:entryId',
    'getCreditEntry',
    () => import('../features/credit/pages/credit-entry-page.tsx'),
    'CreditEntryPage',
  ),
  page(
    '/credit/ended',
    'listEndedEntries',
    () => import('../features/credit/pages/ended-entries-page.tsx'),
    'EndedEntriesPage',
  ),
  page(
    '/credit/cases/:caseId',
    'listCaseCreditEntries',
    () => import('../features/credit/pages/propose-entry-page.tsx'),
    'ProposeEntryPage',
  ),
  page(
    '/credit/drafts',
    'listCreditDrafts',
    () => import('../features/credit/pages/credit-drafts-page.tsx'),
    'CreditDraftsPage',
  ),
  page(
    '/credit/drafts/:draftId',
    'getCreditDraft',
    () => import('../features/credit/pages/credit-draft-page.tsx'),
    'CreditDraftPage',
  ),
  page(
    '/credit/requests',
    'listCreditRequests',
    () => import('../features/credit/pages/credit-requests-page.tsx'),
    'CreditRequestsPage',
  ),
  page(
    '/credit/board',
    'getCreditBoard',
    () => import('../features/credit/pages/credit-board-page.tsx'),
    'CreditBoardPage',
  ),
  page(
    '/credit/propagation',
    'listPropagation',
    () => import('../features/credit/pages/propagation-page.tsx'),
    'PropagationPage',
  ),
  page(
    '/credit/reconciliations',
    'listCreditReconciliations',
    () => import('../features/credit/pages/credit-reconciliations-page.tsx'),
    'CreditReconciliationsPage',
  ),
  page(
    '/credit/subscriptions',
    'listSubscriptions',
    () => import('../features/credit/pages/subscriptions-page.tsx'),
    'SubscriptionsPage',
  ),
  page(
    '/credit/supervision',
    'getCreditSupervision',
    () => import('../features/credit/pages/credit-supervision-page.tsx'),
    'CreditSupervisionPage',
  ),
  page(
    '/credit/checks',
    'getCreditChecks',
    () => import('../features/credit/pages/credit-checks-page.tsx'),
    'CreditChecksPage',
  ),
  page(
    '/my-credit',
    'listOwnCreditEntries',
    () => import('../features/credit/pages/own-credit-page.tsx'),
    'OwnCreditPage',
  ),
  page(
    '/my-credit/:entryId',
    'getOwnCreditEntry',
    () => import('../features/credit/pages/own-credit-entry-page.tsx'),
    'OwnCreditEntryPage',
  ),
  page('/held', 'listHeldEntries', () => import('../features/credit/pages/held-entries-page.tsx'), 'HeldEntriesPage'),
  page(
    '/held/receipts',
    'listCreditReceipts',
    () => import('../features/credit/pages/held-receipts-page.tsx'),
    'HeldReceiptsPage',
  ),
  page('/held/sets', 'listCreditSets', () => import('../features/credit/pages/held-sets-page.tsx'), 'HeldSetsPage'),
  page(
    '/held/:client/:entryId',
    'getHeldEntry',
    () => import('../features/credit/pages/held-entry-page.tsx'),
    'HeldEntryPage',
  ),
  page(
    '/credit-check',
    'checkPublicCredit',
    () => import('../features/credit/pages/public-check-page.tsx'),
    'PublicCheckPage',
  ),
]
