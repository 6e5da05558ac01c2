import type { ReactElement } from 'react'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable } from '../../../components/paged-table.tsx'
import { StateChoice, useStateChoice } from '../../../components/state-choice.tsx'
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
      <Section
        title={t('draft.list')}
        extra={
          <StateChoice
            value={choice}
            onChange={choose}
            choices={CHOICES}
            labelOf={(code) => t(code === 'APPROVED' ? 'draft.signed' : `state.${code}`)}
          />
        }
      >
        <PagedTable
          label={t('draft.list')}
          query={query}
          paging={paging}
          empty={t('draft.empty')}
          rowKey={({ draftId }) => draftId}
          columns={useDraftColumns()}
        />
      </Section>
    </Page>
  )
}
