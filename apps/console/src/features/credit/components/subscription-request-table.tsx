import { Flex } from 'antd'
import type { SubscriptionRequestView } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { actsColumn } from './subscription-columns.tsx'
import { TermsText } from './subscription-terms.tsx'

const TONES = { OPEN: 'warning', GRANTED: 'good', REFUSED: 'bad' } as const

interface Props {
  readonly rows: readonly SubscriptionRequestView[]
  readonly acts?: (row: SubscriptionRequestView) => ReactNode
}

/** What was asked for, and what became of it; the same at the court and at the department. */
export function SubscriptionRequestTable({ rows, acts }: Props): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('credit.subscriptionRequests')}
      rows={rows}
      rowKey={({ subscriber, requestId }) => `${subscriber} ${requestId}`}
      columns={[
        { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
        {
          key: 'kind',
          title: t('credit.request.kind'),
          render: (_, { kindText, askedAtMs }) => (
            <Flex vertical>
              <span>{say(kindText)}</span>
              <span>{formatInstant(askedAtMs)}</span>
            </Flex>
          ),
        },
        {
          key: 'terms',
          title: t('credit.request.terms'),
          width: 340,
          render: (_, { terms }) => (terms === null ? t('common.none') : <TermsText terms={terms} />),
        },
        {
          key: 'state',
          title: t('common.status'),
          width: 260,
          render: (_, { state, stateText, reasons, decidedAtMs }) => (
            <Flex vertical gap={2} align="start">
              <Tag tone={TONES[state]} text={say(stateText)} />
              {decidedAtMs !== null && <span>{formatInstant(decidedAtMs)}</span>}
              {reasons.map(({ reason, text }) => (
                <span key={reason}>{say(text)}</span>
              ))}
            </Flex>
          ),
        },
        actsColumn(t('common.actions'), acts),
      ]}
    />
  )
}
