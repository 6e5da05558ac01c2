import type { DraftView } from '@xiezhi/gateway-api'
import type { TableColumnsType } from 'antd'
import { Flex, Typography } from 'antd'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { DataTable } from '../../../components/paged-table.tsx'
import { Tag } from '../../../components/tag.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Due } from '../../../domain/due.tsx'
import { Money } from '../../../domain/money.tsx'
import { StateTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatInstant } from '../../../lib/format.ts'

/** Instruments of one case that wait for a signature. */
export function DraftTable({ drafts }: { readonly drafts: readonly DraftView[] }): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable label={t('nav.drafts')} rows={drafts} columns={useDraftColumns()} rowKey={({ draftId }) => draftId} />
  )
}

export function useDraftColumns(): TableColumnsType<DraftView> {
  const { t } = useI18n()
  return [
    {
      key: 'kind',
      title: t('draft.what'),
      render: (_, { draftId, kind, rulingNo, noticeNo, effects }) => (
        <Flex vertical>
          <Link to={`/enforcement/drafts/${draftId}`}>
            <CodeText family="instrumentKind" code={kind} /> {rulingNo ?? noticeNo}
          </Link>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('draft.effectCount', { count: effects.length })}
          </Typography.Text>
        </Flex>
      ),
    },
    {
      key: 'amount',
      title: t('draft.asked'),
      align: 'right',
      render: (_, { plan }) => <Money cents={plan?.askedCents ?? null} />,
    },
    {
      key: 'departs',
      title: t('draft.differences'),
      render: (_, { differences }) => <Departs of={differences.length} />,
    },
    {
      key: 'proposer',
      title: t('proposal.proposer'),
      render: (_, { proposer, proposedAtMs }) => (
        <Flex vertical>
          <span>{proposer.officer}</span>
          <span>{formatInstant(proposedAtMs).slice(0, 16)}</span>
        </Flex>
      ),
    },
    {
      key: 'expires',
      title: t('proposal.expires'),
      render: (_, { expiresAtMs, state }) => <Due dueAtMs={expiresAtMs} isDone={state !== 'OPEN'} />,
    },
    { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={state} /> },
  ]
}

function Departs({ of: count }: { readonly of: number }): ReactElement {
  const { t } = useI18n()
  if (count === 0) return <>{t('plan.asPlanned')}</>
  return <Tag tone="warning" text={t('draft.differenceCount', { count })} />
}
