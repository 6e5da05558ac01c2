import { Flex } from 'antd'
import type { CreditBoard } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable, usePaging } from '../../../components/paged-table.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { AlarmTable } from '../../../domain/alarm-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { useWithdrawalColumns } from '../components/spread-tables.tsx'
import { SubscriberChart } from '../components/subscriber-chart.tsx'
import { useHoldingColumns } from '../components/subscription-columns.tsx'

/** What is with whom, who is late, and who deals with it. */
export function CreditBoardPage(): ReactElement {
  const { t } = useI18n()
  const query = useRoute('getCreditBoard', {})
  return (
    <Page title={t('nav.creditBoard')} explain={t('credit.board.explain')}>
      <QueryView
        query={query}
        isEmpty={({ subscribers, entries }) => subscribers.length === 0 && entries.length === 0}
        empty={t('credit.board.empty')}
      >
        {(board) => <Board board={board} />}
      </QueryView>
    </Page>
  )
}

function Board({ board }: { readonly board: CreditBoard }): ReactElement {
  const { t } = useI18n()
  const holding = useHoldingColumns()
  const withdrawal = useWithdrawalColumns()
  return (
    <Flex vertical gap={16}>
      <Section title={t('credit.board.entries')} extra={t('credit.board.asOf', { at: formatInstant(board.asOfMs) })}>
        <Figures board={board} />
      </Section>
      <Section title={t('credit.board.late')}>
        <DataTable
          label={t('credit.board.late')}
          rows={board.late}
          columns={withdrawal}
          rowKey={({ entryId, client, subscriber }) => `${entryId} ${client} ${subscriber}`}
        />
      </Section>
      <Section title={t('credit.board.spread')}>
        <Flex vertical gap={12}>
          <SubscriberChart subscribers={board.subscribers} />
          <DataTable
            label={t('credit.board.spread')}
            rows={board.subscribers}
            columns={holding}
            rowKey={({ client, subscriber }) => `${client} ${subscriber}`}
          />
        </Flex>
      </Section>
      <Section title={t('nav.alarms')}>
        <Alarms />
      </Section>
    </Flex>
  )
}

/** Every alarm about the lists that is open, with its owner and clock. */
function Alarms(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listCreditAlarms', { query: { limit: 25, open: true, ...paging.at } })
  return <AlarmTable query={query} paging={paging} empty={t('credit.alarms.empty')} />
}

function Figures({ board: { entries } }: { readonly board: CreditBoard }): ReactElement {
  const { t } = useI18n()
  const figures = ['active', 'suspended', 'deletionDue'] as const
  return (
    <DataTable
      label={t('credit.board.entries')}
      rows={entries}
      rowKey={({ list }) => list}
      columns={[
        { key: 'list', title: t('credit.list'), render: (_, { list }) => t(`credit.list.${list}`) },
        ...figures.map((name) => ({
          key: name,
          title: t(`credit.figures.${name}`),
          align: 'right' as const,
          render: (_: unknown, row: CreditBoard['entries'][number]) => formatCount(row[name]),
        })),
      ]}
    />
  )
}
