import { createBrowserRouter, Navigate } from 'react-router'
import type { ReactElement } from 'react'
import { useSession } from '../lib/session.ts'
import { creditPages } from './credit-pages.ts'
import { BrokenPage, NotFoundPage } from './fallback-pages.tsx'
import { Layout } from './layout.tsx'
import { matterPages } from './matter-pages.ts'
import { startFor } from './navigation.ts'
import { page } from './page-route.tsx'

function Start(): ReactElement {
  const { isSignedIn, may } = useSession()
  return <Navigate to={isSignedIn ? startFor(may) : '/sign-in'} replace />
}

const court = [
  page('/work', 'listCases', () => import('../features/work/pages/work-page.tsx'), 'WorkPage'),
  page('/cases', 'listCases', () => import('../features/cases/pages/cases-page.tsx'), 'CasesPage'),
  page('/cases/:caseId', 'getCase', () => import('../features/cases/pages/case-page.tsx'), 'CasePage'),
  page(
    '/verifications',
    'listVerifications',
    () => import('../features/verification/pages/verifications-page.tsx'),
    'VerificationsPage',
  ),
  page(
    '/verifications/:id',
    'getVerification',
    () => import('../features/verification/pages/verification-page.tsx'),
    'VerificationPage',
  ),
  page(
    '/verifications/:id/credit-report',
    'getCreditReport',
    () => import('../features/verification/pages/credit-report-page.tsx'),
    'CreditReportPage',
  ),
  page(
    '/former-staff',
    'listFormerStaff',
    () => import('../features/former-staff/pages/former-staff-page.tsx'),
    'FormerStaffPage',
  ),
]

const deposits = [
  page(
    '/cases/:caseId/deposits',
    'listDeposits',
    () => import('../features/deposits/pages/case-deposits-page.tsx'),
    'CaseDepositsPage',
  ),
  page(
    '/deposits/:depositId',
    'getDeposit',
    () => import('../features/deposits/pages/deposit-page.tsx'),
    'DepositPage',
  ),
  page('/check-file', null, () => import('../features/deposits/pages/check-file-page.tsx'), 'CheckFilePage'),
]

const enforcement = [
  page(
    '/enforcement',
    'listEnforcements',
    () => import('../features/enforcement/pages/enforcements-page.tsx'),
    'EnforcementsPage',
  ),
  page(
    '/enforcement/new',
    'openEnforcement',
    () => import('../features/enforcement/pages/open-enforcement-page.tsx'),
    'OpenEnforcementPage',
  ),
  page(
    '/enforcement/cases/:caseId',
    'getEnforcement',
    () => import('../features/enforcement/pages/enforcement-page.tsx'),
    'EnforcementPage',
  ),
  page(
    '/enforcement/cases/:caseId/distribution',
    'evaluateDistribution',
    () => import('../features/enforcement/pages/distribution-page.tsx'),
    'DistributionPage',
  ),
  page(
    '/enforcement/drafts',
    'listDrafts',
    () => import('../features/enforcement/pages/drafts-page.tsx'),
    'DraftsPage',
  ),
  page(
    '/enforcement/drafts/:draftId',
    'getDraft',
    () => import('../features/enforcement/pages/draft-page.tsx'),
    'DraftPage',
  ),
  page(
    '/enforcement/officers',
    'listOfficerCards',
    () => import('../features/enforcement/pages/officers-page.tsx'),
    'OfficersPage',
  ),
  page(
    '/supervision',
    'getSupervision',
    () => import('../features/enforcement/pages/supervision-page.tsx'),
    'SupervisionPage',
  ),
  page('/halt', 'getHalt', () => import('../features/enforcement/pages/halt-page.tsx'), 'HaltPage'),
]

const institution = [
  page('/inbox', 'listInbox', () => import('../features/institution/pages/inbox-page.tsx'), 'InboxPage'),
  page(
    '/inbox/:client/:orderId',
    'getInboxOrder',
    () => import('../features/institution/pages/inbox-order-page.tsx'),
    'InboxOrderPage',
  ),
  page('/measures', 'listMeasures', () => import('../features/institution/pages/measures-page.tsx'), 'MeasuresPage'),
  page(
    '/lines/:assetKey',
    'getAssetLine',
    () => import('../features/institution/pages/asset-line-page.tsx'),
    'AssetLinePage',
  ),
  page(
    '/reconciliations',
    'listReconciliations',
    () => import('../features/institution/pages/reconciliations-page.tsx'),
    'ReconciliationsPage',
  ),
]

