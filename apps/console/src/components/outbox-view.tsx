import { Flex } from 'antd'
import type { OutboxRow } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { useRoute } from '../lib/client.ts'
import { OutboxEnd } from './outbox-end.tsx'
import { QueryView } from './query-view.tsx'
import { StepTrail } from './step-trail.tsx'

/** Acts whose answer comes from another zone. */
const TRAVELLING = new Set(['verification', 'verifyLawyer'])
const WATCH_MS = 1_000

interface OutboxViewProps {
  /** As the act's answer had it. */
  readonly begun: OutboxRow
  readonly children?: (row: OutboxRow) => ReactElement | null
}

/** Follows a row of the outbox to its end; nothing is asked about one that has ended. */
export function OutboxView({ begun, children }: OutboxViewProps): ReactElement {
  const { id, isFinal } = begun
  const query = useRoute('getOutboxRow', { params: { id } }, { isEnabled: !isFinal, everyMs: WATCH_MS })
  const shown = (row: OutboxRow): ReactElement => (
    <Flex vertical gap={12}>
      <OutboxTrail row={row} />
      {children?.(row)}
    </Flex>
  )
  return isFinal ? shown(begun) : <QueryView query={query}>{shown}</QueryView>
}

export function OutboxTrail({ row }: { readonly row: OutboxRow }): ReactElement {
  return (
    <Flex vertical gap={12}>
      <StepTrail state={row.state} steps={row.steps} isTravelling={TRAVELLING.has(row.act)} />
      <OutboxEnd row={row} />
    </Flex>
  )
}
