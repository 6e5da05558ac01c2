import { Button, Flex, Form, Input } from 'antd'
import type { ReactElement } from 'react'
import { useNavigate } from 'react-router'
import { DateField } from '../../../components/date-field.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { useFormSigning } from '../../../components/signing-host.tsx'
import { DIGEST_PATTERN, DigestField } from '../../../domain/digest-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useSession } from '../../../lib/session.ts'
import type { ActRequest } from '../../../lib/signer.ts'
import { ApplicantFields, BasisDocumentFields, namedOf } from '../components/applicant-fields.tsx'
import type { NamedEntry } from '../components/applicant-fields.tsx'
import { ClaimFields, claimOf } from '../components/claim-fields.tsx'
import type { ClaimEntry } from '../components/claim-fields.tsx'
import { DebtorFields, debtorsOf, NEW_DEBTOR } from '../components/debtor-fields.tsx'
import type { DebtorEntry } from '../components/debtor-fields.tsx'
import { dayOrNull } from '../components/document-fields.tsx'

const CASE_ID = /^[0-9a-f]{32}$/

interface Entry extends ClaimEntry, NamedEntry {
  readonly caseId: string
  readonly basisDigest: string
  readonly effectiveOn: string
  readonly performanceEndsOn?: string
  readonly appliedOn: string
  readonly debtors: DebtorEntry[]
}

/** Opens enforcement of an effective document. */
export function OpenEnforcementPage(): ReactElement {
  const { t } = useI18n()
  const { session, may } = useSession()
  const navigate = useNavigate()
  const { unchanged, sign } = useFormSigning()
  const next = (entry: Entry): void => {
    const opened = may('getEnforcement') ? `/enforcement/cases/${entry.caseId}` : '/outbox'
    sign({ title: t('enforcement.new'), act: requestOf(entry) }, () => void navigate(opened))
  }
  return (
    <Page title={t('enforcement.new')} explain={t('enforcement.new.explain')}>
      <Form<Entry>
        name="enforcement"
        layout="vertical"
        initialValues={{
          appliedOn: session.today,
          dayBasis: 365,
          debtors: [NEW_DEBTOR],
        }}
        onFinish={next}
      >
        <Flex vertical gap={16}>
          <Section title={t('enforcement.basisTitle')}>
            <BasisFields />
          </Section>
          <Section title={t('enforcement.claim')}>
            <ClaimFields />
          </Section>
          <Section title={t('enforcement.debtors')}>
            <p style={{ color: '#4b5563', marginTop: 0 }}>{t('enforcement.debtors.hint')}</p>
            <DebtorFields />
          </Section>
          <Section title={t('applicant.title')}>
            <p style={{ color: '#4b5563', marginTop: 0 }}>{t('applicant.hint')}</p>
            <ApplicantFields />
          </Section>
          <div>
            {unchanged}
            <Button type="primary" htmlType="submit">
              {t('sign.next')}
            </Button>
          </div>
        </Flex>
      </Form>
    </Page>
  )
}

/** The case, the effective document and the days that count. */
function BasisFields(): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  return (
    <>
      <Form.Item
        name="caseId"
        label={t('case.reference')}
        extra={t('enforcement.caseId.hint')}
        rules={[{ required: true, pattern: CASE_ID, message: t('enforcement.caseId.invalid') }]}
      >
        <Input style={{ width: 360 }} maxLength={32} />
      </Form.Item>
      <Form.Item
        name="basisDigest"
        label={t('enforcement.basis')}
        extra={t('form.digest.hint')}
        rules={[{ required: true, pattern: DIGEST_PATTERN, message: t('form.digest.invalid') }]}
      >
        <DigestField />
      </Form.Item>
      <BasisDocumentFields />
      <Flex gap={16} wrap>
        <Form.Item name="effectiveOn" label={t('enforcement.effectiveOn')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item name="performanceEndsOn" label={t('enforcement.performanceEndsOn')}>
          <DateField />
        </Form.Item>
        <Form.Item name="appliedOn" label={t('enforcement.appliedOn')} rules={required}>
          <DateField />
        </Form.Item>
      </Flex>
    </>
  )
}

function requestOf(entry: Entry): ActRequest {
  const { caseId, basisDigest, effectiveOn, performanceEndsOn, appliedOn, debtors } = entry
  return {
    route: 'openEnforcement',
    params: {},
    body: {
      caseId,
      basisDigest,
      effectiveOn,
      appliedOn,
      performanceEndsOn: dayOrNull(performanceEndsOn),
      claim: claimOf(entry),
      debtors: debtorsOf(debtors),
      ...namedOf(entry),
    },
  }
}
