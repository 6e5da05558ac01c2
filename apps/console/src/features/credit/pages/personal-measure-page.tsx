import { Alert, Flex } from 'antd'
import type { PersonalMeasureView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { ProofButton } from '../../../components/proof-drawer.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { PersonCell, usePersonName } from '../components/person-cell.tsx'
import { PersonalActs } from '../components/personal-acts.tsx'
import { PersonalFacts, ReconsiderationFacts } from '../components/personal-facts.tsx'
import { StepTimeline } from '../components/step-timeline.tsx'

/** One measure against a person: why, its clocks, what was done, and what may be done next. */
export function PersonalMeasurePage(): ReactElement {
  const { t } = useI18n()
  const { measureId = '' } = useParams()
  const query = useRoute('getPersonalMeasure', { params: { measureId } })
  return (
    <Page title={t('personal.measure')} extra={<Link to="/personal">{t('nav.personal')}</Link>}>
      <QueryView query={query}>{(measure) => <Measure measure={measure} />}</QueryView>
    </Page>
  )
}

function Measure({ measure }: { readonly measure: PersonalMeasureView }): ReactElement {
  const { t } = useI18n()
  const nameOf = usePersonName()
  const lead = [
    { key: 'person', label: t('credit.person'), children: <PersonCell person={measure.person} /> },
    {
      key: 'case',
      label: t('alarm.case'),
      children: (
        <Link to={`/personal/cases/${measure.caseId}`}>{measure.caseNumber ?? measure.caseId.slice(0, 8)}</Link>
      ),
    },
    { key: 'kind', label: t('common.kind'), children: t(`credit.subject.${measure.subjectKind}`) },
  ]
  return (
    <Flex vertical gap={16}>
      {measure.isMachineSuspended && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={t('credit.suspended')}
          description={t('credit.suspended.means')}
        />
      )}
      <Section
        title={t('credit.decision')}
        extra={<ProofButton recordKey={measure.recordKey} about={nameOf(measure.person)} />}
      >
        <PersonalFacts measure={measure} lead={lead} />
      </Section>
      <Section title={t('credit.acts')}>
        <Flex vertical gap={10} align="flex-start">
          <PersonalActs measure={measure} />
          {measure.drafts.map((draftId, at) => (
            <Link key={draftId} to={`/personal/drafts/${draftId}`}>
              {t('credit.draftNo', { number: at + 1 })}
            </Link>
          ))}
        </Flex>
      </Section>
      {measure.kind !== 'EXIT_RESTRICTION' && (
        <Section title={t('personal.reconsideration')}>
          <ReconsiderationFacts measure={measure} />
        </Section>
      )}
      <Section title={t('credit.steps')}>
        <StepTimeline steps={measure.steps} />
      </Section>
    </Flex>
  )
}
