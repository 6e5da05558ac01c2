import type { RouteObject } from 'react-router'
import { page } from './page-route.tsx'

/** What stands beside the measures of enforcement cases: for the court, for persons concerned, for institutions. */
export const matterPages: readonly RouteObject[] = [
  page(
    '/enforcement/cases/:caseId/matters',
    'getMatters',
    () => import('../features/enforcement/pages/matters-page.tsx'),
    'MattersPage',
  ),
  page(
    '/enforcement/objections',
    'listCaseObjections',
    () => import('../features/enforcement/pages/case-objections-page.tsx'),
    'CaseObjectionsPage',
  ),
  page(
    '/enforcement/submissions',
    'listSubmissions',
    () => import('../features/enforcement/pages/submissions-page.tsx'),
    'SubmissionsPage',
  ),
  page(
    '/enforcement/transfers',
    'listTransfers',
    () => import('../features/enforcement/pages/transfers-page.tsx'),
    'TransfersPage',
  ),
  page(
    '/enforcement/preservations',
    'listPreservations',
    () => import('../features/enforcement/pages/preservations-page.tsx'),
    'PreservationsPage',
  ),
  page(
    '/enforcement/preservations/new',
    'openPreservation',
    () => import('../features/enforcement/pages/open-preservation-page.tsx'),
    'OpenPreservationPage',
  ),
  page(
    '/enforcement/cases/:caseId/documents',
    'listCaseDocuments',
    () => import('../features/enforcement/pages/case-documents-page.tsx'),
    'CaseDocumentsPage',
  ),
  page(
    '/my-matters',
    'listPartyMatters',
    () => import('../features/party/pages/party-matters-page.tsx'),
    'PartyMattersPage',
  ),
  page(
    '/my-matters/:caseId',
    'getPartyMatter',
    () => import('../features/party/pages/party-matter-page.tsx'),
    'PartyMatterPage',
  ),
  page(
    '/our-objections',
    'listInstitutionObjections',
    () => import('../features/institution/pages/our-objections-page.tsx'),
    'OurObjectionsPage',
  ),
]
