import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { recordConflictSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { conflicts, CONFLICTS_PER_AGENT_MAX, parties } from '../state.ts'
import { conflictsOf } from './court-registers.ts'
import { raiseTask } from './raise-task.ts'
import { requireAgent, requireOpenCase } from './require-case.ts'

/** Records that an agent is said to be tied to a party (律师法 39). It bars nobody: the judge decides. */
export function recordConflict(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/RecordConflict',
    schema: recordConflictSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, agentId, partyId }) {
      const { open } = requireOpenCase(ctx, ports, caseRef, ['COURT_FILING', 'COURT_CLERK', 'COURT_JUDGE'])
      requireAgent(ctx, caseRef, agentId)
      ensure(parties(ctx.store).has(caseRef, partyId), errors.PartyUnknown, { partyId })
      const known = conflicts(ctx.store).get(caseRef, agentId, partyId)
      ensure(known === undefined, errors.ConflictExists, { state: known?.state })
      const count = conflictsOf(ctx, caseRef, agentId).length
      ensure(count < CONFLICTS_PER_AGENT_MAX, errors.ConflictLimit, { conflictsMax: CONFLICTS_PER_AGENT_MAX })
      return open
    },
    execute(ctx, { caseRef, agentId, partyId, kind, groundsDigest }, open) {
      conflicts(ctx.store).set([caseRef, agentId, partyId], {
        agentId,
        againstId: partyId,
        kind,
        groundsDigest,
        state: 'OPEN',
        recordedAtMs: ctx.block.decidedAtMs,
        decision: null,
      })
      ctx.emit({ type: 'ConflictRecorded', data: { caseRef, agentId, againstId: partyId, kind } })
      const basis = [{ code: 'CONFLICT_MATCH', rule: 'R18-13' }]
      raiseTask(ctx, open, { kind: 'CONFLICT', owner: 'COURT_JUDGE', agentId, basis })
      return { agentId, againstId: partyId }
    },
  })
}
