import { Alert, Flex } from 'antd'
import type { DescriptionsProps } from 'antd'
import type { CourtEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable, PagedTable, usePaging } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { CaseAlarms } from '../../../domain/alarm-table.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { ConsumptionFacts } from '../components/consumption-facts.tsx'
import { EntryActs } from '../components/entry-acts.tsx'
import { DecisionFacts, PublishedFacts } from '../components/entry-details.tsx'
import { ContestedSections } from '../components/objection-facts.tsx'
import { PersonCell, usePersonName } from '../components/person-cell.tsx'
import { usePropagationColumns } from '../components/spread-tables.tsx'
import { StepTimeline } from '../components/step-timeline.tsx'
import { TermChart } from '../components/term-chart.tsx'

/** One entry: why, until when, what was done with it, who has it, and what may be done next. */
export function CreditEntryPage(): ReactElement {
  const { t } = useI18n()
  const { entryId = '' } = useParams()
  const query = useRoute('getCreditEntry', { params: { entryId } })
  return (
    <Page title={t('credit.entry')} extra={<Link to="/credit/entries">{t('nav.creditEntries')}</Link>}>
      <QueryView query={query}>{(entry) => <Entry entry={entry} />}</QueryView>
    </Page>
  )
}

interface EntryProps {
  readonly entry: CourtEntryView
}

function Entry({ entry }: EntryProps): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const nameOf = usePersonName()
  return (
    <Flex vertical gap={16}>
      <Notices entry={entry} />
      <Section
        title={t('credit.decision')}
        extra={<ProofButton recordKey={entry.recordKey} about={nameOf(entry.person)} />}
      >
        <Flex vertical gap={12}>
          <DecisionFacts entry={entry} lead={useWho(entry)} />
          <TermChart entry={entry} />
        </Flex>
      </Section>
      <Section title={t('credit.acts')}>
        <Flex vertical gap={10} align="flex-start">
          <EntryActs entry={entry} />
          <Waiting entry={entry} />
        </Flex>
      </Section>
      {entry.alarms.length > 0 && (
        <Section title={t('nav.alarms')}>
          <CaseAlarms alarms={entry.alarms} />
        </Section>
      )}
      <ContestedSections entry={entry} />
      {entry.categories.length > 0 && (
        <Section title={t('credit.categories')}>
          <ConsumptionFacts entry={entry} />
        </Section>
      )}
      {entry.coSubjects.length > 0 && (
        <Section title={t('credit.coSubjects')}>
          <CoSubjects entry={entry} />
        </Section>
      )}
      {may('listPropagation') && (
        <Section title={t('credit.spreading')}>
          <Spreading entryId={entry.entryId} />
        </Section>
      )}
      <Section title={t('credit.published')}>
        <PublishedFacts entry={entry} />
      </Section>
      <Section title={t('credit.steps')}>
        <StepTimeline steps={entry.steps} />
      </Section>
    </Flex>
  )
}

/** What stands in the way, and what a person has to decide. */
function Notices({ entry }: EntryProps): ReactElement {
  const { t, say } = useI18n()
  const { proposal, isMachineSuspended, isObjected } = entry
  return (
    <>
      {isMachineSuspended && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('credit.suspended')}
          description={t('credit.suspended.means')}
        />
      )}
      {isObjected && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('credit.objected')}
          description={t('credit.objected.means')}
        />
      )}
      {proposal !== null && (
        <Alert
          type="info"
          showIcon
          role="status"
          title={t('credit.proposal', { event: say(proposal.text), day: proposal.on })}
          description={t('credit.proposal.means')}
        />
      )}
    </>
  )
}

/** Decisions and requests about this entry that wait. */
function Waiting({ entry: { drafts, requests } }: EntryProps): ReactElement | null {
  const { t } = useI18n()
  const { may } = useSession()
  if (drafts.length === 0 && requests.length === 0) return null
  return (
    <Flex gap={16} wrap>
      {drafts.map((draftId, at) => (
        <Link key={draftId} to={`/credit/drafts/${draftId}`}>
          {t('credit.draftNo', { number: at + 1 })}
        </Link>
      ))}
      {requests.length > 0 && may('listCreditRequests') && (
        <Link to="/credit/requests">{t('credit.hasRequests', { count: requests.length })}</Link>
      )}
    </Flex>
  )
}

function useWho(entry: CourtEntryView): NonNullable<DescriptionsProps['items']> {
  const { t } = useI18n()
  const { may } = useSession()
  const caseText = entry.published?.caseNumber ?? entry.caseId.slice(0, 8)
  return [
    { key: 'person', label: t('credit.person'), children: <PersonCell person={entry.person} /> },
    { key: 'kind', label: t('common.kind'), children: t(`credit.subject.${entry.subjectKind}`) },
    {
      key: 'case',
      label: t('alarm.case'),
      children: may('getEnforcement') ? <Link to={`/enforcement/cases/${entry.caseId}`}>{caseText}</Link> : caseText,
    },
  ]
}

function CoSubjects({ entry: { coSubjects } }: EntryProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('credit.coSubjects')}
      rows={coSubjects.map((one, at) => ({ ...one, key: String(at) }))}
      rowKey={({ key }) => key}
      columns={[
        { key: 'role', title: t('inquiry.role'), render: (_, { roleText }) => say(roleText) },
        { key: 'person', title: t('credit.person'), render: (_, { person }) => <PersonCell person={person} /> },
      ]}
    />
  )
}

/** With whom the entry is. */
function Spreading({ entryId }: { readonly entryId: string }): ReactElement {
  const { t } = useI18n()
  const paging = usePaging()
  const query = useRoute('listPropagation', { query: { limit: 50, entryId, ...paging.at } })
  const columns = usePropagationColumns().filter(({ key }) => key !== 'entry' && key !== 'list')
  return (
    <PagedTable
      label={t('credit.spreading')}
      query={query}
      paging={paging}
      empty={t('credit.spreading.empty')}
      rowKey={({ client, subscriber }) => `${client} ${subscriber}`}
      columns={columns}
    />
  )
}
