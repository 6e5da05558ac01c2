import { Flex } from 'antd'
import { keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { LawyerHistory } from '../../../domain/lawyer-history.tsx'
import type { AsOf } from '../../../domain/lawyer-history.tsx'
import { LawyerRecord } from '../../../domain/lawyer-record.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'

/** A lawyer of the register with the history on both time axes. */
export function LawyerPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { licence = '' } = useParams()
  const [asOf, setAsOf] = useState<AsOf | null>(null)
  const query = useRoute(
    'getLawyer',
    { params: { licence }, ...(asOf === null ? {} : { query: { validAt: asOf.validAt, knownAtMs: asOf.knownAtMs } }) },
    { whileAsking: keepPreviousData },
  )
  const lawyer = query.data
  return (
    <Page
      title={t('lawyer.title', { name: lawyer?.name ?? licence })}
      extra={
        <>
          {may('proposeStatus') && <Link to={`/lawyers/${licence}/proposal`}>{t('lawyer.propose')}</Link>}
          {may('recordAssessment') && <Link to={`/association?licence=${licence}`}>{t('nav.association')}</Link>}
          {lawyer !== undefined && lawyer.openProposals > 0 && (
            <Link to="/proposals">{t('lawyer.openProposals', { count: lawyer.openProposals })}</Link>
          )}
          {may('listInquiries') && <Link to={`/inquiries?licence=${licence}`}>{t('nav.inquiries')}</Link>}
        </>
      }
    >
      <QueryView query={query}>
        {(view) => (
          <Flex vertical gap={16}>
            <LawyerRecord lawyer={view} />
            <LawyerHistory lawyer={view} asOf={asOf} onAsk={setAsOf} />
          </Flex>
        )}
      </QueryView>
    </Page>
  )
}
