import { Button, Checkbox, Flex, Input, InputNumber, Typography } from 'antd'
import type { ControlPlan } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { MoneyField } from '../../../components/money-field.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Money } from '../../../domain/money.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useInstitutionTitle } from '../api/institution-titles.ts'
import type { AskedRow, Departure } from '../api/asked-controls.ts'

const MONTHS_MAX = 120

interface PlanTableProps {
  readonly rows: readonly AskedRow[]
  readonly currency: string
  readonly onChange: (propertyId: string, departure: Departure) => void
}

/** What the program proposes and the officer asks for, side by side; a departure asks for its reasons. */
export function PlanTable({ rows, currency, onChange }: PlanTableProps): ReactElement {
  const { t } = useI18n()
  return (
    <DataTable
      label={t('plan.table')}
      rows={rows}
      rowKey={({ propertyId }) => propertyId}
      columns={[
        {
          key: 'ask',
          title: t('plan.ask'),
          render: (_, { propertyId, isAsked, label }) => (
            <Checkbox
              aria-label={t('plan.askOf', { label })}
              checked={isAsked}
              onChange={({ target }) => onChange(propertyId, { isAsked: target.checked })}
            />
          ),
        },
        {
          key: 'what',
          title: t('property.what'),
          render: (_, row) => <Property row={row} />,
        },
        {
          key: 'planned',
          title: t('plan.planned'),
          align: 'right',
          render: (_, { planned }) => <Planned planned={planned} currency={currency} />,
        },
        {
          key: 'cents',
          title: t('plan.amount'),
          render: (_, { propertyId, cents, isAsked, label }) => (
            <MoneyField
              label={t('plan.amountOf', { label })}
              value={cents}
              min={1}
              isDisabled={!isAsked}
              onChange={(next) => onChange(propertyId, { cents: next })}
            />
          ),
        },
        {
          key: 'months',
          title: t('plan.months'),
          render: (_, { propertyId, months, isAsked, label, planned }) => (
            <InputNumber
              aria-label={t('plan.monthsOf', { label })}
              value={months}
              min={1}
              max={planned?.months ?? MONTHS_MAX}
              precision={0}
              disabled={!isAsked}
              style={{ width: 70 }}
              onChange={(next) => onChange(propertyId, { months: next })}
            />
          ),
        },
        {
          key: 'reasons',
          title: t('plan.reasons'),
          width: 230,
          render: (_, row) => <Reasons row={row} onChange={onChange} />,
        },
      ]}
    />
  )
}

function Property({ row: { asset, label, numberMasked, institution } }: { readonly row: AskedRow }): ReactElement {
  const title = useInstitutionTitle()
  return (
    <Flex vertical>
      <span>
        <CodeText family="asset" code={asset} /> · {label} {numberMasked}
      </span>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {title(institution)}
      </Typography.Text>
    </Flex>
  )
}

interface PlannedProps {
  readonly planned: AskedRow['planned']
  readonly currency: string
}

function Planned({ planned, currency }: PlannedProps): ReactElement {
  const { t } = useI18n()
  if (planned === null) return <>{t('plan.notPlanned')}</>
  return (
    <Flex vertical align="flex-end">
      <Money cents={planned.cents} currency={currency} />
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {planned.whole ? t('plan.whole') : ''} {t('plan.until', { months: planned.months, day: planned.to })}
      </Typography.Text>
    </Flex>
  )
}

interface ReasonsProps {
  readonly row: AskedRow
  readonly onChange: PlanTableProps['onChange']
}

function Reasons({ row, onChange }: ReasonsProps): ReactElement {
  const { t } = useI18n()
  const { propertyId, departs, reasons, lacks, label } = row
  if (!departs) return <Typography.Text type="secondary">{t('plan.asPlanned')}</Typography.Text>
  return (
    <Flex vertical gap={2}>
      <Input
        aria-label={t('plan.reasonsOf', { label })}
        value={reasons}
        maxLength={2_000}
        {...(lacks === 'REASONS' ? { status: 'error' as const } : {})}
        onChange={({ target }) => onChange(propertyId, { reasons: target.value })}
      />
      {lacks !== 'NOTHING' && (
        <Typography.Text type="danger" style={{ fontSize: 12 }}>
          {t(`plan.lacks.${lacks}`)}
        </Typography.Text>
      )}
    </Flex>
  )
}

interface LeftTableProps {
  readonly plan: ControlPlan
  readonly departures: Readonly<Record<string, Departure>>
  readonly onAdd: (propertyId: string) => void
}

/** What the plan leaves alone, each with the reason. */
export function LeftTable({ plan, departures, onAdd }: LeftTableProps): ReactElement | null {
  const { t, say } = useI18n()
  const rows = plan.left.filter(({ propertyId }) => departures[propertyId]?.isAsked !== true)
  if (rows.length === 0) return null
  return (
    <DataTable
      label={t('plan.left')}
      rows={rows}
      rowKey={({ propertyId }) => propertyId}
      columns={[
        { key: 'label', title: t('plan.left'), render: (_, { label }) => label },
        { key: 'why', title: t('common.reason'), render: (_, { text }) => say(text) },
        {
          key: 'do',
          title: t('common.actions'),
          render: (_, { propertyId, why, label }) =>
            why === 'CONTROLLED' ? null : (
              <Button size="small" aria-label={t('plan.addOf', { label })} onClick={() => onAdd(propertyId)}>
                {t('plan.add')}
              </Button>
            ),
        },
      ]}
    />
  )
}
