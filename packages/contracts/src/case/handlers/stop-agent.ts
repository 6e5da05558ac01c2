import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { requireAgent, requireOpenCase } from './require-case.ts'
import { stopAgentSchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { endAgent, requireRunning } from './end-powers.ts'

/** The judge orders an agent to stop (R18-12), by a signed decision. */
export function stopAgent(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/StopAgent',
    schema: stopAgentSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, agentId, from }) {
      requireOpenCase(ctx, ports, caseRef, 'COURT_JUDGE')
      return requireRunning(requireAgent(ctx, caseRef, agentId), from)
    },
    execute(ctx, { caseRef, from, decisionDigest }, agent) {
      endAgent(ctx, caseRef, agent, from)
      ctx.emit({
        type: 'AgentEnded',
        data: { caseRef, agentId: agent.agentId, from, by: 'JUDGE', documentDigest: decisionDigest },
      })
      return { agentId: agent.agentId }
    },
  })
}
