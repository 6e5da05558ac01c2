import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSubscriptionColumns } from '../components/subscription-columns.tsx'

/** Who receives which list, for what purpose, on what basis, and what may be done with it. */
export function SubscriptionsPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('listSubscriptions', {})
  const columns = useSubscriptionColumns()
  return (
    <Page title={t('nav.creditSubscriptions')} explain={t('credit.subscriptions.explain')}>
      <Section title={t('credit.subscriptions')}>
        <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('credit.subscriptions.empty')}>
          {({ items }) => (
            <DataTable
              label={t('credit.subscriptions')}
              rows={items}
              columns={columns}
              rowKey={({ client, subscriber }) => `${client} ${subscriber}`}
            />
          )}
        </QueryView>
      </Section>
    </Page>
  )
}
