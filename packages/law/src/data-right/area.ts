import { certificateStatus } from './certificate-status.ts'
import { deletionFollowUp } from './deletion-follow-up.ts'
import { exclusiveLicence } from './exclusive-licence.ts'
import { tradeGate } from './trade-gate.ts'
import { usageSettlement } from './usage-settlement.ts'

/** Registered claims in data and their trade (数据权益), article 23. */
export const dataRight = { exclusiveLicence, certificateStatus, tradeGate, usageSettlement, deletionFollowUp }
