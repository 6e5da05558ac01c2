import type { KeyUse } from './keystore/format.ts'

/**
 * What the key of a program may sign: carrying what ledgers prove, facts about the gateway's own work, and what an institution's
 * core system did of an order that a court has signed, or of an entry of the credit lists. Everything else needs a person. The ledger holds to the same: who has a role of programs has no officer's role.
 */
export const SERVICE_ACTS: Readonly<Record<Exclude<KeyUse, 'officer'>, readonly string[]>> = {
  relayer: [
    'client/UpdateClient',
    'client/SubmitMisbehaviour',
    'packet/ReceivePacket',
    'packet/AcknowledgePacket',
    'packet/TimeoutPacket',
  ],
  gateway: [
    'query/RecordRetrieval',
    'query/RecordAuditPackage',
    'order/RecordRetrieval',
    'order/Accept',
    'order/Answer',
    'measure/Register',
    'measure/CarryOut',
    'measure/BeginDeduction',
    'listing/Confirm',
    'listing/RecordUse',
    'listing/StateSet',
    'listing/StateParts',
    'listing/StateBucket',
    'listing/RecordTokenSet',
    'deposit/DepositFile',
  ],
  lookups: ['listing/RecordLookups'],
}

/** The first message that a key of this use may not sign. */
export function forbiddenAct(use: KeyUse, types: readonly string[]): string | undefined {
  return use === 'officer' ? undefined : types.find((type) => !SERVICE_ACTS[use].includes(type))
}
