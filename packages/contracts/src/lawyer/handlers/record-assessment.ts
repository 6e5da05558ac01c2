import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { lawyerOf, regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { recordAssessmentSchema } from '../messages.ts'
import type { RecordAssessment } from '../messages.ts'
import type { LawyerActor, LawyerPorts } from '../ports.ts'
import { assessments, firms } from '../state.ts'

/** Records an annual assessment: of a lawyer by the association, of a firm by the bureau. */
export function recordAssessment(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/RecordAssessment',
    schema: recordAssessmentSchema,
    subject: (message) => (message.subject === 'lawyer' ? message.licenceNo : message.uscc),
    check(ctx, message) {
      const { actor, subjectId } = subjectOf(ctx, ports, message)
      const { year, filedOn } = message
      ensure(Number(filedOn.slice(0, 4)) >= year, errors.YearNotOver, { year, filedOn })
      ensure(!assessments(ctx.store).has(subjectId, String(year)), errors.AssessmentExists, { year })
      return { organ: actor.organisation, subjectId }
    },
    execute(ctx, { year, grade, filedOn }, { organ, subjectId }) {
      assessments(ctx.store).set([subjectId, String(year)], { year, grade, filedOn, organ })
      ctx.emit({ type: 'AssessmentRecorded', data: { subjectId, year, grade } })
      return { subjectId }
    },
  })
}

function subjectOf(
  ctx: Parameters<LawyerPorts['requireRole']>[0],
  ports: LawyerPorts,
  message: RecordAssessment,
): { actor: LawyerActor; subjectId: string } {
  if (message.subject === 'lawyer') {
    const actor = ports.requireRole(ctx, 'LAW_ASSOCIATION')
    const lawyer = lawyerOf(ctx, message.licenceNo)
    requireRegion([actor], regionOf(lawyer.licenceNo))
    return { actor, subjectId: lawyer.lawyerId }
  }
  const actor = ports.requireRole(ctx, 'JUSTICE_BUREAU')
  const firm = firms(ctx.store).get(message.uscc)
  ensure(firm !== undefined, errors.FirmUnknown, { uscc: message.uscc })
  requireRegion([actor], firm.region)
  return { actor, subjectId: firm.uscc }
}
