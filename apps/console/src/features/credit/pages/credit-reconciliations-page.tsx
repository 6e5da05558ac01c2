import type { CreditReconciliation } from '@xiezhi/gateway-api'
import { Input } from 'antd'
import type { TableColumnsType } from 'antd'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { CreditTag } from '../components/credit-tag.tsx'
import { IdList } from '../components/id-list.tsx'

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** Each month the court's set against the set of each subscriber: counts, and which entries differ (T26-4). */
export function CreditReconciliationsPage(): ReactElement {
  const { t } = useI18n()
  const [month, setMonth] = useState('')
  const isWrong = month !== '' && !MONTH.test(month)
  const query = useRoute('listCreditReconciliations', { query: month === '' || isWrong ? {} : { month } })
  const columns = useColumns()
  return (
    <Page title={t('nav.creditReconciliations')} explain={t('credit.reconciliation.explain')}>
      <Section
        title={t('credit.reconciliation')}
        extra={
          <Input
            aria-label={t('supervision.month')}
            placeholder={t('credit.month.placeholder')}
            value={month}
            style={{ width: 150 }}
            {...(isWrong ? { status: 'error' as const } : {})}
            onChange={({ target }) => setMonth(target.value.trim())}
          />
        }
      >
        <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={t('credit.reconciliation.empty')}>
          {({ items }) => (
            <DataTable
              label={t('credit.reconciliation')}
              rows={items}
              rowKey={({ client, subscriber, month: of }) => `${client} ${subscriber} ${of}`}
              columns={columns}
            />
          )}
        </QueryView>
      </Section>
    </Page>
  )
}

function useColumns(): TableColumnsType<CreditReconciliation> {
  const { t } = useI18n()
  const count = (figure: number | null): string => (figure === null ? t('common.none') : formatCount(figure))
  return [
    { key: 'month', title: t('supervision.month'), dataIndex: 'month', minWidth: 84 },
    { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
    {
      key: 'state',
      title: t('common.status'),
      render: (_, { state, stateText }) => <CreditTag code={state} text={stateText} />,
    },
    {
      key: 'court',
      title: t('credit.courtCount'),
      align: 'right',
      render: (_, { courtCount }) => count(courtCount),
    },
    {
      key: 'receiver',
      title: t('credit.receiverCount'),
      align: 'right',
      render: (_, { receiverCount }) => count(receiverCount),
    },
    {
      key: 'differing',
      title: t('credit.differing'),
      align: 'right',
      render: (_, { differing }) => formatCount(differing),
    },
    { key: 'resend', title: t('credit.resend'), render: (_, { resend }) => <IdList ids={resend} /> },
    {
      key: 'withdraw',
      title: t('credit.rewithdraw'),
      render: (_, { withdraw }) => <IdList ids={withdraw} />,
    },
    {
      key: 'at',
      title: t('common.time'),
      render: (_, { atMs }) => (atMs === null ? t('common.none') : formatInstant(atMs)),
    },
    {
      key: 'do',
      title: t('common.actions'),
      render: (_, { recordKey, subscriber, month: of }) =>
        recordKey !== null && <ProofButton recordKey={recordKey} about={`${subscriber} ${of}`} />,
    },
  ]
}
