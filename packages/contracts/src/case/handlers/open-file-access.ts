import { ensure } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { requireAgent, requireOpenCase } from './require-case.ts'
import { errors } from '../errors.ts'
import { openFileAccessSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { agents, verifications } from '../state.ts'
import type { Agent, Verification } from '../state.ts'

/** Opens the electronic file to an admitted agent with a fresh verification (R18-24). */
export function openFileAccess(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/OpenFileAccess',
    schema: openFileAccessSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, agentId }) {
      requireOpenCase(ctx, ports, caseRef, ['COURT_CLERK', 'COURT_JUDGE'])
      const agent = requireAgent(ctx, caseRef, agentId)
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(agent.endedOn === null || today < agent.endedOn, errors.AgentEnded, { endedOn: agent.endedOn })
      ensure(agent.fileAccess !== 'OPEN', errors.AccessOpen)
      const frozen = agent.fileAccess === 'FROZEN' || (agent.frozenFrom !== null && agent.frozenFrom <= today)
      ensure(!frozen, errors.AccessFrozen, { frozenFrom: agent.frozenFrom })
      requireAdmitted(agent)
      requireFresh(ctx, agent)
      return agent
    },
    execute(ctx, { caseRef, agentId }, agent) {
      agents(ctx.store).set([caseRef, agentId], { ...agent, fileAccess: 'OPEN' })
      ctx.emit({ type: 'FileAccessOpened', data: { caseRef, agentId } })
      return { agentId }
    },
  })
}

/** @throws ContractError NotAdmitted */
export function requireAdmitted({ admission, agentId }: Agent): void {
  const admitted = admission === 'PASS' || admission === 'WARN' || admission === 'ALERT'
  ensure(admitted, errors.NotAdmitted, { agentId, admission })
}

/** @throws ContractError VerificationStale */
export function requireFresh(ctx: ReadContext, agent: Agent): Verification {
  const { latestVerification: id } = agent
  const verification = id === null ? undefined : verifications(ctx.store).get(id)
  const nowMs = ctx.block.decidedAtMs
  ensure(verification !== undefined && isFresh(verification, agent, nowMs), errors.VerificationStale, {
    verificationId: id,
    freshUntilMs: verification?.freshUntilMs,
    nowMs,
  })
  return verification
}

/** Not older than the term of R18-24 and not overtaken by a status event. */
export function isFresh({ freshUntilMs, madeAtMs }: Verification, { changedAtMs }: Agent, nowMs: number): boolean {
  return freshUntilMs !== null && nowMs <= freshUntilMs && (changedAtMs === null || changedAtMs <= madeAtMs)
}
