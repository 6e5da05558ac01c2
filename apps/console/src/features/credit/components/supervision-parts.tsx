import { Flex, Typography } from 'antd'
import type { CreditSupervision } from '@xiezhi/gateway-api'
import { useCallback, useMemo } from 'react'
import type { ReactElement } from 'react'
import { Duration } from '../../../components/duration.tsx'
import { LazyChart } from '../../../components/lazy-chart.tsx'
import { DataTable } from '../../../components/paged-table.tsx'
import { CodeText } from '../../../domain/code-text.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { keyText } from '../../../lib/problem.ts'
import { MonthBars } from './month-bars.tsx'

export interface PartProps {
  readonly view: CreditSupervision
}

type Decision = CreditSupervision['decisions'][number]
type Objections = CreditSupervision['objections'][number]
type Late = CreditSupervision['lateness'][number]
type Lookup = CreditSupervision['lookups'][number]

const number = (figure: number): string => formatCount(figure)

/** Decisions by month and list, with how many were published and have ended. */
export function Decisions({ view: { decisions } }: PartProps): ReactElement {
  const { t } = useI18n()
  const nameOf = useCallback(({ list }: Decision) => t(`credit.list.${list}`), [t])
  const countOf = useCallback(({ decided }: Decision) => decided, [])
  const figures = ['decided', 'published', 'ended'] as const
  return (
    <Flex vertical gap={12}>
      <MonthBars label={t('credit.stat.decisions')} rows={decisions} nameOf={nameOf} countOf={countOf} />
      <DataTable
        label={t('credit.stat.decisions')}
        rows={decisions}
        rowKey={({ month, list, situation }) => `${month} ${list} ${String(situation)}`}
        columns={[
          { key: 'month', title: t('supervision.month'), dataIndex: 'month' },
          { key: 'list', title: t('credit.list'), render: (_, { list }) => t(`credit.list.${list}`) },
          {
            key: 'situation',
            title: t('credit.ground'),
            render: (_, { situation }) =>
              situation === null ? t('common.none') : <CodeText family="credit.situation" code={String(situation)} />,
          },
          ...figures.map((name) => ({
            key: name,
            title: t(`credit.stat.${name}`),
            align: 'right' as const,
            render: (_: unknown, row: Decision) => number(row[name]),
          })),
        ]}
      />
    </Flex>
  )
}

/** What ended entries, how many ended later than the law lets them, and how many by a decision without a recorded event. */
export function Ends({ view: { ends } }: PartProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('credit.stat.ends')}
      rows={ends}
      rowKey={({ month, list, end }) => `${month} ${list} ${end}`}
      columns={[
        { key: 'month', title: t('supervision.month'), dataIndex: 'month' },
        { key: 'list', title: t('credit.list'), render: (_, { list }) => t(`credit.list.${list}`) },
        { key: 'end', title: t('credit.end'), render: (_, { text }) => say(text) },
        { key: 'count', title: t('credit.stat.count'), align: 'right', render: (_, { count }) => number(count) },
        { key: 'late', title: t('credit.stat.late'), align: 'right', render: (_, { late }) => number(late) },
        {
          key: 'withoutEvent',
          title: t('credit.stat.withoutEvent'),
          align: 'right',
          render: (_, { withoutEvent }) => (
            <Typography.Text type={withoutEvent > 0 ? 'danger' : 'secondary'}>{number(withoutEvent)}</Typography.Text>
          ),
        },
      ]}
    />
  )
}

/** Requests for correction by month: upheld, refused, reconsidered, upheld by the court above, late. */
export function Objected({ view: { objections } }: PartProps): ReactElement {
  const { t } = useI18n()
  const figures = ['raised', 'upheld', 'refused', 'reconsidered', 'appealsUpheld', 'late'] as const
  const option = useMemo(
    () => ({
      xAxis: { type: 'category', data: objections.map(({ month }) => month) },
      yAxis: { type: 'value', minInterval: 1 },
      series: (['upheld', 'refused'] as const).map((name) => ({
        type: 'bar',
        stack: 'decided',
        barMaxWidth: 56,
        name: t(`credit.stat.${name}`),
        data: objections.map((row) => row[name]),
      })),
    }),
    [objections, t],
  )
  return (
    <Flex vertical gap={12}>
      <LazyChart label={t('credit.stat.objections')} option={option} height={220} />
      <DataTable
        label={t('credit.stat.objections')}
        rows={objections}
        rowKey={({ month }) => month}
        columns={[
          { key: 'month', title: t('supervision.month'), dataIndex: 'month' },
          ...figures.map((name) => ({
            key: name,
            title: t(`credit.stat.${name}`),
            align: 'right' as const,
            render: (_: unknown, row: Objections) => number(row[name]),
          })),
          {
            key: 'share',
            title: t('credit.stat.upheldShare'),
            align: 'right',
            render: (_, { upheld, refused }) =>
              upheld + refused === 0 ? t('common.none') : `${Math.round((100 * upheld) / (upheld + refused))}%`,
          },
        ]}
      />
    </Flex>
  )
}

