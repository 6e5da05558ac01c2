import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { requireOpenCase } from './require-case.ts'
import { errors } from '../errors.ts'
import { closeCaseSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { agents, AGENTS_PER_CASE_MAX, agentsOfSerial, cases } from '../state.ts'

/** Closes a case: nobody's status is pushed for it any more, and no agent keeps access to the file. */
export function closeCase(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/CloseCase',
    schema: closeCaseSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, closedOn }) {
      const { open } = requireOpenCase(ctx, ports, caseRef, ['COURT_CLERK', 'COURT_JUDGE'])
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(open.filedOn <= closedOn && closedOn <= today, errors.DateOrder, {
        filedOn: open.filedOn,
        closedOn,
        today,
      })
      return open
    },
    execute(ctx, { caseRef, closedOn }, open) {
      cases(ctx.store).set(caseRef, { ...open, state: 'CLOSED', closedOn })
      for (const { value } of agents(ctx.store).list({ under: [caseRef], limit: AGENTS_PER_CASE_MAX })) {
        agents(ctx.store).set([caseRef, value.agentId], { ...value, fileAccess: 'NONE', frozenFrom: null })
        agentsOfSerial(ctx.store).delete(value.serial, caseRef, value.agentId)
      }
      ctx.emit({ type: 'CaseClosed', data: { caseRef, closedOn } })
      ports.endSubscriptions(ctx, caseRef)
      return { caseRef }
    },
  })
}
