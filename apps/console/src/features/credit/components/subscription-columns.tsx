import type { SubscriptionView } from '@xiezhi/gateway-api'
import { Flex } from 'antd'
import type { TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount, formatInstant } from '../../../lib/format.ts'

/** How many entries a subscriber has, and what it owes. */
export function useHoldingColumns(): TableColumnsType<SubscriptionView> {
  const { t } = useI18n()
  const figures = ['held', 'unconfirmed', 'openWithdrawals'] as const
  return [
    { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
    ...figures.map((name) => ({
      key: name,
      title: t(`credit.figures.${name}`),
      align: 'right' as const,
      render: (_: unknown, row: SubscriptionView) => formatCount(row[name]),
    })),
    {
      key: 'late',
      title: t('credit.figures.late'),
      align: 'right',
      render: (_, { late }) => (late === 0 ? '0' : <Tag tone="bad" text={formatCount(late)} />),
    },
  ]
}

/** What a subscriber is told, for what purpose and on what basis, and what it may do with it. */
export function useSubscriptionColumns(
  acts?: (row: SubscriptionView) => ReactNode,
): TableColumnsType<SubscriptionView> {
  const { t, say, list } = useI18n()
  return [
    { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
    {
      key: 'lists',
      title: t('credit.list'),
      render: (_, { lists }) => list(lists.map((code) => t(`credit.list.${code}`))),
    },
    { key: 'scope', title: t('credit.scope'), render: (_, { scopeText }) => say(scopeText) },
    {
      key: 'purpose',
      title: t('common.purpose'),
      render: (_, { purpose }) => <CodeText family="credit.subscriptionPurpose" code={purpose} />,
    },
    {
      key: 'basis',
      title: t('common.statute'),
      render: (_, { legalBasis }) => <CodeText family="credit.legalBasis" code={legalBasis} />,
    },
    {
      key: 'measures',
      title: t('credit.measures'),
      width: 240,
      render: (_, { measures }) => list(measures.map(({ text }) => say(text))),
    },
    {
      key: 'valid',
      title: t('credit.validTo'),
      render: (_, { validTo, endedAtMs, suspendedAtMs }) =>
        suspendedAtMs !== null ? (
          <Tag tone="warning" text={t('credit.suspendedOn', { at: formatInstant(suspendedAtMs).slice(0, 10) })} />
        ) : endedAtMs === null ? (
          (validTo ?? t('common.openEnd'))
        ) : (
          <Tag tone="neutral" text={t('credit.endedOn', { at: formatInstant(endedAtMs).slice(0, 10) })} />
        ),
    },
    {
      key: 'held',
      title: t('credit.figures.held'),
      align: 'right',
      render: (_, { held }) => formatCount(held),
    },
    actsColumn(t('common.actions'), acts),
  ]
}

/** What can be done with a row of a subscriber, and its proof. */
export function actsColumn<T extends Pick<SubscriptionView, 'recordKey' | 'subscriber'>>(
  title: string,
  acts: ((row: T) => ReactNode) | undefined,
): TableColumnsType<T>[number] {
  return {
    key: 'do',
    title,
    render: (_, row) => (
      <Flex gap={6} wrap>
        {acts?.(row)}
        <ProofButton recordKey={row.recordKey} about={row.subscriber} />
      </Flex>
    ),
  }
}
