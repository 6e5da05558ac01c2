import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, Empty, Flex, Skeleton } from 'antd'
import type { ReactElement, ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { formatClock } from '../lib/format.ts'
import { isForbidden, isGone, isUnreachable, unreachable } from '../lib/problem.ts'
import { useProjection } from '../lib/projection.ts'
import { ProblemView } from './problem-view.tsx'

interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>
  readonly isEmpty?: (data: T) => boolean
  /** What an empty answer means here. */
  readonly empty?: ReactNode
  readonly children: (data: T) => ReactNode
}

/**
 * Every state that an answer can be in: loading, failed with what to do, not permitted, unreachable, empty, there, and
 * there but no longer fresh. Content that was shown stays when a later call fails, with the time that it is of.
 */
export function QueryView<T>({ query, isEmpty, empty, children }: QueryViewProps<T>): ReactElement {
  const { t } = useI18n()
  const { data, error, isPending, fetchStatus, dataUpdatedAt } = query
  const { phase } = useProjection()
  if (isPending) {
    if (fetchStatus === 'paused') return <ProblemView error={unreachable()} />
    return (
      <div role="status" aria-busy="true" aria-label={t('state.loading')}>
        <Skeleton active={false} paragraph={{ rows: 4 }} />
      </div>
    )
  }
  const isLost = isForbidden(error) || isGone(error)
  if (data === undefined || isLost) return <ProblemView error={error} onRetry={() => void query.refetch()} />
  return (
    <Flex vertical gap={12}>
      <Freshness error={error} isPaused={fetchStatus === 'paused'} updatedAt={dataUpdatedAt} />
      {isEmpty?.(data) === true ? (
        <Empty
          description={phase === 'CURRENT' ? (empty ?? t('state.empty')) : t('projection.empty')}
          image={Empty.PRESENTED_IMAGE_SIMPLE}
        />
      ) : (
        children(data)
      )}
    </Flex>
  )
}

interface FreshnessProps {
  readonly error: unknown
  readonly isPaused: boolean
  readonly updatedAt: number
}

function Freshness({ error, isPaused, updatedAt }: FreshnessProps): ReactElement | null {
  const { t } = useI18n()
  if (error === null && !isPaused) return null
  const time = formatClock(updatedAt)
  const isOffline = isPaused || isUnreachable(error)
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      title={isOffline ? t('state.offline.title') : t('state.stale.title')}
      description={isOffline ? t('state.offline.shown', { time }) : t('state.stale.body', { time })}
    />
  )
}
