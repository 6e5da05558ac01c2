import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { registerStaffRelativeSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { RELATIVES_PER_LAWYER_MAX, staffRelatives } from '../state.ts'
import { raiseForLawyer } from './register-former-staff.ts'

/** Enters a lawyer who is a relative of serving staff (回避规定 9), by serial and commitment. */
export function registerStaffRelative(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/RegisterStaffRelative',
    schema: registerStaffRelativeSchema,
    subject: ({ serial }) => serial,
    check(ctx, { serial }) {
      ports.requireRole(ctx, 'COURT_PERSONNEL')
      const known = staffRelatives(ctx.store).list({ under: [serial], limit: RELATIVES_PER_LAWYER_MAX }).length
      ensure(known < RELATIVES_PER_LAWYER_MAX, errors.RelativeLimit, { relativesMax: RELATIVES_PER_LAWYER_MAX })
      return known
    },
    execute(ctx, message, known) {
      const { serial } = message
      const number = String(known + 1).padStart(2, '0')
      staffRelatives(ctx.store).set([serial, number], { ...message, recordedAtMs: ctx.block.decidedAtMs })
      ctx.emit({ type: 'StaffRelativeRegistered', data: { serial, number } })
      const basis = [{ code: 'STAFF_RELATIVE_MATCH', rule: 'R18-10' }]
      return { tasks: raiseForLawyer(ctx, serial, 'STAFF_RELATIVE', basis) }
    },
  })
}
