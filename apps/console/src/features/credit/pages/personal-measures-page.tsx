import { Flex } from 'antd'
import { PERSONAL_STATES } from '@xiezhi/gateway-api'
import type { PersonalRequestView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { ActButton } from '../../../components/act-dialog.tsx'
import { CallDialogButton } from '../../../components/call-dialog.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { useStateChoice } from '../../../components/state-choice.tsx'
import { StateList } from '../../../components/state-list.tsx'
import { Due } from '../../../domain/due.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { client, useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { Reasons } from '../components/act-fields.tsx'
import { PersonCell, usePersonName } from '../components/person-cell.tsx'
import { usePersonalColumns } from '../components/personal-columns.tsx'
import { usePersonalRequestColumns } from '../components/personal-request-columns.tsx'

const CHOICES = ['ALL', ...PERSONAL_STATES] as const
type Choice = (typeof CHOICES)[number]

/** Fines, detention and exit restriction of the court: what waits for a signature, for the counter, for a court above. */
export function PersonalMeasuresPage(): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  return (
    <Page title={t('nav.personal')} explain={t('personal.explain')}>
      <Drafts />
      <Requests />
      {may('decidePersonalReconsideration') && <Below />}
      <Measures />
    </Page>
  )
}

function Measures(): ReactElement {
  const { t } = useI18n()
  const { choice, choose, paging } = useStateChoice<Choice>('ALL')
  const query = useRoute('listPersonalMeasures', {
    query: { limit: 25, ...(choice === 'ALL' ? {} : { state: choice }), ...paging.at },
  })
  return (
    <StateList
      title={t('personal.measures')}
      choice={choice}
      choose={choose}
      paging={paging}
      choices={CHOICES}
      labelOf={(code) => (code === 'ALL' ? t('credit.choice.ALL') : t(`personal.state.${code}`))}
      query={query}
      empty={t('personal.empty')}
      rowKey={({ measureId }) => measureId}
      columns={usePersonalColumns()}
    />
  )
}

/** Decisions that wait for the second person. */
function Drafts(): ReactElement {
  const { t, say } = useI18n()
  const nameOf = usePersonName()
  const paging = usePaging()
  const query = useRoute('listPersonalDrafts', { query: { limit: 25, state: 'OPEN', ...paging.at } })
  return (
    <Section title={t('personal.drafts')}>
      <PagedTable
        label={t('personal.drafts')}
        query={query}
        paging={paging}
        empty={t('personal.drafts.empty')}
        rowKey={({ draftId }) => draftId}
        columns={[
          {
            key: 'decision',
            title: t('credit.decision'),
            render: (_, { decisionText, kind }) =>
              kind === null ? say(decisionText) : `${say(decisionText)} · ${t(`personal.kind.${kind}`)}`,
          },
          { key: 'person', title: t('credit.person'), render: (_, { person }) => <PersonCell person={person} /> },
          {
            key: 'no',
            title: t('credit.act.decisionNo'),
            render: (_, { decisionNo }) => decisionNo ?? t('common.none'),
          },
          {
            key: 'expires',
            title: t('proposal.expires'),
            render: (_, { expiresAtMs }) => <Due dueAtMs={expiresAtMs} />,
          },
          {
            key: 'do',
            title: t('common.actions'),
            render: (_, { draftId, person }) => (
              <Link to={`/personal/drafts/${draftId}`} aria-label={t('credit.openOf', { name: nameOf(person) })}>
                {t('action.open')}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  )
}

/** What persons concerned have sent in. */
function Requests(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listPersonalRequests', { query: { limit: 25, ...paging.at } })
  return (
    <Section title={t('personal.requests')}>
      <PagedTable
        label={t('personal.requests')}
        query={query}
        paging={paging}
        empty={t('personal.requests.empty')}
        rowKey={({ requestId }) => requestId}
        columns={[
          ...usePersonalRequestColumns(),
          { key: 'do', title: t('common.actions'), render: (_, request) => <RequestActs request={request} /> },
        ]}
      />
    </Section>
  )
}

function RequestActs({ request }: { readonly request: PersonalRequestView }): ReactElement {
  const { t, say } = useI18n()
  const { may } = useSession()
  const { requestId, state, kindText, receivedOn } = request
  const about = `${say(kindText)} ${receivedOn}`
  if (state !== 'RECEIVED' || !may('registerPersonalRequest')) return <>{t('common.none')}</>
  return (
    <Flex gap={8} wrap>
      <ActButton
        text={t('credit.act.register')}
        about={about}
        type="primary"
        act={{ route: 'registerPersonalRequest', params: { requestId }, body: {} }}
      />
      <CallDialogButton<{ readonly reasons: string }>
        title={t('credit.act.return')}
        about={about}
        explain={t('credit.act.return.explain')}
        send={({ reasons }) =>
          client.call('returnPersonalRequest', { params: { requestId }, body: { reasons: reasons.trim() } })
        }
        refreshes={['listPersonalRequests']}
      >
        <Reasons />
      </CallDialogButton>
    </Flex>
  )
}

/** Of courts below: requests that this court decides. */
function Below(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listPersonalMeasures', { query: { pending: true } })
  return (
    <Section title={t('personal.below')}>
      <PagedTable
        label={t('personal.below')}
        query={query}
        paging={paging}
        empty={t('personal.below.empty')}
        rowKey={({ measureId }) => measureId}
        columns={usePersonalColumns()}
      />
    </Section>
  )
}
