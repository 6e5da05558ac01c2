import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext } from '@xiezhi/kernel'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { CaseActor, CasePorts, CaseRole } from '../ports.ts'
import { agents, AGENTS_PER_CASE_MAX, cases } from '../state.ts'
import type { Agent, Case } from '../state.ts'

/** An open case for which the signer acts. @throws ContractError CaseUnknown, OutsideJurisdiction, CaseClosed */
export function requireOpenCase(
  ctx: CheckContext,
  ports: CasePorts,
  caseRef: string,
  role: CaseRole | readonly CaseRole[],
): { readonly actor: CaseActor; readonly open: Case } {
  const actor = ports.requireRole(ctx, role)
  const open = cases(ctx.store).get(caseRef)
  ensure(open !== undefined, errors.CaseUnknown, { caseRef })
  requireCourt(actor, open.courtCode)
  ensure(open.state === 'OPEN', errors.CaseClosed, { caseRef })
  return { actor, open }
}

/** @throws ContractError OutsideJurisdiction */
export function requireCourt({ jurisdictions, organisation }: CaseActor, courtCode: string): void {
  const acts = jurisdictions.some((prefix) => courtCode.startsWith(prefix))
  ensure(acts, errors.OutsideJurisdiction, { courtCode, organisation })
}

/** @throws ContractError AgentUnknown */
export function requireAgent(ctx: ReadContext, caseRef: string, agentId: string): Agent {
  const agent = agents(ctx.store).get(caseRef, agentId)
  ensure(agent !== undefined, errors.AgentUnknown, { caseRef, agentId })
  return agent
}

/** Agents whose powers have not ended on a day. */
export function agentsOn(ctx: ReadContext, caseRef: string, day: string): readonly Agent[] {
  return agents(ctx.store)
    .list({ under: [caseRef], limit: AGENTS_PER_CASE_MAX })
    .map(({ value }) => value)
    .filter(({ endedOn }) => endedOn === null || day < endedOn)
}

/** Where a case number is looked up: numbers are not ASCII, and tags are not numbers. */
export function caseNumberKey(ctx: ReadContext, courtCode: string, kind: 'number' | 'tag', text: string): string {
  return hexEncode(ctx.crypto.sha256(encodeCanonical([courtCode, kind, text])))
}

/** @throws ContractError LawRefused */
export const byLaw = refusingLaw(errors.LawRefused)
