import { shiftCivilDate } from '../../ids.ts'
import type { Lawyer, StatusEvent, StatusPeriod } from '../state.ts'
import { overlay, setAside } from './status-timeline.ts'

/** What a run of a lawyer's status events says: the timeline as it was known after the last of them. */
export interface KnownTimeline {
  readonly statusPeriods: readonly StatusPeriod[]
  readonly firmPeriods: Lawyer['firmPeriods']
  readonly disputed: boolean
}

/**
 * Replays status events in their order. Who has proofs of the events and of the record can do the same: the record names
 * the firms in the order of the transfers, everything else stands in the events.
 */
export function replayEvents(events: readonly StatusEvent[], { firmPeriods: firms }: Lawyer): KnownTimeline {
  let statusPeriods: readonly StatusPeriod[] = []
  let firmPeriods: Lawyer['firmPeriods'] = []
  let disputed = false
  const lay = ({ status, from, to, sanctionId }: StatusEvent): StatusPeriod[] =>
    overlay(statusPeriods, { status, from, to, sanctionId: sanctionId ?? null })
  const join = (from: string): Lawyer['firmPeriods'] => {
    const uscc = firms[firmPeriods.length]?.uscc
    return uscc === undefined ? firmPeriods : [...firmPeriods, { uscc, from, to: null }]
  }
  for (const event of events) {
    switch (event.kind) {
      case 'GRANTED':
      case 'TRANSFER_COMPLETED':
        statusPeriods = lay(event)
        firmPeriods = join(event.from)
        break
      case 'TRANSFER_STARTED':
        statusPeriods = lay(event)
        firmPeriods = left(firmPeriods, event.from)
        break
      case 'SUSPENDED':
      case 'REVOKED':
      case 'CANCELLED':
      case 'WITHDRAWN':
        statusPeriods = lay(event)
        break
      case 'SANCTION_SET_ASIDE':
        statusPeriods = setAside(statusPeriods, event.sanctionId ?? '', event.from)
        break
      case 'DISPUTED':
        disputed = true
        break
      case 'DISPUTE_DECIDED':
        disputed = false
        break
      // The return was planned with the suspension; offices bar beside the status.
      case 'RETURNED':
      case 'OFFICE_CHANGED':
        break
    }
  }
  return { statusPeriods, firmPeriods, disputed }
}

function left(firmPeriods: Lawyer['firmPeriods'], from: string): Lawyer['firmPeriods'] {
  return firmPeriods.map((one) => (one.to === null ? { ...one, to: shiftCivilDate(from, -1) } : one))
}
