import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { revokeDepositSchema } from '../messages.ts'
import type { DepositPorts } from '../ports.ts'
import { deposits } from '../state.ts'
import { requireFiling, requireStanding } from './require-deposit.ts'

/** Withdraws a deposit. The record stays: whoever checks the digest reads that it was withdrawn, when and why. */
export function revokeDeposit(ports: DepositPorts): AnyAct {
  return defineAct({
    type: 'deposit/RevokeDeposit',
    schema: revokeDepositSchema,
    subject: ({ depositId }) => depositId,
    check(ctx, { depositId }) {
      const { organisation } = ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK', 'COURT_JUDGE', 'PARTY', 'LAWYER'])
      const found = requireStanding(ctx, depositId)
      ensure(requireFiling(ctx, depositId).submittedBy.organisation === organisation, errors.NotSubmitter, {
        organisation,
      })
      return found
    },
    execute(ctx, { depositId, reason }, found) {
      const revocation = { reason, atMs: ctx.block.decidedAtMs }
      deposits(ctx.store).set(depositId, { ...found, state: 'REVOKED', revocation })
      ctx.emit({ type: 'DepositRevoked', data: { depositId, reason } })
      return { depositId }
    },
  })
}
