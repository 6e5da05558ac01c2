import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { lawyerOf, regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { anchorCreditReportSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { creditReports } from '../state.ts'

/** Anchors the present credit report by its salted digest; the report goes to the court of the case and to the lawyer only. */
export function anchorCreditReport(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/AnchorCreditReport',
    schema: anchorCreditReportSchema,
    subject: ({ licenceNo }) => licenceNo,
    check(ctx, { licenceNo, generatedAtMs, validUntilMs }) {
      const actor = ports.requireRole(ctx, 'JUSTICE_BUREAU')
      const lawyer = lawyerOf(ctx, licenceNo)
      requireRegion([actor], regionOf(lawyer.licenceNo))
      const known = creditReports(ctx.store).get(lawyer.lawyerId)
      const inOrder = generatedAtMs <= ctx.block.decidedAtMs && generatedAtMs < validUntilMs
      ensure(inOrder, errors.ReportWindow, { generatedAtMs, validUntilMs })
      ensure(known === undefined || known.generatedAtMs < generatedAtMs, errors.DateOrder, {
        generatedAtMs,
        known: known?.generatedAtMs,
      })
      return lawyer.lawyerId
    },
    execute(ctx, { reportDigest, generatedAtMs, validUntilMs }, lawyerId) {
      creditReports(ctx.store).set(lawyerId, {
        reportDigest,
        generatedAtMs,
        validUntilMs,
        anchoredAtMs: ctx.block.decidedAtMs,
      })
      ctx.emit({ type: 'CreditReportAnchored', data: { lawyerId, reportDigest, validUntilMs } })
      return { lawyerId }
    },
  })
}
