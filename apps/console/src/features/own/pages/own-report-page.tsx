import type { ReactElement } from 'react'
import { Page } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { CreditReportView } from '../../../domain/credit-report-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

export function OwnReportPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('getMyCreditReport', {})
  return (
    <Page title={t('nav.ownReport')} explain={t('own.report.explain')}>
      <QueryView query={query}>{(report) => <CreditReportView report={report} />}</QueryView>
    </Page>
  )
}
