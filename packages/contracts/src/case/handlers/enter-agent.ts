import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { requireOpenCase } from './require-case.ts'
import { errors } from '../errors.ts'
import { enterAgentSchema } from '../messages.ts'
import type { EnterAgent } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { agents, AGENTS_PER_CASE_MAX, agentsOfSerial, parties, verifications } from '../state.ts'
import type { Agent } from '../state.ts'
import { planVerification, requireReceipt, writeVerification } from './verify-agent.ts'

/**
 * Enters an agent with the court's own checks (T18-3). A bar is recorded and put before the judge; the entry itself is
 * refused for form only, because only a person may turn an agent away.
 */
export function enterAgent(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/EnterAgent',
    schema: enterAgentSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, message) {
      const { caseRef, enteredOn, receiptId } = message
      const { open } = requireOpenCase(ctx, ports, caseRef, ['COURT_FILING', 'COURT_CLERK'])
      const agent = newAgent(ctx, message)
      const receipt =
        receiptId === null ? null : requireReceipt(ctx, ports, { agent, caseRef, onDate: enteredOn }, receiptId)
      const plan = planVerification(ctx, ports, {
        open,
        agent,
        use: 'FILING',
        onDate: enteredOn,
        source: { receipt, fallback: null },
      })
      return { open, agent, plan }
    },
    execute(ctx, { caseRef }, { open, agent, plan }) {
      const { agentId, serial, role, partyId, enteredOn } = agent
      agentsOfSerial(ctx.store).set([serial, caseRef, agentId], { since: enteredOn })
      ctx.emit({ type: 'AgentEntered', data: { caseRef, agentId, partyId, role } })
      writeVerification(ctx, open, agent, plan)
      return { agentId, verificationId: plan.verification.verificationId, verdict: plan.verification.verdict }
    },
  })
}

function newAgent(ctx: CheckContext, message: EnterAgent): Agent {
  const { caseRef, agentId, partyId, powers, enteredOn, licenceNo } = message
  const known = agents(ctx.store).has(caseRef, agentId) || verifications(ctx.store).has(`${agentId}-1`)
  ensure(!known, errors.AgentExists, { agentId })
  const count = agents(ctx.store).list({ under: [caseRef], limit: AGENTS_PER_CASE_MAX }).length
  ensure(count < AGENTS_PER_CASE_MAX, errors.AgentLimit, { agentsMax: AGENTS_PER_CASE_MAX })
  ensure(parties(ctx.store).has(caseRef, partyId), errors.PartyUnknown, { partyId })
  const today = civilDateOf(ctx.block.decidedAtMs)
  ensure(enteredOn <= today, errors.DateOrder, { enteredOn, today })
  ensure(powers.signedOn <= enteredOn, errors.DateOrder, { signedOn: powers.signedOn, enteredOn })
  ensure(powers.expiresOn === null || enteredOn <= powers.expiresOn, errors.PowersExpired, {
    expiresOn: powers.expiresOn,
  })
  return {
    agentId,
    partyId,
    role: message.role,
    licenceNo,
    letterFirmUscc: message.letterFirmUscc,
    unitCode: message.unitCode ?? null,
    exception: message.exception,
    powers,
    documents: message.documents,
    enteredOn,
    serial: licenceNo.slice(11),
    endedOn: null,
    admission: 'PENDING',
    latestVerification: null,
    fileAccess: 'NONE',
    frozenFrom: null,
    verifications: 0,
    changedAtMs: null,
  }
}
