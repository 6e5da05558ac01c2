import { Checkbox, Flex, Form, Input, Select } from 'antd'
import { ID_TYPES } from '@xiezhi/gateway-api'
import type { CourtEntryView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { DecisionNo } from './act-fields.tsx'
import { CERTIFICATE_NUMBER, SITUATIONS } from '../api/listing-items.ts'

interface CorrectionEntry {
  readonly decisionNo: string
  readonly isPerson?: boolean
  readonly name?: string
  readonly certificateType?: (typeof ID_TYPES)[number]
  readonly certificateNumber?: string
  readonly situation?: number
}

/** Who it really is, or which situation it really is; the rest stays. */
export function Correction({ entry }: { readonly entry: CourtEntryView }): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<CorrectionEntry>
      title={t('credit.act.correct')}
      explain={t('credit.act.correct.explain')}
      initial={{ certificateType: 'RESIDENT_ID' }}
      requestOf={({ decisionNo, isPerson = false, name = '', certificateType, certificateNumber, situation }) => ({
        route: 'proposeCorrection',
        params: { entryId: entry.entryId },
        body: {
          decisionNo: decisionNo.trim(),
          ...(isPerson ? { person: { name: name.trim(), certificateType, certificateNumber } } : {}),
          ...(situation === undefined ? {} : { situation }),
        },
      })}
    >
      <DecisionNo />
      {entry.situation !== null && (
        <Form.Item name="situation" label={t('credit.ground')}>
          <Select
            allowClear
            placeholder={t('common.optional')}
            options={SITUATIONS.map((item) => ({ value: item, label: t(`credit.situation.${item}`) }))}
          />
        </Form.Item>
      )}
      <Form.Item name="isPerson" valuePropName="checked">
        <Checkbox>{t('credit.act.correctPerson')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => getFieldValue('isPerson') === true && <PersonFields />}
      </Form.Item>
    </ActDialogButton>
  )
}

function PersonFields(): ReactElement {
  const { t } = useI18n()
  return (
    <Flex gap={12} wrap>
      <Form.Item
        name="name"
        label={t('enforcement.debtorName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input maxLength={120} style={{ width: 170 }} autoComplete="off" />
      </Form.Item>
      <Form.Item name="certificateType" label={t('enforcement.idType')}>
        <Select
          style={{ width: 170 }}
          options={ID_TYPES.map((code) => ({ value: code, label: t(`idType.${code}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="certificateNumber"
        label={t('enforcement.idNo')}
        rules={[{ required: true, pattern: CERTIFICATE_NUMBER, message: t('enforcement.idNo.invalid') }]}
      >
        <Input maxLength={64} style={{ width: 190 }} autoComplete="off" />
      </Form.Item>
    </Flex>
  )
}
