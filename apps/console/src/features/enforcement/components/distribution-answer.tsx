import { Alert, Flex, Statistic, Typography } from 'antd'
import type { DistributionView } from '@xiezhi/gateway-api'
import { useMemo } from 'react'
import type { ReactElement } from 'react'
import { LazyChart } from '../../../components/lazy-chart.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { ReasonList } from '../../../components/statute.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { Money } from '../../../domain/money.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatMoney } from '../../../lib/money.ts'
import { OWN_CLAIM } from './distribution-form.tsx'
import { MoneySteps } from '../../../domain/money-steps.tsx'

const CENTS = 100

/** The shares as the law library computes them: verdict, a bar for each creditor, the figures, the steps. */
export function DistributionAnswer({ answer }: { readonly answer: DistributionView }): ReactElement {
  const { t } = useI18n()
  const { verdict, mode, ordinaryRatio, steps } = answer
  const isShared = verdict === 'DISTRIBUTE'
  return (
    <Flex vertical gap={14}>
      <Alert
        type={isShared ? 'success' : 'warning'}
        showIcon
        role="status"
        title={t(`distribution.verdict.${verdict}`)}
        {...(mode === null ? {} : { description: t(`distribution.mode.${mode}`) })}
      />
      <ReasonList reasons={answer.reasons} />
      {isShared && (
        <>
          <Figures answer={answer} />
          <Shares answer={answer} />
          {ordinaryRatio !== null && (
            <Typography.Text type="secondary">
              {t('distribution.ratio', { ratio: percent(ordinaryRatio) })}
            </Typography.Text>
          )}
          <details>
            <summary>{t('owed.steps', { count: steps.length })}</summary>
            <div style={{ marginTop: 8 }}>
              <MoneySteps label={t('owed.steps', { count: steps.length })} steps={steps} />
            </div>
          </details>
        </>
      )}
    </Flex>
  )
}

function Figures({
  answer: { payments, costsPaidCents, debtorCents },
}: {
  readonly answer: DistributionView
}): ReactElement {
  const { t } = useI18n()
  const paid = payments.reduce((sum, { cents }) => sum + cents, 0)
  const figures = [
    { title: t('distribution.costsPaid'), cents: costsPaidCents },
    { title: t('distribution.creditorsPaid'), cents: paid },
    { title: t('distribution.debtorGets'), cents: debtorCents },
  ]
  return (
    <Flex gap={36} wrap>
      {figures.map(({ title, cents }) => (
        <Statistic key={title} title={title} value={formatMoney(cents)} styles={{ content: { fontSize: 20 } }} />
      ))}
    </Flex>
  )
}

function Shares({ answer: { payments } }: { readonly answer: DistributionView }): ReactElement {
  const { t } = useI18n()
  const option = useMemo(() => {
    const name = (one: DistributionView['payments'][number]): string => {
      const whose = one.id === OWN_CLAIM ? t('distribution.own') : one.id
      return one.class === 'DOUBLED' ? `${whose} · ${t('distribution.class.DOUBLED')}` : whose
    }
    const parts = [
      { name: t('distribution.paid'), color: '#1a7f37', cents: payments.map(({ cents }) => cents) },
      { name: t('distribution.unpaid'), color: '#b42318', cents: payments.map(({ unpaidCents }) => unpaidCents) },
    ]
    return {
      grid: { left: 150, right: 24, top: 36, bottom: 28 },
      xAxis: { type: 'value' },
      yAxis: { type: 'category', inverse: true, data: payments.map(name) },
      series: parts.map(({ name: part, color, cents }) => ({
        type: 'bar',
        stack: 'claim',
        barMaxWidth: 22,
        name: part,
        color,
        data: cents.map((one) => one / CENTS),
      })),
    }
  }, [payments, t])
  return (
    <Flex vertical gap={12}>
      <LazyChart label={t('distribution.shares')} option={option} height={70 + 40 * Math.max(1, payments.length)} />
      <DataTable
        label={t('distribution.shares')}
        rows={payments}
        rowKey={(one) => `${one.class} ${one.id}`}
        columns={[
          {
            key: 'creditor',
            title: t('distribution.creditor'),
            render: (_, { id }) => (id === OWN_CLAIM ? t('distribution.own') : id),
          },
          {
            key: 'class',
            title: t('distribution.class'),
            render: (_, one) => <CodeText family="distribution.class" code={one.class} />,
          },
          {
            key: 'owed',
            title: t('distribution.claim'),
            align: 'right',
            render: (_, { owedCents }) => <Money cents={owedCents} />,
          },
          {
            key: 'paid',
            title: t('distribution.paid'),
            align: 'right',
            render: (_, { cents }) => <Money cents={cents} />,
          },
          {
            key: 'unpaid',
            title: t('distribution.unpaid'),
            align: 'right',
            render: (_, { unpaidCents }) => <Money cents={unpaidCents} />,
          },
        ]}
      />
    </Flex>
  )
}

/** An exact fraction such as `3/7` or `0.25` as a percentage of four places. */
function percent(exact: string): string {
  const [over = '0', under = '1'] = exact.split('/')
  return `${((Number(over) / Number(under)) * 100).toFixed(4)}%`
}
