import { Flex } from 'antd'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant } from '../../../lib/format.ts'

/** Comparisons of the ledger with the core system, and what they found. */
export function ReconciliationsPage(): ReactElement {
  const { t, say } = useI18n()
  const paging = usePaging()
  const query = useRoute('listReconciliations', { query: { limit: 25, ...paging.at } })
  return (
    <Page title={t('nav.reconciliations')} explain={t('reconciliation.explain')}>
      <Section title={t('reconciliation.list')}>
        <PagedTable
          label={t('reconciliation.list')}
          query={query}
          paging={paging}
          empty={t('reconciliation.empty')}
          rowKey={({ runId }) => runId}
          columns={[
            { key: 'at', title: t('common.time'), render: (_, { atMs }) => formatInstant(atMs) },
            { key: 'institution', title: t('property.institution'), dataIndex: 'institution' },
            {
              key: 'compared',
              title: t('reconciliation.compared'),
              align: 'right',
              render: (_, { compared }) => formatCount(compared),
            },
            {
              key: 'findings',
              title: t('reconciliation.findings'),
              render: (_, { findings }) =>
                findings.length === 0 ? (
                  <Tag tone="good" text={t('reconciliation.agrees')} />
                ) : (
                  <Flex vertical gap={4} align="flex-start">
                    {findings.map(({ code, text, orders }) => (
                      <Tag
                        key={code}
                        tone="warning"
                        text={t('reconciliation.finding', { text: say(text), count: orders })}
                      />
                    ))}
                  </Flex>
                ),
            },
          ]}
        />
      </Section>
    </Page>
  )
}
