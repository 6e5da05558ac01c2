import { Flex } from 'antd'
import type { CreditCheckBoard } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant } from '../../../lib/format.ts'

/** Look-ups in the lists: volumes by purpose, batches on the ledger, alarms; never of whom. */
export function CreditChecksPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('getCreditChecks', {})
  return (
    <Page title={t('nav.creditChecks')} explain={t('credit.checks.explain')}>
      <QueryView query={query}>
        {(board) => (
          <Flex vertical gap={16}>
            <Section title={t('credit.checks.today')}>
              <Today board={board} />
            </Section>
            <Section title={t('credit.checks.alarms')}>
              <CheckAlarms board={board} />
            </Section>
            <Section title={t('credit.checks.batches')}>
              <Batches board={board} />
            </Section>
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}

interface PartProps {
  readonly board: CreditCheckBoard
}

function Today({ board: { today } }: PartProps): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('credit.checks.today')}
      rows={today}
      rowKey={({ client, subscriber, purpose }) => `${String(client)} ${String(subscriber)} ${purpose}`}
      columns={[
        {
          key: 'subscriber',
          title: t('credit.subscriber'),
          render: (_, { subscriber }) => subscriber ?? t('credit.checks.public'),
        },
        {
          key: 'purpose',
          title: t('common.purpose'),
          render: (_, { purpose }) => <CodeText family="credit.subscriptionPurpose" code={purpose} />,
        },
        { key: 'count', title: t('credit.stat.count'), align: 'right', render: (_, { count }) => formatCount(count) },
        {
          key: 'refused',
          title: t('credit.checks.refused'),
          align: 'right',
          render: (_, { refused }) => formatCount(refused),
        },
      ]}
    />
  )
}

function CheckAlarms({ board: { alarms } }: PartProps): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('credit.checks.alarms')}
      rows={alarms}
      rowKey={({ kind, subscriber, day }) => `${kind} ${subscriber} ${day}`}
      columns={[
        {
          key: 'kind',
          title: t('common.kind'),
          render: (_, { kind }) => <Tag tone="bad" text={t(`credit.checkAlarm.${kind}`)} />,
        },
        { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
        { key: 'day', title: t('common.day'), dataIndex: 'day' },
        { key: 'at', title: t('common.time'), render: (_, { atMs }) => formatInstant(atMs) },
      ]}
    />
  )
}

function Batches({ board: { batches } }: PartProps): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('credit.checks.batches')}
      rows={batches}
      rowKey={({ batchId }) => batchId}
      columns={[
        { key: 'id', title: t('credit.checks.batch'), render: (_, { batchId }) => <Identifier value={batchId} /> },
        { key: 'count', title: t('credit.stat.count'), align: 'right', render: (_, { count }) => formatCount(count) },
        {
          key: 'span',
          title: t('common.time'),
          render: (_, { fromMs, toMs }) => `${formatInstant(fromMs)} — ${formatInstant(toMs).slice(11)}`,
        },
        { key: 'root', title: t('credit.checks.root'), render: (_, { root }) => <Identifier value={root} /> },
        {
          key: 'recorded',
          title: t('credit.checks.recorded'),
          render: (_, { recordedAtMs }) =>
            recordedAtMs === null ? (
              <Tag tone="warning" text={t('credit.checks.unrecorded')} />
            ) : (
              formatInstant(recordedAtMs)
            ),
        },
      ]}
    />
  )
}
