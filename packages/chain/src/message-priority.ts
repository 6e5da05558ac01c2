import type { Message } from '@xiezhi/kernel'

/** Who goes first where not all fit one block. */
export type MessagePriority = 'protective' | 'ordinary' | 'bulk'

/** Acts that keep harm away: a key that was stolen, an organisation, a lawyer or a ledger that may not act any more; property
 * that must not go away, and an instrument that must not be carried out. */
const PROTECTIVE: ReadonlySet<string> = new Set([
  'authority/RevokeKey',
  'authority/SuspendOrganisation',
  'authority/ReleaseOfficer',
  'authority/EndDelegation',
  'case/StopAgent',
  'client/FreezeClient',
  'client/SubmitMisbehaviour',
  'lawyer/EndLicence',
  'lawyer/SanctionLawyer',
  'measure/Register',
  'order/Issue',
  'order/Revoke',
  'order/SetHalt',
])

/** A register taken over in one go: it can wait. */
const BULK: ReadonlySet<string> = new Set(['lawyer/ImportLawyers', 'registry/ImportRecords'])

/** All messages of a transaction must be protective for it to go first; one of a bulk import makes it wait. */
export function messagePriority(messages: readonly Message[]): MessagePriority {
  if (messages.some(({ type }) => BULK.has(type))) return 'bulk'
  return messages.every(({ type }) => PROTECTIVE.has(type)) ? 'protective' : 'ordinary'
}
