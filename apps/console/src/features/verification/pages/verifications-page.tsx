import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { verificationColumns } from '../../../domain/verification-columns.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'

export function VerificationsPage(): ReactElement {
  const { t, language } = useI18n()
  const paging = usePaging()
  const query = useRoute('listVerifications', { query: { limit: 25, ...paging.at } })
  return (
    <Page title={t('nav.verifications')}>
      <Section title={t('nav.verifications')}>
        <PagedTable
          label={t('nav.verifications')}
          query={query}
          paging={paging}
          empty={t('verification.empty')}
          columns={verificationColumns(t, language)}
          rowKey={({ id }) => id}
        />
      </Section>
    </Page>
  )
}
