import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { requireAgent, requireOpenCase } from './require-case.ts'
import { errors } from '../errors.ts'
import { endPowersSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { agents, agentsOfSerial } from '../state.ts'
import type { Agent } from '../state.ts'

/** Ends powers from a day on, as the party has notified (R18-19). */
export function endPowers(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/EndPowers',
    schema: endPowersSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, agentId, from }) {
      requireOpenCase(ctx, ports, caseRef, ['COURT_FILING', 'COURT_CLERK'])
      return requireRunning(requireAgent(ctx, caseRef, agentId), from)
    },
    execute(ctx, { caseRef, from, noticeDigest }, agent) {
      endAgent(ctx, caseRef, agent, from)
      ctx.emit({
        type: 'AgentEnded',
        data: { caseRef, agentId: agent.agentId, from, by: 'PARTY', documentDigest: noticeDigest },
      })
      return { agentId: agent.agentId }
    },
  })
}

/** @throws ContractError AgentEnded, DateOrder */
export function requireRunning(agent: Agent, from: string): Agent {
  ensure(agent.endedOn === null, errors.AgentEnded, { endedOn: agent.endedOn })
  ensure(agent.enteredOn <= from, errors.DateOrder, { enteredOn: agent.enteredOn, from })
  return agent
}

export function endAgent(ctx: TxContext, caseRef: string, agent: Agent, endedOn: string): void {
  agents(ctx.store).set([caseRef, agent.agentId], { ...agent, endedOn, fileAccess: 'NONE', frozenFrom: null })
  agentsOfSerial(ctx.store).delete(agent.serial, caseRef, agent.agentId)
}
