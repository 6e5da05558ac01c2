import type { Deadline } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { BilingualText, ReasonList } from '../../../components/statute.tsx'
import { AlarmTable, Owner } from '../../../domain/alarm-table.tsx'
import { CaseTable } from '../../../domain/case-table.tsx'
import { Due } from '../../../domain/due.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'

const PAGE_SIZE = 10

/** What waits for this person: alarms with owner and due time, legal deadlines, open cases. */
export function WorkPage(): ReactElement {
  const { t } = useI18n()
  const { session } = useSession()
  return (
    <Page title={t('nav.work')} explain={t('work.explain', { name: session.person?.name ?? '' })}>
      <Section title={t('nav.alarms')}>
        <Alarms />
      </Section>
      <Section title={t('work.deadlines')}>
        <Deadlines />
      </Section>
      <Section title={t('work.openCases')} extra={<Link to="/cases">{t('work.allCases')}</Link>}>
        <OpenCases />
      </Section>
    </Page>
  )
}

function Alarms(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listAlarms', { query: { limit: PAGE_SIZE, ...paging.at } })
  return <AlarmTable query={query} paging={paging} empty={t('alarm.empty')} />
}

function OpenCases(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listCases', { query: { limit: PAGE_SIZE, state: 'OPEN', ...paging.at } })
  return <CaseTable query={query} paging={paging} empty={t('case.empty')} />
}

function Deadlines(): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listDeadlines', { query: { limit: PAGE_SIZE, ...paging.at } })
  return (
    <PagedTable<Deadline>
      label={t('work.deadlines')}
      query={query}
      paging={paging}
      empty={t('work.deadlines.empty')}
      rowKey={({ id }) => id}
      columns={[
        { key: 'text', title: t('work.deadline'), render: (_, { text }) => <BilingualText text={text} /> },
        {
          key: 'case',
          title: t('alarm.case'),
          render: (_, { caseId, caseNumber }) =>
            caseId === null ? (
              t('common.none')
            ) : (
              <Link to={`/cases/${caseId}`}>{caseNumber ?? caseId.slice(0, 8)}</Link>
            ),
        },
        { key: 'owner', title: t('common.owner'), render: (_, { owner }) => <Owner role={owner} /> },
        { key: 'due', title: t('common.due'), render: (_, { dueAtMs }) => <Due dueAtMs={dueAtMs} /> },
        { key: 'basis', title: t('common.statute'), render: (_, { basis }) => <ReasonList reasons={basis} /> },
      ]}
    />
  )
}
