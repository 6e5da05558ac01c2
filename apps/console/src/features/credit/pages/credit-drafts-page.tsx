import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page } from '../../../components/page.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { Due } from '../../../domain/due.tsx'
import { StateTag } from '../../../domain/tags.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { PersonCell, usePersonName } from '../components/person-cell.tsx'

const CHOICES = ['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED'] as const
type Choice = (typeof CHOICES)[number]

/** Decisions on lists that wait for, or had, their second signature. */
export function CreditDraftsPage(): ReactElement {
  const { t, say } = useI18n()
  const nameOf = usePersonName()
  const { choice, choose, paging } = useStateChoice<Choice>('OPEN')
  const query = useRoute('listCreditDrafts', { query: { limit: 25, state: choice, ...paging.at } })
  return (
    <Page title={t('nav.creditDrafts')} explain={t('credit.drafts.explain')}>
      <StateList
        title={t('credit.drafts')}
        choice={choice}
        choose={choose}
        paging={paging}
        choices={CHOICES}
        labelOf={(code) => t(code === 'APPROVED' ? 'draft.signed' : `state.${code}`)}
        query={query}
        empty={t('credit.drafts.empty')}
        rowKey={({ draftId }) => draftId}
        columns={[
          { key: 'decision', title: t('credit.decision'), render: (_, { decisionText }) => say(decisionText) },
          { key: 'person', title: t('credit.person'), render: (_, { person }) => <PersonCell person={person} /> },
          {
            key: 'no',
            title: t('credit.act.decisionNo'),
            render: (_, { decisionNo }) => decisionNo ?? t('common.none'),
          },
          {
            key: 'proposer',
            title: t('proposal.proposer'),
            render: (_, { proposer }) => `${proposer.organisation} / ${proposer.officer}`,
          },
          {
            key: 'expires',
            title: t('proposal.expires'),
            render: (_, { expiresAtMs, state }) => <Due dueAtMs={expiresAtMs} isDone={state !== 'OPEN'} />,
          },
          { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={state} /> },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, { draftId, person }) => (
              <Link to={`/credit/drafts/${draftId}`} aria-label={t('credit.openOf', { name: nameOf(person) })}>
                {t('action.open')}
              </Link>
            ),
          },
        ]}
      />
    </Page>
  )
}
