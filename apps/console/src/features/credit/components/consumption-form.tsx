import { Button, Checkbox, Flex, Form, Input, Select } from 'antd'
import { CO_SUBJECT_ROLES, ID_TYPES } from '@xiezhi/gateway-api'
import type { EnforcementView } from '@xiezhi/gateway-api'
import type { ReactElement, ReactNode } from 'react'
import { Section } from '../../../components/page.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { ActRequest } from '../../../lib/signer.ts'
import { isUnitDebtor } from '../../../domain/debtors.ts'
import { CATEGORIES, CERTIFICATE_NUMBER } from '../api/listing-items.ts'
import { DecisionNo } from './act-fields.tsx'
import { DebtorField } from './listing-form.tsx'
import { PublishedFields, publishedOf } from './published-fields.tsx'
import type { PublishedEntry } from './published-fields.tsx'

const CO_SUBJECTS_MAX = 16

interface CoSubjectEntry {
  readonly role: (typeof CO_SUBJECT_ROLES)[number]
  readonly name: string
  readonly certificateType: (typeof ID_TYPES)[number]
  readonly certificateNumber: string
}

interface ConsumptionEntry extends PublishedEntry {
  readonly debtorId: string
  readonly decisionNo: string
  readonly categories: number[]
  readonly coSubjects?: CoSubjectEntry[]
}

interface ConsumptionFormProps {
  readonly view: EnforcementView
  /** Why what was proposed before changed nothing. */
  readonly unchanged: ReactNode
  readonly onPropose: (act: ActRequest) => void
}

/** Limits of consumption: whom, which categories, and who is limited together with a unit. */
export function ConsumptionForm({ view, unchanged, onPropose }: ConsumptionFormProps): ReactElement {
  const { t } = useI18n()
  const [form] = Form.useForm<ConsumptionEntry>()
  // Nothing is watched yet when the form is drawn for the first time.
  const watched = Form.useWatch('debtorId', form) as string | undefined
  const debtorId = watched ?? view.debtors[0]?.debtorId ?? ''
  const isUnit = isUnitDebtor(view, debtorId)
  return (
    <Form<ConsumptionEntry>
      form={form}
      name="consumption"
      layout="vertical"
      initialValues={{ debtorId, performance: 'NONE', categories: [...CATEGORIES], coSubjects: [] }}
      onFinish={(entry) => onPropose(requestOf(view.caseId, entry, isUnit))}
    >
      <Flex vertical gap={16}>
        <Section title={t('credit.categories')}>
          <DebtorField view={view} />
          <CategoryFields />
        </Section>
        {isUnit && (
          <Section title={t('credit.coSubjects')}>
            <p style={{ color: '#4b5563', marginTop: 0 }}>{t('credit.coSubjects.hint')}</p>
            <CoSubjectFields />
          </Section>
        )}
        <Section title={t('credit.published')}>
          <PublishedFields isUnit={isUnit} />
        </Section>
        <Section title={t('credit.decision')}>
          <DecisionNo />
          {unchanged}
          <Button type="primary" htmlType="submit">
            {t('credit.propose.consumption')}
          </Button>
        </Section>
      </Flex>
    </Form>
  )
}

function CategoryFields(): ReactElement {
  const { t } = useI18n()
  return (
    <Form.Item
      name="categories"
      label={t('credit.categories.choose')}
      rules={[{ type: 'array', min: 1, message: t('common.required') }]}
    >
      <Checkbox.Group style={{ display: 'flex', flexDirection: 'column', gap: 6 }}>
        {CATEGORIES.map((item) => (
          <Checkbox key={item} value={item}>
            {t(`credit.category.${item}`)}
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  )
}

function CoSubjectFields(): ReactElement {
  const { t } = useI18n()
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <Form.List name="coSubjects">
      {(fields, { add, remove }) => (
        <Flex vertical gap={4} align="flex-start">
          {fields.map(({ key, name }) => (
            <Flex key={key} gap={12} wrap align="flex-end">
              <Form.Item name={[name, 'role']} label={t('credit.coSubject.role')} rules={required}>
                <Select
                  style={{ width: 210 }}
                  options={CO_SUBJECT_ROLES.map((code) => ({ value: code, label: t(`credit.role.${code}`) }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'name']} label={t('common.name')} rules={required}>
                <Input maxLength={120} style={{ width: 150 }} autoComplete="off" />
              </Form.Item>
              <Form.Item name={[name, 'certificateType']} label={t('enforcement.idType')} rules={required}>
                <Select
                  style={{ width: 180 }}
                  options={ID_TYPES.map((code) => ({ value: code, label: t(`idType.${code}`) }))}
                />
              </Form.Item>
              <Form.Item
                name={[name, 'certificateNumber']}
                label={t('enforcement.idNo')}
                rules={[{ required: true, pattern: CERTIFICATE_NUMBER, message: t('enforcement.idNo.invalid') }]}
              >
                <Input maxLength={64} style={{ width: 190 }} autoComplete="off" />
              </Form.Item>
              <Form.Item>
                <Button
                  aria-label={t('form.removeOf', { name: t('credit.coSubject.no', { number: name + 1 }) })}
                  onClick={() => remove(name)}
                >
                  {t('form.remove')}
                </Button>
              </Form.Item>
            </Flex>
          ))}
          {fields.length < CO_SUBJECTS_MAX && (
            <Button onClick={() => add({ role: 'LEGAL_REPRESENTATIVE', certificateType: 'RESIDENT_ID' })}>
              {t('form.add', { name: t('credit.coSubjects') })}
            </Button>
          )}
        </Flex>
      )}
    </Form.List>
  )
}

function requestOf(caseId: string, entry: ConsumptionEntry, isUnit: boolean): ActRequest {
  const { debtorId, decisionNo, categories, coSubjects = [] } = entry
  return {
    route: 'proposeConsumptionOrder',
    params: { caseId },
    body: {
      debtorId,
      decisionNo: decisionNo.trim(),
      categories: [...categories].sort((one, other) => one - other),
      coSubjects: isUnit ? coSubjects.map(({ name, ...rest }) => ({ ...rest, name: name.trim() })) : [],
      published: publishedOf(entry, isUnit),
    },
  }
}
