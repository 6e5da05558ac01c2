import { PRESERVATION_STATES } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { usePreservationColumns } from '../components/preservation-parts.tsx'

/** Preservations with the terms in which a suit or an application must follow. */
export function PreservationsPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const { choice, choose, paging } = useStateChoice<(typeof PRESERVATION_STATES)[number]>('OPEN')
  const query = useRoute('listPreservations', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page
      title={t('nav.preservations')}
      explain={t('preservation.explain')}
      extra={may('openPreservation') && <Link to="/enforcement/preservations/new">{t('preservation.open')}</Link>}
    >
      <StateList
        title={t('preservation.title')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={PRESERVATION_STATES}
        labelOf={(code) => t(`preservation.state.${code}`)}
        query={query}
        empty={t('preservation.empty')}
        rowKey={({ caseId }) => caseId}
        columns={usePreservationColumns()}
      />
    </Page>
  )
}
