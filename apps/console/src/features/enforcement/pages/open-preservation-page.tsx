import { Button, Flex, Form, Input } from 'antd'
import { PRESERVATION_KINDS } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useNavigate } from 'react-router'
import { DateField } from '../../../components/date-field.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { Page, Section } from '../../../components/page.tsx'
import { useFormSigning } from '../../../components/signing-host.tsx'
import { DIGEST_PATTERN, DigestField } from '../../../domain/digest-field.tsx'
import { DocumentDigest } from '../../../domain/document-digest.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { ActRequest } from '../../../lib/signer.ts'
import { ApplicantFields, BasisNameFields, namedOf } from '../components/applicant-fields.tsx'
import type { NamedEntry } from '../components/applicant-fields.tsx'
import { DebtorFields, debtorsOf, NEW_DEBTOR } from '../components/debtor-fields.tsx'
import type { DebtorEntry } from '../components/debtor-fields.tsx'
import { dayOrNull } from '../components/document-fields.tsx'
import { ChoiceField, given } from '../components/matter-fields.tsx'

const CASE_ID = /^[0-9a-f]{32}$/
const NUMBER_MAX = 96
const CURRENCY = 'CNY'

/** Only in a suit may a court act without an application (民诉法 103). */
const WITHOUT_APPLICANT = 'IN_SUIT'

interface Entry extends NamedEntry {
  readonly caseId: string
  readonly caseNumber?: string
  readonly kind: (typeof PRESERVATION_KINDS)[number]
  readonly rulingDigest: string
  readonly amountCents: number
  readonly securityCents?: number | null
  readonly securityDigest?: string
  readonly performanceEndsOn?: string
  readonly debtors: DebtorEntry[]
}

/** Measures before there is an effective document: the ruling, its amount, its security and the respondents. */
export function OpenPreservationPage(): ReactElement {
  const { t } = useI18n()
  const navigate = useNavigate()
  const { unchanged, sign } = useFormSigning()
  const next = (entry: Entry): void =>
    sign({ title: t('preservation.open'), act: requestOf(entry) }, () => void navigate('/enforcement/preservations'))
  return (
    <Page title={t('preservation.open')} explain={t('preservation.open.explain')}>
      <Form<Entry>
        name="preservation"
        layout="vertical"
        initialValues={{ kind: 'PRE_SUIT', debtors: [NEW_DEBTOR], applicants: [{ idType: 'RESIDENT_ID' }] }}
        onFinish={next}
      >
        <Flex vertical gap={16}>
          <Section title={t('preservation.ruling')}>
            <RulingFields />
          </Section>
          <Section title={t('preservation.amount')}>
            <AmountFields />
          </Section>
          <Section title={t('preservation.respondents')}>
            <DebtorFields />
          </Section>
          <Section title={t('preservationApplicant.title')}>
            <p style={{ color: '#4b5563', marginTop: 0 }}>{t('preservation.applicants.hint')}</p>
            <Applicants />
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

function RulingFields(): ReactElement {
  const { t } = useI18n()
  return (
    <>
      <Flex gap={16} wrap>
        <Form.Item
          name="caseId"
          label={t('case.reference')}
          extra={t('enforcement.caseId.hint')}
          rules={[{ required: true, pattern: CASE_ID, message: t('enforcement.caseId.invalid') }]}
        >
          <Input style={{ width: 360 }} maxLength={32} />
        </Form.Item>
        <Form.Item name="caseNumber" label={t('preservation.caseNumber')}>
          <Input style={{ width: 260 }} maxLength={NUMBER_MAX} autoComplete="off" />
        </Form.Item>
        <div style={{ width: 200 }}>
          <ChoiceField name="kind" label={t('common.kind')} codes={PRESERVATION_KINDS} family="preservationKind" />
        </div>
      </Flex>
      <LegalBasis />
      <Flex gap={16} wrap>
        <BasisNameFields rules={[{ required: true, whitespace: true, message: t('common.required') }]} />
      </Flex>
      <DocumentDigest name="rulingDigest" label={t('preservation.ruling')} />
      <Form.Item
        name="performanceEndsOn"
        label={t('preservation.performanceEndsOn')}
        dependencies={['kind']}
        rules={[
          ({ getFieldValue }) => ({
            required: getFieldValue('kind') === 'AFTER_JUDGMENT',
            message: t('common.required'),
          }),
        ]}
      >
        <DateField />
      </Form.Item>
    </>
  )
}

/** The article that lets the court order what is chosen; it stands in the words that are signed too. */
function LegalBasis(): ReactElement {
  const { t } = useI18n()
  const kind = Form.useWatch<Entry['kind'] | undefined>('kind')
  return (
    <p role="note" style={{ marginTop: 0 }}>
      {kind !== undefined && t('preservation.legalBasis.of', { basis: t(`preservation.basis.${kind}`) })}
    </p>
  )
}

function Applicants(): ReactElement {
  const { t } = useI18n()
  const form = Form.useFormInstance<Entry>()
  const kind = Form.useWatch<Entry['kind'] | undefined>('kind', form)
  const isFree = kind === WITHOUT_APPLICANT
  return (
    <ApplicantFields
      key={String(isFree)}
      words="preservationApplicant"
      rules={[
        {
          validator: (_, applicants: unknown) =>
            isFree || (Array.isArray(applicants) && applicants.length > 0)
              ? Promise.resolve()
              : Promise.reject(new Error(t('preservation.applicants.missing'))),
        },
      ]}
    />
  )
}

function AmountFields(): ReactElement {
  const { t } = useI18n()
  return (
    <Flex gap={16} wrap>
      <Form.Item
        name="amountCents"
        label={t('preservation.amount')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <MoneyField min={1} />
      </Form.Item>
      <Form.Item name="securityCents" label={t('preservation.securityCents')}>
        <MoneyField min={1} />
      </Form.Item>
      <Form.Item
        name="securityDigest"
        label={t('preservation.securityDocument')}
        dependencies={['securityCents']}
        rules={[
          ({ getFieldValue }) => ({
            required: typeof getFieldValue('securityCents') === 'number',
            pattern: DIGEST_PATTERN,
            message: t('form.digest.invalid'),
          }),
        ]}
      >
        <DigestField />
      </Form.Item>
    </Flex>
  )
}

function requestOf(entry: Entry): ActRequest {
  const { caseId, caseNumber, kind, rulingDigest, amountCents, securityCents = null, securityDigest = '' } = entry
  return {
    route: 'openPreservation',
    params: {},
    body: {
      caseId,
      kind,
      rulingDigest,
      amountCents,
      currency: CURRENCY,
      ...given('caseNumber', caseNumber?.trim()),
      ...namedOf({ ...entry, basis: { ...entry.basis, type: 'RULING' } }),
      security: securityCents === null ? null : { cents: securityCents, digest: securityDigest },
      performanceEndsOn: dayOrNull(entry.performanceEndsOn),
      debtors: debtorsOf(entry.debtors),
    },
  }
}
