import type { RouteObject } from 'react-router'
import { page } from './page-route.tsx'

/** What stands beside the measures of enforcement cases. */
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
]
