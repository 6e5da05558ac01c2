import { Checkbox, Flex, Form, InputNumber, Select } from 'antd'
import { EXTENSION_GROUNDS } from '@xiezhi/gateway-api'
import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { SITUATIONS } from '../api/listing-items.ts'

const MONTHS_MAX = 120
const EXTENDING = EXTENSION_GROUNDS.filter((code) => code !== 'NONE')
const STATEMENTS = ['hasSufficientSecurity', 'isLaterInOrder', 'isRepresentative', 'isCampusLoanStudent'] as const

export interface StatementEntry {
  readonly situation: number
  readonly extensionMonths?: number | null
  readonly extensionGround?: (typeof EXTENDING)[number]
  readonly hasSufficientSecurity?: boolean
  readonly isLaterInOrder?: boolean
  readonly isRepresentative?: boolean
  readonly isCampusLoanStudent?: boolean
  readonly sealedNetCents: number
  readonly deletedAtSameApplicantsRequestOn?: string
}

/** Which situation it is, and what the two who sign state of the person. */
export function StatementFields(): ReactElement {
  const { t } = useI18n()
  return (
    <>
      <Form.Item
        name="situation"
        label={t('credit.ground')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select
          options={SITUATIONS.map((item) => ({
            value: item,
            label: `${t(`credit.situation.${item}`)} · ${t('credit.situation.basis', { item })}`,
          }))}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => Number(getFieldValue('situation') ?? 1) > 1 && <Extension />}
      </Form.Item>
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend style={{ marginBottom: 8, border: 0, fontSize: 14 }}>{t('credit.statement')}</legend>
        {STATEMENTS.map((name) => (
          <Form.Item key={name} name={name} valuePropName="checked" style={{ marginBottom: 4 }}>
            <Checkbox>{t(`credit.statement.${name}`)}</Checkbox>
          </Form.Item>
        ))}
      </fieldset>
      <Flex gap={16} wrap style={{ marginTop: 12 }}>
        <Form.Item
          name="sealedNetCents"
          label={t('credit.statement.sealed')}
          extra={t('credit.statement.sealed.hint')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <MoneyField />
        </Form.Item>
        <Form.Item
          name="deletedAtSameApplicantsRequestOn"
          label={t('credit.statement.deletedOn')}
          extra={t('credit.statement.deletedOn.hint')}
        >
          <DateField />
        </Form.Item>
      </Flex>
    </>
  )
}

/** Only the situations with a fixed term can be extended. */
function Extension(): ReactElement {
  const { t } = useI18n()
  return (
    <Flex gap={16} wrap>
      <Form.Item name="extensionGround" label={t('credit.extension')}>
        <Select
          allowClear
          placeholder={t('credit.extension.NONE')}
          style={{ width: 260 }}
          options={EXTENDING.map((code) => ({ value: code, label: t(`credit.extension.${code}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="extensionMonths"
        label={t('credit.act.months')}
        dependencies={['extensionGround']}
        rules={[
          ({ getFieldValue }) => ({
            required: getFieldValue('extensionGround') !== undefined,
            message: t('common.required'),
          }),
        ]}
      >
        <InputNumber min={1} max={MONTHS_MAX} precision={0} />
      </Form.Item>
    </Flex>
  )
}

type StatementBody = Pick<RouteInput<Routes['proposeListing']>['body'], 'situation' | 'extension' | 'statement'>

/** The fields as the gateway takes them. */
export function statementOf(entry: StatementEntry): StatementBody {
  const { situation, extensionGround, extensionMonths, deletedAtSameApplicantsRequestOn = '' } = entry
  const isExtended = situation > 1 && extensionGround !== undefined && typeof extensionMonths === 'number'
  return {
    situation,
    ...(isExtended ? { extension: { months: extensionMonths, ground: extensionGround } } : {}),
    statement: {
      isRepresentative: entry.isRepresentative ?? false,
      hasSufficientSecurity: entry.hasSufficientSecurity ?? false,
      isLaterInOrder: entry.isLaterInOrder ?? false,
      isCampusLoanStudent: entry.isCampusLoanStudent ?? false,
      sealedNetCents: entry.sealedNetCents,
      deletedAtSameApplicantsRequestOn:
        deletedAtSameApplicantsRequestOn === '' ? null : deletedAtSameApplicantsRequestOn,
    },
  }
}
