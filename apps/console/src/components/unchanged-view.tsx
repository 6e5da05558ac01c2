import type { OutboxRow } from '@xiezhi/gateway-api'
import type { ReactElement } from 'react'
import { OutboxEnd } from './outbox-end.tsx'
import { ProblemView } from './problem-view.tsx'

/** Why an act changed nothing: the ledger refused it or it was not carried out, or it could not be shown or sent. */
export type Unchanged =
  { readonly kind: 'row'; readonly row: OutboxRow } | { readonly kind: 'problem'; readonly error: Error }

/** For the form that the act came from: what happened, and what to correct. */
export function UnchangedView({ why }: { readonly why: Unchanged }): ReactElement {
  return (
    <div style={{ marginBottom: 16 }}>
      {why.kind === 'row' ? <OutboxEnd row={why.row} /> : <ProblemView error={why.error} />}
    </div>
  )
}
