import { Button, Flex, Form, Input, InputNumber, Select } from 'antd'
import { ID_TYPES, PERSONAL_CONDUCTS, PERSONAL_KINDS, PERSONAL_ROLES } from '@xiezhi/gateway-api'
import type { EnforcementView, PersonalLimits } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { MoneyField } from '../../../components/money-field.tsx'
import { Section } from '../../../components/page.tsx'
import { debtorOptions, isUnitDebtor } from '../../../domain/debtors.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { ActRequest } from '../../../lib/signer.ts'
import { formatMoney } from '../../../lib/money.ts'
import { Choice, Day, DecisionNo, Reasons } from './act-fields.tsx'

/** Somebody who is no debtor of the case. */
const OTHER = 'OTHER'

interface Entry {
  readonly debtorId: string
  readonly name?: string
  readonly certificateType?: string
  readonly certificateNumber?: string
  readonly subjectKind?: 'NATURAL' | 'UNIT'
  readonly role: string
  readonly kind: (typeof PERSONAL_KINDS)[number]
  readonly conductKind?: string
  readonly conductOn?: string
  readonly amountCents?: number
  readonly days?: number
  readonly decisionNo: string
  readonly reasons: string
}

interface FormProps {
  readonly view: EnforcementView
  readonly limits: PersonalLimits
  /** Why what was proposed before changed nothing. */
  readonly unchanged: ReactNode
  readonly onPropose: (act: ActRequest) => void
}

/** A fine, a detention or an exit restriction for the two who sign. */
export function PersonalForm({ view, limits, unchanged, onPropose }: FormProps): ReactElement {
  const { t } = useI18n()
  const [form] = Form.useForm<Entry>()
  // Nothing is watched yet when the form is drawn for the first time.
  const kind = (Form.useWatch('kind', form) as Entry['kind'] | undefined) ?? 'FINE'
  const debtorId = (Form.useWatch('debtorId', form) as string | undefined) ?? view.debtors[0]?.debtorId ?? OTHER
  const stated = Form.useWatch<Entry['subjectKind']>('subjectKind', form)
  const isUnit = debtorId === OTHER ? stated === 'UNIT' : isUnitDebtor(view, debtorId)
  return (
    <Form<Entry>
      form={form}
      name="personal"
      layout="vertical"
      initialValues={{ debtorId, kind, role: 'DEBTOR', subjectKind: 'NATURAL' }}
      onFinish={(entry) => onPropose(requestOf(view.caseId, entry))}
    >
      <Section title={t('personal.propose')}>
        <Flex gap={16} wrap>
          <Form.Item name="debtorId" label={t('personal.against')} rules={[{ required: true }]}>
            <Select
              style={{ width: 280 }}
              options={[
                ...debtorOptions(view, t('case.nameWithheld')),
                { value: OTHER, label: t('personal.otherPerson') },
              ]}
            />
          </Form.Item>
          <Narrow>
            <Choice
              name="role"
              label={t('personal.role')}
              codes={PERSONAL_ROLES}
              labelOf={(code) => t(`personal.role.${code}`)}
            />
          </Narrow>
          <Narrow>
            <Choice
              name="kind"
              label={t('personal.kind')}
              codes={PERSONAL_KINDS}
              labelOf={(code) => t(`personal.kind.${code}`)}
            />
          </Narrow>
        </Flex>
        {debtorId === OTHER && <OtherPerson />}
        {kind !== 'EXIT_RESTRICTION' && <Conduct />}
        {kind === 'FINE' && <Amount limits={limits} isUnit={isUnit} />}
        {kind === 'DETENTION' && <DetentionDays most={limits.detentionDays} />}
        <DecisionNo />
        <Reasons />
        {unchanged}
        <Button type="primary" htmlType="submit">
          {t('personal.propose')}
        </Button>
      </Section>
    </Form>
  )
}

function Narrow({ children }: { readonly children: ReactElement }): ReactElement {
  return <div style={{ width: 240 }}>{children}</div>
}

/** Who acts for a unit, or has to assist. */
function OtherPerson(): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <Flex gap={16} wrap>
      <Narrow>
        <Choice
          name="subjectKind"
          label={t('common.kind')}
          codes={['NATURAL', 'UNIT'] as const}
          labelOf={(code) => t(`credit.subject.${code}`)}
        />
      </Narrow>
      <Form.Item name="name" label={t('personal.name')} rules={required}>
        <Input maxLength={120} style={{ width: 200 }} />
      </Form.Item>
      <Narrow>
        <Choice
          name="certificateType"
          label={t('personal.certificateType')}
          codes={ID_TYPES}
          labelOf={(code) => t(`idType.${code}`)}
        />
      </Narrow>
      <Form.Item name="certificateNumber" label={t('personal.certificateNumber')} rules={required}>
        <Input maxLength={64} style={{ width: 240 }} />
      </Form.Item>
    </Flex>
  )
}

/** What is punished, and when it happened. */
function Conduct(): ReactElement {
  const { t } = useI18n()
  return (
    <Flex gap={16} wrap>
      <div style={{ width: 280 }}>
        <Choice
          name="conductKind"
          label={t('personal.conduct')}
          codes={PERSONAL_CONDUCTS}
          labelOf={(code) => t(`personal.conduct.${code}`)}
        />
      </div>
      <Day name="conductOn" label={t('personal.conductOn')} />
    </Flex>
  )
}

function Amount({ limits, isUnit }: { readonly limits: PersonalLimits; readonly isUnit: boolean }): ReactElement {
  const { t } = useI18n()
  const least = isUnit ? limits.fineUnitMinCents : 1
  const most = isUnit ? limits.fineUnitMaxCents : limits.finePersonCents
  return (
    <Form.Item
      name="amountCents"
      label={t('personal.amount')}
      extra={
        isUnit
          ? t('personal.amount.unit', { least: formatMoney(least), most: formatMoney(most) })
          : t('personal.amount.person', { most: formatMoney(most) })
      }
      rules={[{ required: true, type: 'integer', min: least, max: most, message: t('personal.cap') }]}
    >
      <MoneyField />
    </Form.Item>
  )
}

function DetentionDays({ most }: { readonly most: number }): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item
      name="days"
      label={t('personal.days')}
      extra={t('personal.days.most', { most })}
      rules={[{ required: true, type: 'integer', min: 1, max: most, message: t('personal.cap') }]}
    >
      <InputNumber precision={0} />
    </Form.Item>
  )
}

function requestOf(caseId: string, entry: Entry): ActRequest {
  const { debtorId, kind, role, decisionNo, reasons, conductKind, conductOn, amountCents, days } = entry
  const { name = '', certificateType, certificateNumber = '', subjectKind } = entry
  const person = { name: name.trim(), certificateType, certificateNumber: certificateNumber.trim(), subjectKind }
  const body = {
    kind,
    role,
    ...(debtorId === OTHER ? { person } : { debtorId }),
    ...(kind === 'EXIT_RESTRICTION' ? {} : { conduct: { kind: conductKind, on: conductOn } }),
    ...(kind === 'FINE' ? { amountCents } : {}),
    ...(kind === 'DETENTION' ? { days } : {}),
    decisionNo: decisionNo.trim(),
    reasons: reasons.trim(),
  }
  return { route: 'proposePersonalMeasure', params: { caseId }, body }
}
