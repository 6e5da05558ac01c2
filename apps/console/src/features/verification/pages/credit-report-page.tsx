import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { CreditReportView } from '../../../domain/credit-report-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

/** The credit report that came with a verification. */
export function CreditReportPage(): ReactElement {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const query = useRoute('getCreditReport', { params: { id } })
  return (
    <Page
      title={t('verification.creditReport')}
      extra={<Link to={`/verifications/${id}`}>{t('verification.back')}</Link>}
    >
      <QueryView query={query}>{(report) => <CreditReportView report={report} />}</QueryView>
    </Page>
  )
}
