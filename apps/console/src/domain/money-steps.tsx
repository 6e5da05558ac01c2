import { Typography } from 'antd'
import type { MoneyStep } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { DataTable } from '../components/paged-table.tsx'
import { Statute } from '../components/statute.tsx'
import { Money } from './money.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { formatExactCents } from '../lib/money.ts'

interface MoneyStepsProps {
  readonly label: string
  readonly steps: readonly MoneyStep[]
  readonly currency?: string
}

/** A calculation line by line: what, from what, at which rate, for how long, under which rule. */
export function MoneySteps({ label, steps, currency = 'CNY' }: MoneyStepsProps): ReactElement {
  const { t, say } = useI18n()
  const numbered = steps.map((step, at) => ({ ...step, key: String(at) }))
  return (
    <DataTable
      label={label}
      rows={numbered}
      rowKey={({ key }) => key}
      columns={[
        { key: 'what', title: t('money.what'), render: (_, { what }) => say(what) },
        {
          key: 'base',
          title: t('money.base'),
          align: 'right',
          render: (_, { baseCents }) => <Money cents={baseCents} currency={currency} />,
        },
        { key: 'rate', title: t('money.rate'), render: (_, step) => <Rate step={step} /> },
        { key: 'days', title: t('money.days'), render: (_, step) => <Days step={step} /> },
        {
          key: 'cents',
          title: t('money.amount'),
          align: 'right',
          render: (_, step) => <Amount step={step} currency={currency} />,
        },
        {
          key: 'rule',
          title: t('common.statute'),
          render: (_, { rule, statute }) => (
            <span>
              <Typography.Text code>{rule}</Typography.Text> <Statute statute={statute} />
            </span>
          ),
        },
      ]}
    />
  )
}

function Rate({ step: { rate, per } }: { readonly step: MoneyStep }): ReactElement {
  const { t } = useI18n()
  if (rate === null) return <>{t('common.none')}</>
  return <>{per === null ? rate : t('money.ratePer', { rate, per: t(`moneyPer.${per}`) })}</>
}

function Days({ step: { from, to, days, excludedDays } }: { readonly step: MoneyStep }): ReactElement {
  const { t } = useI18n()
  if (days === null) return <>{t('common.none')}</>
  return (
    <span>
      {t('money.dayCount', { days })}
      {(excludedDays ?? 0) > 0 && t('money.excluded', { days: excludedDays ?? 0 })}
      {from !== null && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12, whiteSpace: 'nowrap' }}>
          {from} — {to ?? ''}
        </Typography.Text>
      )}
    </span>
  )
}

function Amount({ step, currency }: { readonly step: MoneyStep; readonly currency: string }): ReactElement {
  const { exactCents, cents } = step
  return (
    <span>
      <Money cents={cents} currency={currency} />
      {exactCents !== null && exactCents.includes('/') && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {formatExactCents(exactCents, currency)}
        </Typography.Text>
      )}
    </span>
  )
}
