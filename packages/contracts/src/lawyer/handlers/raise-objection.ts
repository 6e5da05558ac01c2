import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { lawyerOf } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { raiseObjectionSchema } from '../messages.ts'
import type { RaiseObjection } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { objections } from '../state.ts'
import type { Lawyer, Objection } from '../state.ts'
import { termOf, writeObjectionWithTerm } from './objection-term.ts'
import { periodOn } from './status-timeline.ts'

/** A lawyer or court contests the record. The status stands and reads DISPUTED; only the bureau decides. */
export function raiseObjection(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/RaiseObjection',
    schema: raiseObjectionSchema,
    subject: ({ licenceNo }) => licenceNo,
    check(ctx, message) {
      const actor = ports.requireRole(ctx, ['LAWYER', 'COURT_JUDGE', 'COURT_CLERK', 'COURT_FILING'])
      return { actor, lawyer: requireContestable(ctx, message) }
    },
    execute(ctx, message, { actor, lawyer }) {
      const { organisation, roles } = actor
      writeObjection(ctx, ports, lawyer, message, { organisation, role: roles[0] ?? 'LAWYER', client: null })
      return { objectionId: message.objectionId }
    },
  })
}

/** A court contests the record from its own zone; the policy of this zone has let it. @throws ContractError */
export function raiseForeignObjection(
  ctx: TxContext,
  ports: LawyerPorts,
  { client, organisation, role, ...message }: RaiseObjection & Objection['raisedBy'],
): void {
  writeObjection(ctx, ports, requireContestable(ctx, message), message, { organisation, role, client })
}

/** @throws ContractError LicenceUnknown, ObjectionExists, ObjectionOpen */
function requireContestable(
  ctx: CheckContext,
  { objectionId, licenceNo }: Pick<RaiseObjection, 'objectionId' | 'licenceNo'>,
): Lawyer {
  const lawyer = lawyerOf(ctx, licenceNo)
  ensure(!objections(ctx.store).has(objectionId), errors.ObjectionExists)
  ensure(lawyer.disputedBy === null, errors.ObjectionOpen, { objectionId: lawyer.disputedBy })
  return lawyer
}

function writeObjection(
  ctx: TxContext,
  ports: LawyerPorts,
  lawyer: Lawyer,
  { objectionId, groundsDigest }: Pick<RaiseObjection, 'objectionId' | 'groundsDigest'>,
  raisedBy: Objection['raisedBy'],
): void {
  const dated = { raisedAtMs: ctx.block.decidedAtMs, decision: null }
  const term = termOf(ctx, ports, dated, 1)
  writeObjectionWithTerm(ctx, {
    objectionId,
    lawyerId: lawyer.lawyerId,
    raisedBy,
    groundsDigest,
    ...dated,
    state: 'OPEN',
    term,
  })
  const { answerBy, status: termStatus } = term
  ctx.emit({ type: 'ObjectionRaised', data: { objectionId, lawyerId: lawyer.lawyerId, answerBy, termStatus } })
  const today = civilDateOf(ctx.block.decidedAtMs)
  writeWithEvent(
    ctx,
    ports,
    { ...lawyer, disputedBy: objectionId },
    {
      kind: 'DISPUTED',
      status: periodOn(lawyer.statusPeriods, today)?.status ?? 'ACTIVE',
      from: today,
      to: null,
      actId: actIdOf(ctx),
      organisation: raisedBy.organisation,
      instrumentDigest: groundsDigest,
    },
  )
}
