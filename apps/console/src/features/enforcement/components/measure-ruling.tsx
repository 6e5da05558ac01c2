import { Form, InputNumber, Select } from 'antd'
import { ASSETS_IN_MONEY } from '@xiezhi/gateway-api'
import type { ControlView, EnforcementView } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { ActDialogButton } from '../../../components/act-dialog.tsx'
import { MoneyField } from '../../../components/money-field.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { dayOrNull, DOCUMENT_DEFAULTS, documentBody, DocumentFields } from './document-fields.tsx'
import type { DocumentEntry } from './document-fields.tsx'
import { RelationFields, relationOf } from './relation-fields.tsx'
import type { RelationEntry } from './relation-fields.tsx'

const MONTHS_MAX = 120
const ACTIONS = [
  'RELEASE',
  'REDUCE',
  'RENEW',
  'SUSPEND',
  'RESUME',
  'CONVERT_TO_DISPOSAL',
  'DEDUCT',
  'CLOSE_DISPOSAL',
] as const
type Action = (typeof ACTIONS)[number]

interface MeasureRulingEntry extends DocumentEntry {
  readonly action: Action
  readonly months?: number
  /** By order: limit that is kept, or amount that is deducted. */
  readonly cents?: Readonly<Record<string, number>>
  readonly relations?: readonly RelationEntry[]
}

interface MeasureRulingButtonProps {
  readonly view: EnforcementView
  readonly controls: readonly ControlView[]
  readonly onSent: () => void
}

/** One ruling that changes the chosen measures in one way. */
export function MeasureRulingButton({ view, controls, onSent }: MeasureRulingButtonProps): ReactElement {
  const { t } = useI18n()
  return (
    <ActDialogButton<MeasureRulingEntry>
      title={t('measure.ruling')}
      explain={t('measure.ruling.explain', { count: controls.length })}
      type="primary"
      width={820}
      size="middle"
      isDisabled={controls.length === 0}
      onSent={onSent}
      initial={{ ...DOCUMENT_DEFAULTS, action: 'RELEASE' }}
      requestOf={(entry) => ({
        route: 'proposeMeasureRuling',
        params: { caseId: view.caseId },
        body: {
          ...documentBody(entry),
          validTo: dayOrNull(entry.validTo),
          orders: controls.map(({ orderId }) => ({
            ...orderOf(orderId, entry),
            ...relationOf(entry.relations, orderId),
          })),
        },
      })}
    >
      <Form.Item name="action" label={t('measure.action')} rules={[{ required: true }]}>
        <Select options={actionsFor(controls).map((code) => ({ value: code, label: t(`orderAction.${code}`) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => <ActionFields action={getFieldValue('action') as Action} controls={controls} />}
      </Form.Item>
      <DocumentFields hasRuling hasEnd />
      <RelationFields
        view={view}
        subjects={controls.map(({ orderId, label }) => ({ value: orderId, label: label ?? t('measure.noLabel') }))}
      />
    </ActDialogButton>
  )
}

/** Of a thing or of units no part is let go: the limit is lowered where all the measures hold money. */
function actionsFor(controls: readonly ControlView[]): readonly Action[] {
  const isMoney = controls.every(({ asset }) => ASSETS_IN_MONEY.includes(asset))
  return ACTIONS.filter((action) => isMoney || action !== 'REDUCE')
}

interface ActionFieldsProps {
  readonly action: Action
  readonly controls: readonly ControlView[]
}

function ActionFields({ action, controls }: ActionFieldsProps): ReactElement | null {
  const { t } = useI18n()
  const required = [{ required: true, message: t('common.required') }]
  if (action === 'RENEW') {
    return (
      <Form.Item name="months" label={t('plan.months')} rules={required}>
        <InputNumber min={1} max={MONTHS_MAX} precision={0} />
      </Form.Item>
    )
  }
  if (action !== 'REDUCE' && action !== 'DEDUCT') return null
  return (
    <>
      {controls.map(({ orderId, label, asset }) => (
        <Form.Item
          key={orderId}
          name={['cents', orderId]}
          label={t(action === 'REDUCE' ? 'measure.keepOf' : 'measure.deductOf', { label: label ?? asset })}
          rules={required}
        >
          <MoneyField min={1} />
        </Form.Item>
      ))}
    </>
  )
}

function orderOf(orderId: string, { action, months, cents }: MeasureRulingEntry): Readonly<Record<string, unknown>> {
  const amount = cents?.[orderId]
  switch (action) {
    case 'RENEW':
      return { orderId, action, months }
    case 'REDUCE':
      return { orderId, action, keepCents: amount }
    case 'DEDUCT':
      return { orderId, action, cents: amount }
    case 'RELEASE':
    case 'SUSPEND':
    case 'RESUME':
    case 'CONVERT_TO_DISPOSAL':
    case 'CLOSE_DISPOSAL':
      return { orderId, action }
  }
}
