import type { LawyerSummary } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { Period } from './period.tsx'
import { DisputedTag, StatusTag } from './tags.tsx'

/** Status with its days where they are bounded, and whether an objection is open. */
export function LawyerStatus({
  lawyer,
}: {
  readonly lawyer: Pick<LawyerSummary, 'status' | 'statusFrom' | 'statusTo' | 'isDisputed'>
}): ReactElement {
  const { status, statusFrom, statusTo, isDisputed } = lawyer
  return (
    <span style={{ display: 'inline-flex', gap: 6, flexWrap: 'wrap', alignItems: 'center' }}>
      <StatusTag code={status} />
      {statusTo !== null && statusFrom !== null && <Period from={statusFrom} to={statusTo} />}
      {isDisputed && <DisputedTag />}
    </span>
  )
}
