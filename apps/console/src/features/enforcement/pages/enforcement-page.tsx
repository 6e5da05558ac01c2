import { Flex } from 'antd'
import type { EnforcementView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { CaseAlarms } from '../../../domain/alarm-table.tsx'
import { caseTitle } from '../../../domain/case-table.tsx'
import { NamePartyButton } from '../../../domain/name-party.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { useSession } from '../../../lib/session.ts'
import { CaseActs } from '../components/case-acts.tsx'
import { EnforcementFacts } from '../components/case-facts.tsx'
import { DebtClock } from '../components/debt-clock.tsx'
import { DraftTable } from '../components/draft-table.tsx'
import { InstrumentsSection } from '../components/instruments-section.tsx'
import { LedgerProposals } from '../components/ledger-proposals.tsx'
import { MeasuresSection } from '../components/measures-section.tsx'
import { OrdersSection } from '../components/orders-section.tsx'
import { PlanSection } from '../components/plan-section.tsx'
import { EnterPropertyButton } from '../components/property-dialogs.tsx'
import { PropertySection } from '../components/property-section.tsx'
import { mayBeAsked, QueryButton } from '../components/query-button.tsx'

/** One screen of a case: what is owed, what was found, what is proposed, signed, ordered and answered. */
export function EnforcementPage(): ReactElement {
  const { t } = useI18n()
  const { caseId = '' } = useParams()
  const { may } = useSession()
  const query = useRoute('getEnforcement', { params: { caseId } })
  const title = query.data === undefined ? t('nav.enforcement') : caseTitle(query.data, t('case.unpublished'))
  return (
    <Page
      title={title}
      extra={
        <>
          {may('getMatters') && <Link to={`/enforcement/cases/${caseId}/matters`}>{t('matters.open')}</Link>}
          {may('listCaseDocuments') && (
            <Link to={`/enforcement/cases/${caseId}/documents`}>{t('caseDocument.open')}</Link>
          )}
          {may('evaluateDistribution') && (
            <Link to={`/enforcement/cases/${caseId}/distribution`}>{t('distribution.open')}</Link>
          )}
          {may('listCaseCreditEntries') && <Link to={`/credit/cases/${caseId}`}>{t('credit.ofCase')}</Link>}
          {may('getCase') && <Link to={`/cases/${caseId}`}>{t('enforcement.toCase')}</Link>}
          <Link to="/enforcement">{t('enforcement.list')}</Link>
        </>
      }
    >
      <QueryView query={query}>{(view) => <Cockpit view={view} />}</QueryView>
    </Page>
  )
}

function Cockpit({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const { may } = useSession()
  const isOpen = view.state === 'OPEN'
  const canAsk = mayBeAsked(view)
  return (
    <Flex vertical gap={16}>
      <Section title={t('owed.title')} extra={<CaseActs view={view} />}>
        <DebtClock view={view} />
      </Section>
      {view.alarms.length > 0 && (
        <Section title={t('nav.alarms')}>
          <CaseAlarms alarms={view.alarms} />
        </Section>
      )}
      {view.drafts.length > 0 && (
        <Section title={t('nav.drafts')}>
          <DraftTable drafts={view.drafts} />
        </Section>
      )}
      <Section
        title={t('property.map')}
        extra={
          <Flex gap={8}>
            {isOpen && may('enterProperty') && <EnterPropertyButton view={view} />}
            {canAsk && may('queryProperty') && <QueryButton view={view} />}
          </Flex>
        }
      >
        <PropertySection view={view} />
      </Section>
      {isOpen && (
        <Section title={t('plan.title')}>
          <PlanSection view={view} />
        </Section>
      )}
      <Section title={t('measure.title')}>
        <MeasuresSection view={view} />
      </Section>
      {view.proposals.length > 0 && (
        <Section title={t('proposal.ofLedger')}>
          <LedgerProposals view={view} />
        </Section>
      )}
      <Section title={t('order.title')}>
        <OrdersSection view={view} />
      </Section>
      <Section title={t('instrument.title')}>
        <InstrumentsSection view={view} />
      </Section>
      <Section
        title={t('enforcement.facts')}
        extra={
          <Flex gap={8}>
            {view.state !== 'CLOSED' && may('nameParty') && <NamePartyButton caseId={view.caseId} />}
            <ProofButton recordKey={view.recordKey} about={t('enforcement.facts')} />
          </Flex>
        }
      >
        <EnforcementFacts view={view} />
      </Section>
    </Flex>
  )
}
