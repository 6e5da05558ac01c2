import { Flex } from 'antd'
import type { CreditorView, EnforcementView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { DistributionAnswer } from '../components/distribution-answer.tsx'
import { DistributionForm } from '../components/distribution-form.tsx'
import type { DistributionQuestion } from '../components/distribution-form.tsx'
import { PlanObjection } from '../components/plan-objection.tsx'

/** Who gets how much of what a sale or a deduction brought, step by step, and the clocks of objections to the plan. */
export function DistributionPage(): ReactElement {
  const { t } = useI18n()
  const { caseId = '' } = useParams()
  const query = useRoute('getEnforcement', { params: { caseId } })
  const matters = useRoute('getMatters', { params: { caseId } })
  return (
    <Page
      title={t('distribution.title')}
      explain={t('distribution.explain')}
      extra={<Link to={`/enforcement/cases/${caseId}`}>{t('distribution.toCase')}</Link>}
    >
      <QueryView query={query}>
        {(view) => (
          <QueryView query={matters}>{({ creditors }) => <Distribution view={view} creditors={creditors} />}</QueryView>
        )}
      </QueryView>
    </Page>
  )
}

interface DistributionProps {
  readonly view: EnforcementView
  readonly creditors: readonly CreditorView[]
}

function Distribution({ view, creditors }: DistributionProps): ReactElement {
  const { t } = useI18n()
  const [question, setQuestion] = useState<DistributionQuestion | null>(null)
  return (
    <Flex vertical gap={16}>
      <Section title={t('distribution.facts')}>
        <DistributionForm view={view} creditors={creditors} onAsk={setQuestion} />
      </Section>
      {question !== null && (
        <Section title={t('distribution.answer')}>
          <Answer caseId={view.caseId} question={question} />
        </Section>
      )}
      <Section title={t('distribution.objections')}>
        <PlanObjection />
      </Section>
    </Flex>
  )
}

interface AnswerProps {
  readonly caseId: string
  readonly question: DistributionQuestion
}

function Answer({ caseId, question }: AnswerProps): ReactElement {
  const query = useRoute('evaluateDistribution', { params: { caseId }, body: question })
  return <QueryView query={query}>{(answer) => <DistributionAnswer answer={answer} />}</QueryView>
}
