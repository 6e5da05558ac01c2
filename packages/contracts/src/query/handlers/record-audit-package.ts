import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { recordAuditPackageSchema } from '../messages.ts'
import type { QueryPorts } from '../ports.ts'
import { auditPackages } from '../state.ts'

/** A fact of the gateway about its own work: a log of look-ups was packed for audit. The ledger holds the digest alone. */
export function recordAuditPackage(ports: QueryPorts): AnyAct {
  return defineAct({
    type: 'query/RecordAuditPackage',
    schema: recordAuditPackageSchema,
    subject: ({ packageId }) => packageId,
    check(ctx, { packageId }) {
      const { organisation, officer } = ports.requireRole(ctx, 'GATEWAY_SERVICE')
      ensure(!auditPackages(ctx.store).has(packageId), errors.AuditPackageRecorded, { packageId })
      return { organisation, officer }
    },
    execute(ctx, { packageId, digest }, recordedBy) {
      const recordedAtMs = ctx.block.decidedAtMs
      auditPackages(ctx.store).set(packageId, { packageId, digest, ...recordedBy, recordedAtMs })
      ctx.emit({ type: 'AuditPackageRecorded', data: { packageId, digest } })
      return { packageId }
    },
  })
}
