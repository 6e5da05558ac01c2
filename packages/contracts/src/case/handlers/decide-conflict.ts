import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { decideConflictSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { conflicts } from '../state.ts'
import { raiseTask } from './raise-task.ts'
import { requireAgent, requireOpenCase } from './require-case.ts'

/** The judge confirms or dismisses a clue (R18-13). The clerk then verifies anew, and that verification carries the result. */
export function decideConflict(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/DecideConflict',
    schema: decideConflictSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, agentId, againstId }) {
      const { open, actor } = requireOpenCase(ctx, ports, caseRef, 'COURT_JUDGE')
      requireAgent(ctx, caseRef, agentId)
      const conflict = conflicts(ctx.store).get(caseRef, agentId, againstId)
      ensure(conflict !== undefined, errors.ConflictUnknown, { agentId, againstId })
      ensure(conflict.state === 'OPEN', errors.ConflictDecided, { state: conflict.state })
      return { open, actor, conflict }
    },
    execute(ctx, { caseRef, agentId, againstId, confirmed, decisionDigest }, { open, actor, conflict }) {
      const state = confirmed ? 'CONFIRMED' : 'DISMISSED'
      const { organisation, officer } = actor
      conflicts(ctx.store).set([caseRef, agentId, againstId], {
        ...conflict,
        state,
        decision: { digest: decisionDigest, atMs: ctx.block.decidedAtMs, organisation, officer },
      })
      ctx.emit({ type: 'ConflictDecided', data: { caseRef, agentId, againstId, state } })
      const basis = [{ code: confirmed ? 'CONFLICT_OF_INTEREST' : 'CONFLICT_MATCH', rule: 'R18-13' }]
      raiseTask(ctx, open, { kind: 'RE_VERIFY', owner: 'COURT_CLERK', agentId, basis })
      return { agentId, againstId, state }
    },
  })
}
