import type { UseQueryResult } from '@tanstack/react-query'
import type { CaseSummary } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { PagedTable } from '../components/paged-table.tsx'
import type { Paging } from '../components/paged-table.tsx'
import { Tag } from '../components/tag.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { StateTag } from './tags.tsx'

interface CaseTableProps {
  readonly query: UseQueryResult<{ items: CaseSummary[]; next: string | null }>
  readonly paging: Paging
  readonly empty: string
}

export function CaseTable({ query, paging, empty }: CaseTableProps): ReactElement {
  const { t } = useI18n()
  return (
    <PagedTable<CaseSummary>
      label={t('nav.cases')}
      query={query}
      paging={paging}
      empty={empty}
      rowKey={({ caseId }) => caseId}
      columns={[
        {
          key: 'number',
          title: t('case.number'),
          render: (_, row) => <Link to={`/cases/${row.caseId}`}>{caseTitle(row, t('case.unpublished'))}</Link>,
        },
        { key: 'procedure', title: t('case.procedure'), render: (_, { procedure }) => t(`procedure.${procedure}`) },
        { key: 'filed', title: t('case.filedOn'), dataIndex: 'filedOn' },
        { key: 'agents', title: t('case.agents'), dataIndex: 'agents', align: 'right' },
        {
          key: 'alarms',
          title: t('case.openAlarms'),
          render: (_, { openAlarms }) =>
            openAlarms === 0 ? t('common.none') : <Tag tone="warning" text={String(openAlarms)} />,
        },
        { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={`CASE_${state}`} /> },
      ]}
    />
  )
}

/** Number of a public case; of others the beginning of the reference. */
export function caseTitle(
  { caseNumber, caseId }: Pick<CaseSummary, 'caseNumber' | 'caseId'>,
  unpublished: string,
): string {
  return caseNumber ?? `${unpublished} ${caseId.slice(0, 8)}`
}
