import type { TxContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { registerFormerStaffSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { agentsOfSerial, cases, formerStaff } from '../state.ts'
import type { Task } from '../state.ts'
import { raiseTask } from './raise-task.ts'

/** Open cases of one lawyer that a new register entry is held against. */
export const CASES_PER_LAWYER_MAX = 512

/** Enters a former judge or procurator; open cases of that lawyer go before their judges (T18-4). */
export function registerFormerStaff(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/RegisterFormerStaff',
    schema: registerFormerStaffSchema,
    subject: ({ serial }) => serial,
    check(ctx) {
      ports.requireRole(ctx, 'COURT_PERSONNEL')
    },
    execute(ctx, message) {
      const { serial, courtsServed } = message
      formerStaff(ctx.store).set(serial, { ...message, recordedAtMs: ctx.block.decidedAtMs })
      ctx.emit({ type: 'FormerStaffRegistered', data: { serial, courts: courtsServed.length } })
      const basis = [{ code: 'FORMER_STAFF_MATCH', rule: 'R18-12' }]
      return { tasks: raiseForLawyer(ctx, serial, 'FORMER_STAFF', basis) }
    },
  })
}

/** Puts every open case of a lawyer before its judge. Returns how many. */
export function raiseForLawyer(
  ctx: TxContext,
  serial: string,
  kind: 'FORMER_STAFF' | 'STAFF_RELATIVE' | 'SERVING_STAFF',
  basis: Task['basis'],
): number {
  const rows = agentsOfSerial(ctx.store).list({ under: [serial], limit: CASES_PER_LAWYER_MAX })
  for (const { id } of rows) {
    const [, caseRef = '', agentId = ''] = id
    const open = cases(ctx.store).get(caseRef)
    if (open?.state === 'OPEN') raiseTask(ctx, open, { kind, owner: 'COURT_JUDGE', agentId, basis })
  }
  return rows.length
}
