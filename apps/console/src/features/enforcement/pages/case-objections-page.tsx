import { OBJECTION_STATES } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { useObjectionColumns } from '../../../domain/case-objections.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { DecideObjection } from '../components/matter-objections.tsx'

/** Objections of all cases of the court, those first whose term ends first. */
export function CaseObjectionsPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<(typeof OBJECTION_STATES)[number]>('OPEN')
  const query = useRoute('listCaseObjections', { query: { limit: 25, state: choice, ...paging.at } })
  const columns = useObjectionColumns()
  return (
    <Page title={t('nav.caseObjections')} explain={t('caseObjection.explain')}>
      <StateList
        title={t('caseObjection.title')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={OBJECTION_STATES}
        labelOf={(code) => t(`objection.state.${code}`)}
        query={query}
        empty={t('caseObjection.empty')}
        rowKey={({ objectionId }) => objectionId}
        columns={[
          {
            key: 'case',
            title: t('alarm.case'),
            render: (_, { caseId }) => <Link to={`/enforcement/cases/${caseId}/matters`}>{caseId.slice(0, 8)}</Link>,
          },
          ...columns,
          { key: 'do', title: t('common.actions'), render: (_, one) => <DecideObjection objection={one} /> },
        ]}
      />
    </Page>
  )
}
