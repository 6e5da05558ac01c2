import { Flex } from 'antd'
import type { TableColumnsType } from 'antd'
import type { InboxRow } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Due } from '../../../domain/due.tsx'
import { Money } from '../../../domain/money.tsx'
import { OrderTag } from '../../../domain/order-tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatInstant } from '../../../lib/format.ts'
import { CourtName } from '../components/court-name.tsx'

const CHOICES = ['OPEN', 'FULFILLED', 'PARTIAL', 'REJECTED', 'FAILED', 'ALL'] as const
type Choice = (typeof CHOICES)[number]
const OPEN: ReadonlySet<string> = new Set(['RECEIVED', 'RETRIEVED', 'ACCEPTED'])

/** Orders of courts to this institution, with their clocks. */
export function InboxPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('OPEN')
  const state = choice === 'ALL' ? {} : { state: choice }
  const query = useRoute('listInbox', { query: { limit: 25, ...state, ...paging.at } })
  return (
    <Page title={t('nav.inbox')} explain={t('inbox.explain')}>
      <StateList
        title={t('inbox.list')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={CHOICES}
        labelOf={(code) => t(code === 'ALL' ? 'case.all' : `received.state.${code}`)}
        query={query}
        empty={t('inbox.empty')}
        rowKey={({ client, orderId }) => `${client} ${orderId}`}
        columns={useInboxColumns()}
      />
    </Page>
  )
}

function useInboxColumns(): TableColumnsType<InboxRow> {
  const { t } = useI18n()
  return [
    { key: 'what', title: t('inbox.order'), render: (_, row) => <What row={row} /> },
    { key: 'court', title: t('case.court'), render: (_, row) => <CourtName of={row} /> },
    {
      key: 'limit',
      title: t('measure.limit'),
      align: 'right',
      render: (_, { limitCents, currency }) => <Money cents={limitCents} currency={currency} />,
    },
    {
      key: 'received',
      title: t('inbox.receivedAt'),
      render: (_, { receivedAtMs }) => formatInstant(receivedAtMs).slice(0, 16),
    },
    {
      key: 'due',
      title: t('order.deadline'),
      render: (_, { deadlineMs, state }) => <Due dueAtMs={deadlineMs} isDone={!OPEN.has(state)} />,
    },
    {
      key: 'annex',
      title: t('order.annex'),
      render: (_, { annex }) => <OrderTag family="requestAnnex.state" code={annex} />,
    },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, isOverdue }) => (
        <Flex gap={4} wrap>
          <OrderTag family="received.state" code={state} />
          {isOverdue && <Tag tone="bad" text={t('state.OVERDUE')} />}
        </Flex>
      ),
    },
    {
      key: 'by',
      title: t('inbox.by'),
      render: (_, { isAutomatic }) => t(isAutomatic ? 'inbox.automatic' : 'inbox.byHand'),
    },
  ]
}

function What({ row }: { readonly row: InboxRow }): ReactElement {
  const { t } = useI18n()
  const { client, orderId, action, asset, emergency } = row
  return (
    <Flex gap={6} wrap>
      <Link to={`/inbox/${client}/${orderId}`}>
        <CodeText family="orderAction" code={action} />
        {asset !== null && (
          <>
            {' · '}
            <CodeText family="asset" code={asset} />
          </>
        )}
      </Link>
      {emergency && <Tag tone="warning" text={t('instrument.emergency')} />}
    </Flex>
  )
}
