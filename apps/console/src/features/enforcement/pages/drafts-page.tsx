import type { ReactElement } from 'react'
import { Page } from '../../../components/page.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useDraftColumns } from '../components/draft-table.tsx'

const CHOICES = ['OPEN', 'REFUSED', 'APPROVED', 'WITHDRAWN', 'EXPIRED'] as const
type Choice = (typeof CHOICES)[number]

/** Instruments that wait for, or had, their second signature. */
export function DraftsPage(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('OPEN')
  const query = useRoute('listDrafts', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page title={t('nav.drafts')} explain={t('draft.explain')}>
      <StateList
        title={t('draft.list')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={CHOICES}
        labelOf={(code) => t(code === 'APPROVED' ? 'draft.signed' : `state.${code}`)}
        query={query}
        empty={t('draft.empty')}
        rowKey={({ draftId }) => draftId}
        columns={useDraftColumns()}
      />
    </Page>
  )
}
