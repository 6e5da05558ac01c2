import { Descriptions, Flex } from 'antd'
import type { CaseView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Identifier } from '../../../components/identifier.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { BilingualText, ReasonList } from '../../../components/statute.tsx'
import { CaseAlarms } from '../../../domain/alarm-table.tsx'
import { caseTitle } from '../../../domain/case-table.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { NamePartyButton } from '../../../domain/name-party.tsx'
import { StateTag } from '../../../domain/tags.tsx'
import { verificationColumns } from '../../../domain/verification-columns.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { AgentCards } from '../components/agent-cards.tsx'
import { CaseEvents } from '../components/case-events.tsx'
import { VerifyLawyer } from '../components/verify-lawyer.tsx'

/** A case with its agents, their powers and access, and everything that was verified in it. */
export function CasePage(): ReactElement {
  const { t } = useI18n()
  const { caseId = '' } = useParams()
  const query = useRoute('getCase', { params: { caseId } })
  const title = query.data === undefined ? t('nav.cases') : caseTitle(query.data, t('case.unpublished'))
  return (
    <Page
      title={title}
      extra={
        <>
          <Link to={`/cases/${caseId}/deposits`}>{t('nav.deposits')}</Link>
          <Link to="/cases">{t('case.list')}</Link>
        </>
      }
    >
      <QueryView query={query}>{(view) => <Case view={view} />}</QueryView>
    </Page>
  )
}

function Case({ view }: { readonly view: CaseView }): ReactElement {
  const { t, language } = useI18n()
  const { may } = useSession()
  return (
    <Flex vertical gap={16}>
      <Section
        title={t('case.facts')}
        extra={
          <Flex gap={8}>
            {view.isEnforced && may('nameParty') && <NamePartyButton caseId={view.caseId} />}
            <ProofButton recordKey={view.recordKey} about={t('case.facts')} />
          </Flex>
        }
      >
        <CaseFacts view={view} />
      </Section>
      {view.state === 'OPEN' && (
        <Section title={t('verify.title')}>
          <VerifyLawyer view={view} />
        </Section>
      )}
      {view.alarms.length > 0 && (
        <Section title={t('nav.alarms')}>
          <CaseAlarms alarms={view.alarms} />
        </Section>
      )}
      <Section title={t('case.agents')}>
        <AgentCards view={view} />
      </Section>
      <Section title={t('case.verifications')}>
        <DataTable
          label={t('case.verifications')}
          rows={view.verifications}
          columns={verificationColumns(t, language)}
          rowKey={({ id }) => id}
        />
      </Section>
      <Section title={t('case.events')}>
        <CaseEvents view={view} />
      </Section>
    </Flex>
  )
}

function CaseFacts({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={12}>
      <Descriptions
        size="small"
        column={3}
        items={[
          { key: 'id', label: t('case.reference'), children: <Identifier value={view.caseId} /> },
          { key: 'court', label: t('case.court'), children: view.courtCode },
          { key: 'procedure', label: t('case.procedure'), children: t(`procedure.${view.procedure}`) },
          { key: 'filed', label: t('case.filedOn'), children: view.filedOn },
          { key: 'state', label: t('common.status'), children: <StateTag code={`CASE_${view.state}`} /> },
          {
            key: 'connected',
            label: t('case.connected'),
            children:
              view.connected.length === 0
                ? t('common.none')
                : view.connected.map((id) => (
                    <Link key={id} to={`/cases/${id}`} style={{ marginInlineEnd: 8 }}>
                      {id.slice(0, 8)}
                    </Link>
                  )),
          },
        ]}
      />
      <DataTable
        label={t('case.parties')}
        rows={view.parties}
        rowKey={({ partyId }) => partyId}
        columns={[
          { key: 'side', title: t('case.side'), render: (_, { side }) => <CodeText family="side" code={side} /> },
          { key: 'name', title: t('common.name'), render: (_, { name }) => name ?? t('case.nameWithheld') },
          { key: 'id', title: t('case.party'), render: (_, { partyId }) => <Identifier value={partyId} /> },
          {
            key: 'organisation',
            title: t('case.organisation'),
            render: (_, { organisationCode }) => organisationCode ?? t('common.none'),
          },
        ]}
      />
      <Clues view={view} />
      <CaseDeadlines view={view} />
    </Flex>
  )
}

function Clues({ view }: { readonly view: CaseView }): ReactElement | null {
  const { t } = useI18n()
  const nameOf = (agentId: string): string => {
    const agent = view.agentList.find((one) => one.agentId === agentId)
    return agent?.name ?? agent?.licence ?? agentId
  }
  if (view.conflicts.length === 0) return null
  return (
    <DataTable
      label={t('case.conflicts')}
      rows={view.conflicts}
      rowKey={({ agentId, againstId }) => `${agentId} ${againstId}`}
      columns={[
        {
          key: 'kind',
          title: t('case.conflict'),
          render: (_, { kind }) => <CodeText family="conflict" code={kind} />,
        },
        { key: 'agent', title: t('case.agents'), render: (_, { agentId }) => nameOf(agentId) },
        { key: 'state', title: t('common.status'), render: (_, { state }) => <StateTag code={state} /> },
      ]}
    />
  )
}

function CaseDeadlines({ view }: { readonly view: CaseView }): ReactElement | null {
  const { t } = useI18n()
  if (view.deadlines.length === 0) return null
  return (
    <DataTable
      label={t('work.deadlines')}
      rows={view.deadlines}
      rowKey={({ id }) => id}
      columns={[
        { key: 'text', title: t('work.deadline'), render: (_, { text }) => <BilingualText text={text} /> },
        { key: 'due', title: t('common.due'), dataIndex: 'dueOn' },
        { key: 'basis', title: t('common.statute'), render: (_, { basis }) => <ReasonList reasons={basis} /> },
      ]}
    />
  )
}
