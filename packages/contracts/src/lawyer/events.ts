import type { TxContext } from '@xiezhi/kernel'
import type { LawyerPorts } from './ports.ts'
import { lawyers, statusEvents } from './state.ts'
import type { Lawyer, StatusEvent } from './state.ts'

export const EVENTS = [
  'FirmRegistered',
  'FirmStatusChanged',
  'LicenceGranted',
  'LawyersImported',
  'LawyerStatusChanged',
  'LawyerSanctioned',
  'SanctionSetAside',
  'AssessmentRecorded',
  'CreditReportAnchored',
  'ObjectionRaised',
  'ObjectionDecided',
  'ObjectionTermRenewed',
  'ObjectionOverdue',
] as const

export type StatusChange = Pick<
  StatusEvent,
  'kind' | 'status' | 'from' | 'to' | 'actId' | 'organisation' | 'instrumentDigest' | 'sanctionId'
>

/** Writes the lawyer with one more entry in the permanent history, says so, and tells the subscribers. */
export function writeWithEvent(ctx: TxContext, ports: LawyerPorts, lawyer: Lawyer, change: StatusChange): void {
  const number = lawyer.events + 1
  const eventId = `${lawyer.serial}-${number}`
  const recordedAtMs = ctx.block.decidedAtMs
  lawyers(ctx.store).set(lawyer.lawyerId, { ...lawyer, events: number })
  statusEvents(ctx.store).set([lawyer.lawyerId, String(number).padStart(6, '0')], { eventId, ...change, recordedAtMs })
  const { kind, status, from, to } = change
  ctx.emit({ type: 'LawyerStatusChanged', data: { lawyerId: lawyer.lawyerId, eventId, kind, status, from, to } })
  ports.publish(ctx, { eventId, serial: lawyer.serial, kind, status, from, to, recordedAtMs })
}
