import type { UseQueryResult } from '@tanstack/react-query'
import type { Inquiry } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Identifier } from '../components/identifier.tsx'
import { PagedTable } from '../components/paged-table.tsx'
import type { Paging } from '../components/paged-table.tsx'
import { ProofButton } from '../components/proof-drawer.tsx'
import { BilingualText } from '../components/statute.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { formatInstant } from '../lib/format.ts'

interface InquiryTableProps {
  readonly query: UseQueryResult<{ items: Inquiry[]; next: string | null }>
  readonly paging: Paging
  /** Of one lawyer only: the licence is not repeated. */
  readonly isOwn: boolean
  readonly empty: string
}

/** Who asked about whom, when, for what purpose and on what legal basis. */
export function InquiryTable({ query, paging, isOwn, empty }: InquiryTableProps): ReactElement {
  const { t } = useI18n()
  const licence = {
    key: 'licence',
    title: t('common.licence'),
    render: (_: unknown, row: Inquiry) => row.licence ?? t('common.unknown'),
  }
  return (
    <PagedTable
      label={t('nav.inquiries')}
      query={query}
      paging={paging}
      empty={empty}
      rowKey={({ dispatchId, client }) => `${client} ${dispatchId}`}
      columns={[
        { key: 'at', title: t('common.time'), render: (_, { atMs }) => formatInstant(atMs) },
        ...(isOwn ? [] : [licence]),
        { key: 'who', title: t('inquiry.who'), render: (_, { organisation }) => organisation },
        { key: 'role', title: t('inquiry.role'), render: (_, { role }) => roleText(t, role) },
        {
          key: 'why',
          title: t('common.purpose'),
          render: (_, { purposeText }) => <BilingualText text={purposeText} />,
        },
        {
          key: 'basis',
          title: t('inquiry.basis'),
          render: (_, { legalBasisText }) => <BilingualText text={legalBasisText} />,
        },
        {
          key: 'case',
          title: t('inquiry.case'),
          render: (_, { caseId }) => (caseId === null ? t('common.none') : <Identifier value={caseId} />),
        },
        { key: 'answer', title: t('inquiry.answer'), render: (_, { refusal }) => refusal ?? t('inquiry.answered') },
        {
          key: 'proof',
          title: t('proof.open'),
          render: (_, { recordKey, atMs }) => (
            <ProofButton recordKey={recordKey} about={`${t('nav.inquiries')} ${formatInstant(atMs)}`} />
          ),
        },
      ]}
    />
  )
}

function roleText(t: ReturnType<typeof useI18n>['t'], role: string): string {
  return role === 'COURT_CLERK' || role === 'COURT_JUDGE' || role === 'COURT_FILING' ? t(`role.${role}`) : role
}
