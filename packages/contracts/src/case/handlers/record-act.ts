import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { lawyer as lawyerLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { byLaw, requireAgent, requireOpenCase } from './require-case.ts'
import { errors } from '../errors.ts'
import { recordActSchema } from '../messages.ts'
import type { RecordAct } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { acts, SPECIAL_ACTS } from '../state.ts'
import type { Act, Agent } from '../state.ts'
import { requireAdmitted, requireFresh } from './open-file-access.ts'
import { raiseTask } from './raise-task.ts'

/**
 * Records an act of an agent. Without special authorisation a special act is refused (R18-17); an act of a lawyer who is
 * suspended or revoked is recorded and put before the judge, who alone decides on its effect (R18-04).
 */
export function recordAct(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/RecordAct',
    schema: recordActSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, message) {
      const { caseRef, agentId } = message
      const { open } = requireOpenCase(ctx, ports, caseRef, ['COURT_CLERK', 'COURT_JUDGE'])
      const agent = requireAgent(ctx, caseRef, agentId)
      checkPowers(ctx, ports.lawBook(ctx, open.filedOn), agent, message)
      const barred = agent.frozenFrom !== null && agent.frozenFrom <= message.onDate
      const special = SPECIAL_ACTS.some((one) => one === message.act)
      if (special && !barred) {
        requireAdmitted(agent)
        requireFresh(ctx, agent)
      }
      const alerts: Act['alerts'] = barred ? [{ code: 'ACTED_WHILE_BARRED', rule: 'R18-04' }] : []
      return { open, alerts }
    },
    execute(ctx, { caseRef, agentId, act, onDate, documentDigest }, { open, alerts }) {
      const actId = `${ctx.txId.slice(0, 40)}-${ctx.messageIndex}`
      acts(ctx.store).set([caseRef, actId], {
        actId,
        agentId,
        act,
        onDate,
        documentDigest,
        alerts,
        recordedAtMs: ctx.block.decidedAtMs,
      })
      ctx.emit({ type: 'ActRecorded', data: { caseRef, agentId, actId, act, alerts: alerts.length } })
      if (alerts.length > 0) {
        raiseTask(ctx, open, { kind: 'ACT_WHILE_BARRED', owner: 'COURT_JUDGE', agentId, basis: alerts })
      }
      return { actId, alerts }
    },
  })
}

function checkPowers(ctx: CheckContext, law: LawBook, agent: Agent, { act, onDate }: RecordAct): void {
  const today = civilDateOf(ctx.block.decidedAtMs)
  ensure(onDate <= today, errors.ActInFuture, { onDate, today })
  ensure(agent.endedOn === null || onDate < agent.endedOn, errors.AgentEnded, { endedOn: agent.endedOn })
  const { signedOn, expiresOn, specialPowers } = agent.powers
  const inForce = signedOn <= onDate && (expiresOn === null || onDate <= expiresOn)
  ensure(inForce, errors.PowersExpired, { signedOn, expiresOn, onDate })
  // The wording is in the document; only powers listed one by one are special (民诉解释 89).
  const result = byLaw(() => lawyerLaw.powerCheck({ wording: '', specialPowers, acts: [act] }, law))
  ensure(result.verdict === 'PASS', errors.SpecialPowerMissing, { act, scope: result.scope })
}
