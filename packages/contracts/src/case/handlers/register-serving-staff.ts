import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { registerServingStaffSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { servingStaff } from '../state.ts'
import { raiseForLawyer } from './register-former-staff.ts'

/** Enters serving staff or a people's assessor (刑诉解释 40), by serial and commitment; open cases go before their judges. */
export function registerServingStaff(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/RegisterServingStaff',
    schema: registerServingStaffSchema,
    subject: ({ serial }) => serial,
    check(ctx, { from, to }) {
      ports.requireRole(ctx, 'COURT_PERSONNEL')
      ensure(to === null || from <= to, errors.DateOrder, { from, to })
    },
    execute(ctx, message) {
      const { serial, office } = message
      servingStaff(ctx.store).set([serial, office], { ...message, recordedAtMs: ctx.block.decidedAtMs })
      ctx.emit({ type: 'ServingStaffRegistered', data: { serial, office } })
      return { tasks: raiseForLawyer(ctx, serial, 'SERVING_STAFF', [{ code: office, rule: 'R18-20' }]) }
    },
  })
}
