import { Flex, Statistic, Typography } from 'antd'
import type { EnforcementView, OwedView } from '@xiezhi/gateway-api'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { DateField } from '../../../components/date-field.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { ReasonList } from '../../../components/statute.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useRoute } from '../../../lib/client.ts'
import { formatExactCents, formatMoney } from '../../../lib/money.ts'
import { MoneySteps } from '../../../domain/money-steps.tsx'

/** What is owed today and by how much it grows with each day, or what is owed on another day; with the law's steps. */
export function DebtClock({ view }: { readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const [day, setDay] = useState('')
  return (
    <Flex vertical gap={14}>
      {day === '' ? <Owed owed={view.owed} view={view} /> : <OwedOn view={view} day={day} />}
      <Flex gap={8} align="center">
        <span>{t('owed.otherDay')}</span>
        <DateField label={t('owed.otherDay')} value={day} onChange={setDay} />
      </Flex>
    </Flex>
  )
}

function OwedOn({ view, day }: { readonly view: EnforcementView; readonly day: string }): ReactElement {
  const query = useRoute('evaluateOwed', { params: { caseId: view.caseId }, body: { asOf: day } })
  return <QueryView query={query}>{(owed) => <Owed owed={owed} view={view} />}</QueryView>
}

function Owed({ owed, view }: { readonly owed: OwedView; readonly view: EnforcementView }): ReactElement {
  const { t } = useI18n()
  const { currency, asOf } = owed
  const figures = [
    { title: t('owed.total', { day: asOf }), cents: owed.totalCents, isMain: true },
    { title: t('owed.document'), cents: owed.documentCents, isMain: false },
    { title: t('owed.doubled'), cents: owed.doubledCents, isMain: false },
    { title: t('owed.fee'), cents: owed.feeCents, isMain: false },
    { title: t('owed.controlled'), cents: view.controlledCents, isMain: false },
  ]
  return (
    <Flex vertical gap={12}>
      <Flex gap={36} wrap align="flex-end">
        {figures.map(({ title, cents, isMain }) => (
          <Statistic
            key={title}
            title={title}
            value={formatMoney(cents, currency)}
            styles={{ content: { fontSize: isMain ? 28 : 18, fontVariantNumeric: 'tabular-nums' } }}
          />
        ))}
      </Flex>
      <Typography.Text type="secondary">
        {t('owed.perDay', { amount: formatExactCents(owed.perDayExactCents, currency) })}
      </Typography.Text>
      <ReasonList reasons={owed.reasons} />
      <details>
        <summary>{t('owed.steps', { count: owed.steps.length })}</summary>
        <div style={{ marginTop: 8 }}>
          <MoneySteps label={t('owed.steps', { count: owed.steps.length })} steps={owed.steps} currency={currency} />
        </div>
      </details>
    </Flex>
  )
}
