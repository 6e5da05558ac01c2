import type { UseQueryResult } from '@tanstack/react-query'
import type { ObjectionView } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { Identifier } from '../components/identifier.tsx'
import { PagedTable } from '../components/paged-table.tsx'
import type { Paging } from '../components/paged-table.tsx'
import { ProofButton } from '../components/proof-drawer.tsx'
import { Tag } from '../components/tag.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { formatInstant } from '../lib/format.ts'
import { PrivateText } from './private-text.tsx'
import { StateTag } from './tags.tsx'

interface ObjectionTableProps {
  readonly query: UseQueryResult<{ items: ObjectionView[]; next: string | null }>
  readonly paging: Paging
  readonly empty: string
  readonly actions?: (row: ObjectionView) => ReactNode
}

/** Objections with their grounds, where this session may read them, and their decisions. */
export function ObjectionTable({ query, paging, empty, actions }: ObjectionTableProps): ReactElement {
  const { t } = useI18n()
  return (
    <PagedTable
      label={t('nav.ownObjections')}
      query={query}
      paging={paging}
      empty={empty}
      rowKey={({ objectionId }) => objectionId}
      columns={[
        { key: 'raised', title: t('objection.raised'), render: (_, { raisedAtMs }) => formatInstant(raisedAtMs) },
        { key: 'licence', title: t('common.licence'), render: (_, { licence }) => licence ?? t('common.none') },
        { key: 'by', title: t('objection.by'), render: (_, { raisedBy }) => raisedBy.organisation },
        {
          key: 'grounds',
          title: t('objection.grounds'),
          width: 320,
          render: (_, { grounds, groundsState, groundsDigest }) => (
            <PrivateText text={grounds} state={groundsState} none={<Identifier value={groundsDigest} />} />
          ),
        },
        { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={state} /> },
        {
          key: 'answerBy',
          title: t('objection.answerBy'),
          render: (_, { term, decidedAtMs }) =>
            decidedAtMs !== null ? (
              <span style={{ display: 'flex', gap: 8 }}>
                {t('objection.decidedAt', { at: formatInstant(decidedAtMs) })}
                {term.verdict === 'ANSWERED_LATE' && <Tag tone="warning" text={t('term.verdict.ANSWERED_LATE')} />}
              </span>
            ) : term.status === 'PROVISIONAL' ? (
              <Tag tone="warning" text={t('objection.provisional')} />
            ) : (
              <span style={{ display: 'flex', gap: 8 }}>
                {term.answerBy}
                {term.verdict === 'OVERDUE' && <StateTag code="OVERDUE" />}
              </span>
            ),
        },
        {
          key: 'actions',
          title: t('common.actions'),
          render: (_, row) => (
            <span style={{ display: 'flex', gap: 8 }}>
              <ProofButton
                recordKey={row.recordKey}
                about={`${t('nav.ownObjections')} ${formatInstant(row.raisedAtMs)}`}
              />
              {actions?.(row)}
            </span>
          ),
        },
      ]}
    />
  )
}