const justice = [
  page('/lawyers', 'listLawyers', () => import('../features/register/pages/lawyers-page.tsx'), 'LawyersPage'),
  page('/lawyers/:licence', 'getLawyer', () => import('../features/register/pages/lawyer-page.tsx'), 'LawyerPage'),
  page('/firms', 'listFirms', () => import('../features/register/pages/firms-page.tsx'), 'FirmsPage'),
  page('/firms/:id', 'getFirm', () => import('../features/register/pages/firm-page.tsx'), 'FirmPage'),
  page(
    '/lawyers/:licence/proposal',
    'proposeStatus',
    () => import('../features/proposals/pages/propose-page.tsx'),
    'ProposePage',
  ),
  page('/proposals', 'listProposals', () => import('../features/proposals/pages/proposals-page.tsx'), 'ProposalsPage'),
  page(
    '/objections',
    'listObjections',
    () => import('../features/objections/pages/objections-page.tsx'),
    'ObjectionsPage',
  ),
  page('/inquiries', 'listInquiries', () => import('../features/inquiries/pages/inquiries-page.tsx'), 'InquiriesPage'),
  page('/imports', 'listImports', () => import('../features/imports/pages/imports-page.tsx'), 'ImportsPage'),
  page(
    '/association',
    'recordAssessment',
    () => import('../features/association/pages/association-page.tsx'),
    'AssociationPage',
  ),
]

const own = [
  page('/me', 'getMe', () => import('../features/own/pages/own-page.tsx'), 'OwnPage'),
  page(
    '/me/credit-report',
    'getMyCreditReport',
    () => import('../features/own/pages/own-report-page.tsx'),
    'OwnReportPage',
  ),
  page(
    '/me/inquiries',
    'listMyInquiries',
    () => import('../features/own/pages/own-inquiries-page.tsx'),
    'OwnInquiriesPage',
  ),
  page(
    '/me/objections',
    'listMyObjections',
    () => import('../features/own/pages/own-objections-page.tsx'),
    'OwnObjectionsPage',
  ),
]

const common = [
  page('/audit', 'listAuditVolumes', () => import('../features/audit/pages/audit-page.tsx'), 'AuditPage'),
  page(
    '/account-locks',
    'listAccountLocks',
    () => import('../features/audit/pages/account-locks-page.tsx'),
    'AccountLocksPage',
  ),
  page('/alarms', 'listAlarms', () => import('../features/alarms/pages/alarms-page.tsx'), 'AlarmsPage'),
  page(
    '/operations',
    'getOperations',
    () => import('../features/operations/pages/operations-page.tsx'),
    'OperationsPage',
  ),
  page('/outbox', 'listOutbox', () => import('../features/outbox/pages/outbox-page.tsx'), 'OutboxPage'),
  page('/law', 'listLawFunctions', () => import('../features/law/pages/functions-page.tsx'), 'FunctionsPage'),
  page(
    '/law/functions/:name',
    'getLawFunction',
    () => import('../features/law/pages/function-page.tsx'),
    'FunctionPage',
  ),
  page(
    '/law/parameters',
    'listLawParameters',
    () => import('../features/law/pages/parameters-page.tsx'),
    'ParametersPage',
  ),
  page('/sign-in', null, () => import('../features/session/pages/sign-in-page.tsx'), 'SignInPage'),
  page('/lookup', null, () => import('../features/lookup/pages/lookup-page.tsx'), 'LookupPage'),
  page('/lookup/:licence', null, () => import('../features/lookup/pages/lookup-page.tsx'), 'LookupPage'),
]

export const router = createBrowserRouter([
  {
    element: <Layout />,
    errorElement: <BrokenPage />,
    children: [
      { path: '/', element: <Start /> },
      ...court,
      ...deposits,
      ...enforcement,
      ...matterPages,
      ...creditPages,
      ...institution,
      ...justice,
      ...own,
      ...common,
      { path: '*', element: <NotFoundPage /> },
    ],
  },
])
