import { Alert, Flex } from 'antd'
import type { VerificationView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Link, useParams } from 'react-router'
import { Page, Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { StepTrail } from '../../../components/step-trail.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { refusalText, refusalTodo } from '../../../lib/problem.ts'
import { BundleProof } from '../components/bundle-proof.tsx'
import { CheckTable } from '../components/check-table.tsx'
import { VerificationFacts } from '../components/verification-facts.tsx'
import { VerdictBanner } from '../components/verdict-banner.tsx'

const FINAL: ReadonlySet<string> = new Set(['answered', 'refused', 'failed'])
const WATCH_MS = 1_000

/** A verification from its first step to its proof. */
export function VerificationPage(): ReactElement {
  const { t } = useI18n()
  const { id = '' } = useParams()
  const query = useRoute('getVerification', { params: { id } }, { everyMs: WATCH_MS })
  const title = query.data === undefined ? t('verify.title') : t('verification.title', { licence: query.data.licence })
  const caseId = query.data?.caseId ?? null
  return (
    <Page
      title={title}
      extra={caseId === null ? null : <Link to={`/cases/${caseId}`}>{t('verification.toCase')}</Link>}
    >
      <QueryView query={query}>{(view) => <Verification view={view} />}</QueryView>
    </Page>
  )
}

function Verification({ view }: { readonly view: VerificationView }): ReactElement {
  const { t } = useI18n()
  return (
    <Flex vertical gap={16}>
      <Section title={t('outbox.progress')}>
        <Flex vertical gap={12}>
          <StepTrail state={view.state} steps={view.steps} isTravelling />
          <Refusal view={view} />
        </Flex>
      </Section>
      {view.verdict !== null && <VerdictBanner view={view} />}
      {view.bureau !== null && (
        <Section title={t('verification.bureau')}>
          <CheckTable label={t('verification.bureau')} checks={view.bureau.checks} />
        </Section>
      )}
      {view.court !== null && (
        <Section title={t('verification.court')}>
          <CheckTable label={t('verification.court')} checks={view.court.checks} />
        </Section>
      )}
      {view.state === 'answered' && (
        <Section title={t('verification.proof')}>
          <BundleProof view={view} />
        </Section>
      )}
      <Section title={t('verification.facts')}>
        <VerificationFacts view={view} />
      </Section>
    </Flex>
  )
}

function Refusal({ view }: { readonly view: VerificationView }): ReactElement | null {
  const { t, language, say } = useI18n()
  if (view.refusal !== null) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={refusalText(language, view.refusal)}
        description={refusalTodo(language, view.refusal)}
      />
    )
  }
  if (view.policyRefusal !== null) {
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={t('verification.policyRefusal')}
        description={say(view.policyRefusal.text)}
      />
    )
  }
  if (FINAL.has(view.state) || view.outcome === null) return null
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('verification.late')}
      description={t('verification.late.todo')}
    />
  )
}
