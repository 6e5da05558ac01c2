import { Flex } from 'antd'
import type { OutboxRow } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { OutboxTrail } from '../../../components/outbox-view.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'

/** What this person has submitted, and how far each act is. */
export function OutboxPage(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listOutbox', { query: { limit: 10, ...paging.at } })
  return (
    <Page title={t('outbox.title')} explain={t('outbox.explain')}>
      <Section title={t('outbox.title')}>
        <PagedTable<OutboxRow>
          label={t('outbox.title')}
          query={query}
          paging={paging}
          empty={t('outbox.empty')}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'act',
              title: t('outbox.act'),
              width: 170,
              render: (_, { act }) => <CodeText family="outbox.act" code={act} />,
            },
            {
              key: 'subject',
              title: t('outbox.subject'),
              width: 190,
              render: (_, { subject }) => <span style={{ overflowWrap: 'anywhere' }}>{subject.id}</span>,
            },
            {
              key: 'created',
              title: t('outbox.created'),
              width: 170,
              render: (_, { createdAtMs }) => formatInstant(createdAtMs),
            },
            {
              key: 'progress',
              title: t('outbox.progress'),
              render: (_, row) => (
                <Flex vertical>
                  <OutboxTrail row={row} />
                </Flex>
              ),
            },
          ]}
        />
      </Section>
    </Page>
  )
}