/** How soon each subscriber deletes. */
export function Lateness({ view: { lateness } }: PartProps): ReactElement {
  const { t } = useI18n()
  const option = useMemo(() => {
    const parts = [
      {
        name: t('credit.stat.confirmed'),
        color: '#1a7f37',
        count: ({ confirmed }: Late) => confirmed,
      },
      { name: t('credit.stat.late'), color: '#b45309', count: ({ late }: Late) => late },
      { name: t('credit.stat.violations'), color: '#b42318', count: ({ violations }: Late) => violations },
    ]
    return {
      grid: { left: 150, right: 24, top: 36, bottom: 28 },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', inverse: true, data: lateness.map(({ subscriber }) => subscriber) },
      series: parts.map(({ name, color, count }) => ({
        type: 'bar',
        barMaxWidth: 12,
        name,
        color,
        data: lateness.map(count),
      })),
    }
  }, [lateness, t])
  const figures = ['withdrawals', 'confirmed', 'late', 'violations', 'stillShown'] as const
  return (
    <Flex vertical gap={12}>
      <LazyChart label={t('credit.stat.lateness')} option={option} height={70 + 52 * Math.max(1, lateness.length)} />
      <DataTable
        label={t('credit.stat.lateness')}
        rows={lateness}
        rowKey={({ subscriber }) => subscriber}
        columns={[
          { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
          ...figures.map((name) => ({
            key: name,
            title: t(`credit.stat.${name}`),
            align: 'right' as const,
            render: (_: unknown, row: Late) => number(row[name]),
          })),
          {
            key: 'median',
            title: t('credit.stat.median'),
            align: 'right',
            render: (_, { medianMs }) => <Duration ms={medianMs} />,
          },
        ]}
      />
    </Flex>
  )
}

/** Look-ups by month and purpose: how many, never of whom. */
export function Lookups({ view: { lookups } }: PartProps): ReactElement {
  const { t, language } = useI18n()
  const nameOf = useCallback(
    ({ purpose }: Lookup) => keyText(language, `credit.subscriptionPurpose.${purpose}`) ?? purpose,
    [language],
  )
  const countOf = useCallback(({ count }: Lookup) => count, [])
  return (
    <Flex vertical gap={12}>
      <MonthBars label={t('credit.stat.lookups')} rows={lookups} nameOf={nameOf} countOf={countOf} />
      <DataTable
        label={t('credit.stat.lookups')}
        rows={lookups}
        rowKey={({ month, subscriber, purpose }) => `${month} ${subscriber} ${purpose}`}
        columns={[
          { key: 'month', title: t('supervision.month'), dataIndex: 'month' },
          { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
          { key: 'purpose', title: t('common.purpose'), render: (_, row) => nameOf(row) },
          { key: 'count', title: t('credit.stat.count'), align: 'right', render: (_, { count }) => number(count) },
        ]}
      />
    </Flex>
  )
}

/** Uses by month, subscriber and measure. */
export function Uses({ view: { uses } }: PartProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('credit.stat.uses')}
      rows={uses}
      rowKey={({ month, subscriber, purpose, measure }) => `${month} ${subscriber} ${purpose} ${measure}`}
      columns={[
        { key: 'month', title: t('supervision.month'), dataIndex: 'month' },
        { key: 'subscriber', title: t('credit.subscriber'), dataIndex: 'subscriber' },
        {
          key: 'purpose',
          title: t('common.purpose'),
          render: (_, { purpose }) => <CodeText family="credit.subscriptionPurpose" code={purpose} />,
        },
        { key: 'measure', title: t('credit.act.measure'), render: (_, { text }) => say(text) },
        { key: 'count', title: t('credit.act.count'), align: 'right', render: (_, { count }) => number(count) },
      ]}
    />
  )
}

/** What is open and overdue. */
export function OpenWork({ view: { open } }: PartProps): ReactElement {
  const { t, say } = useI18n()
  return (
    <DataTable
      label={t('credit.stat.open')}
      rows={open}
      rowKey={({ kind }) => kind}
      columns={[
        { key: 'kind', title: t('common.kind'), render: (_, { text }) => say(text) },
        { key: 'count', title: t('credit.stat.count'), align: 'right', render: (_, { count }) => number(count) },
        {
          key: 'oldest',
          title: t('credit.stat.oldest'),
          render: (_, { oldestAtMs }) => (oldestAtMs === null ? t('common.none') : formatInstant(oldestAtMs)),
        },
      ]}
    />
  )
}
