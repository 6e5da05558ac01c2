import { ensure } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { agentsOn, requireOpenCase } from './require-case.ts'
import { errors } from '../errors.ts'
import { startHearingSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { hearings, verifications } from '../state.ts'
import type { Agent, Hearing } from '../state.ts'
import { isFresh } from './open-file-access.ts'
import { raiseTask } from './raise-task.ts'

type Standing = Hearing['agents'][number]['state']

/** Says of each agent where the verification stands and asks for what is missing (T18-5). The judge goes on or waits. */
export function startHearing(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/StartHearing',
    schema: startHearingSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, hearingId }) {
      const { open } = requireOpenCase(ctx, ports, caseRef, ['COURT_CLERK', 'COURT_JUDGE'])
      ensure(!hearings(ctx.store).has(caseRef, hearingId), errors.HearingExists, { hearingId })
      const onDate = civilDateOf(ctx.block.decidedAtMs)
      const present = agentsOn(ctx, caseRef, onDate)
      const states = present.map((agent) => ({ agentId: agent.agentId, state: standingOf(ctx, agent, onDate) }))
      return { open, onDate, states }
    },
    execute(ctx, { caseRef, hearingId }, { open, onDate, states }) {
      hearings(ctx.store).set([caseRef, hearingId], {
        hearingId,
        onDate,
        startedAtMs: ctx.block.decidedAtMs,
        agents: states,
      })
      for (const { agentId, state } of states) {
        if (state !== 'STALE' && state !== 'UNVERIFIED') continue
        const basis = [{ code: state === 'STALE' ? 'RECEIPT_STALE' : 'NOT_VERIFIED', rule: 'R18-24' }]
        raiseTask(ctx, open, { kind: 'REQUERY_STALE', owner: 'COURT_CLERK', agentId, basis })
      }
      ctx.emit({ type: 'HearingStarted', data: { caseRef, hearingId, onDate } })
      return { hearingId, agents: states }
    },
  })
}

function standingOf(ctx: ReadContext, agent: Agent, onDate: string): Standing {
  const { latestVerification: id, admission } = agent
  const verification = id === null ? undefined : verifications(ctx.store).get(id)
  if (verification === undefined || admission === 'PENDING') return 'UNVERIFIED'
  if (admission === 'BLOCK' || admission === 'PERSON_DECIDES') return 'BARRED'
  // A check as of another day says nothing about this one.
  if (verification.onDate !== onDate || !isFresh(verification, agent, ctx.block.decidedAtMs)) return 'STALE'
  return verification.source === 'OFFLINE_FALLBACK' ? 'FALLBACK' : 'FRESH'
}
