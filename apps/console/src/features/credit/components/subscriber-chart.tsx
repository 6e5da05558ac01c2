import type { SubscriptionView } from '@xiezhi/gateway-api'
import { useMemo } from 'react'
import type { ReactElement } from 'react'
import { LazyChart } from '../../../components/lazy-chart.tsx'
import { useI18n } from '../../../i18n/i18n.tsx'

const SHOWN_MAX = 40

/** For each subscriber: entries that it has confirmed, that it has not, and what it has not deleted. */
export function SubscriberChart({ subscribers }: { readonly subscribers: readonly SubscriptionView[] }): ReactElement {
  const { t } = useI18n()
  const option = useMemo(() => {
    const shown = subscribers.slice(0, SHOWN_MAX)
    const parts = [
      { name: t('credit.held.confirmed'), color: '#1a7f37', count: confirmedOf },
      {
        name: t('credit.held.unconfirmed'),
        color: '#1d4f91',
        count: ({ unconfirmed }: SubscriptionView) => unconfirmed,
      },
      {
        name: t('credit.held.withdrawing'),
        color: '#b45309',
        count: ({ openWithdrawals, late }: SubscriptionView) => Math.max(0, openWithdrawals - late),
      },
      { name: t('credit.held.late'), color: '#b42318', count: ({ late }: SubscriptionView) => late },
    ]
    return {
      grid: { left: 150, right: 24, top: 36, bottom: 28 },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', inverse: true, data: shown.map(({ subscriber }) => subscriber) },
      series: parts.map(({ name, color, count }) => ({
        type: 'bar',
        stack: 'entries',
        barMaxWidth: 22,
        name,
        color,
        data: shown.map(count),
      })),
    }
  }, [subscribers, t])
  const rows = Math.min(SHOWN_MAX, Math.max(1, subscribers.length))
  return <LazyChart label={t('credit.board.spread')} option={option} height={70 + 36 * rows} />
}

function confirmedOf({ held, unconfirmed }: SubscriptionView): number {
  return Math.max(0, held - unconfirmed)
}
