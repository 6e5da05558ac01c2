import { object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { caseReference, civilDate, civilDateOf, randomId, startOfCivilDateMs } from '../../ids.ts'
import { agents, AGENTS_PER_CASE_MAX, agentsOfSerial, caseNotices, cases } from '../state.ts'
import type { Agent, Case } from '../state.ts'
import { pastActs } from './past-acts.ts'
import { raiseTask } from './raise-task.ts'

/** A status event as the query module hands it over. */
export interface StatusNotice {
  readonly eventId: string
  readonly serial: string
  readonly kind: string
  readonly status: string
  readonly from: string
  readonly to: string | null
  readonly recordedAtMs: number
}

const BARRING = ['SUSPENDED', 'REVOKED', 'CANCELLED', 'WITHDRAWN', 'TRANSFERRING']
const freezeSchema = object({ caseRef: caseReference, agentId: randomId, from: civilDate })

/**
 * T18-1: a status event reaches the open cases of the lawyer. The clerk is told, and access to the file is frozen from the
 * day on which the status begins, not before. T18-2: what lifts a status asks for a new verification, which restores.
 */
export function onNotice(
  ctx: TxContext,
  {
    client,
    notice,
    caseRefs,
  }: { readonly client: string; readonly notice: StatusNotice; readonly caseRefs: readonly string[] },
): void {
  const { eventId, serial, kind, status, from, to, recordedAtMs } = notice
  for (const caseRef of caseRefs) {
    const open = cases(ctx.store).get(caseRef)
    if (open?.state !== 'OPEN' || caseNotices(ctx.store).has(caseRef, client, eventId)) continue
    caseNotices(ctx.store).set([caseRef, client, eventId], {
      client,
      eventId,
      serial,
      kind,
      status,
      from,
      to,
      receivedAtMs: ctx.block.decidedAtMs,
    })
    ctx.emit({ type: 'StatusEventReceived', data: { caseRef, eventId, kind, status, from } })
    for (const { id } of agentsOfSerial(ctx.store).list({ under: [serial, caseRef], limit: AGENTS_PER_CASE_MAX })) {
      const agent = agents(ctx.store).get(caseRef, id[2] ?? '')
      if (agent !== undefined) applyEvent(ctx, open, agent, { kind, status, from, to, recordedAtMs })
    }
  }
}

type StatusEvent = Pick<StatusNotice, 'kind' | 'status' | 'from' | 'to' | 'recordedAtMs'>

function applyEvent(ctx: TxContext, open: Case, agent: Agent, event: StatusEvent): void {
  const { kind, status, from, recordedAtMs } = event
  const changed = { ...agent, changedAtMs: Math.max(agent.changedAtMs ?? 0, recordedAtMs) }
  const { agentId } = agent
  if (kind === 'DISPUTED') {
    agents(ctx.store).set([open.caseRef, agentId], changed)
    const basis = [{ code: 'RECORD_DISPUTED', rule: 'S18.4' }]
    raiseTask(ctx, open, { kind: 'RECORD_DISPUTED', owner: 'COURT_JUDGE', agentId, basis })
    return
  }
  if (!BARRING.includes(status)) {
    // Access that is frozen stays so until the new verification; a freeze still to come is off.
    const frozenFrom = agent.fileAccess === 'FROZEN' ? agent.frozenFrom : null
    agents(ctx.store).set([open.caseRef, agentId], { ...changed, frozenFrom })
    raiseTask(ctx, open, { kind: 'RE_VERIFY', owner: 'COURT_CLERK', agentId, basis: [{ code: kind, rule: 'S18.4' }] })
    return
  }
  const frozenFrom = agent.frozenFrom !== null && agent.frozenFrom < from ? agent.frozenFrom : from
  agents(ctx.store).set([open.caseRef, agentId], { ...changed, frozenFrom })
  raiseTask(ctx, open, { kind: 'STATUS_EVENT', owner: 'COURT_CLERK', agentId, basis: [{ code: kind, rule: 'S18.4' }] })
  askAboutPast(ctx, open, agentId, event)
  const item = { caseRef: open.caseRef, agentId, from: frozenFrom }
  const startsMs = startOfCivilDateMs(frozenFrom)
  if (startsMs <= ctx.block.decidedAtMs) freezeAccess(ctx, item)
  else ctx.schedule({ module: 'case', kind: 'freeze', atMs: startsMs, item })
}

/** A bar that reaches back: what the agent did since is for the judge to value; nothing is annulled (R18-04). */
function askAboutPast(ctx: TxContext, open: Case, agentId: string, { from, to }: StatusEvent): void {
  const past = pastActs(ctx, { caseRef: open.caseRef, agentId }, from, to)
  if (past.hearings.length + past.acts.length === 0) return
  const basis = [{ code: 'PAST_ACTS_BARRED', rule: 'R18-04' }]
  raiseTask(ctx, open, { kind: 'ACT_WHILE_BARRED', owner: 'COURT_JUDGE', agentId, basis })
}

/** Due effect on the first day of a status: freezes access if that status is still to come true. */
export function freezeAccess(ctx: TxContext, item: Json): void {
  const { caseRef, agentId, from } = freezeSchema.parse(item)
  const agent = agents(ctx.store).get(caseRef, agentId)
  const today = civilDateOf(ctx.block.decidedAtMs)
  // Set aside or ended meanwhile: the plan is off.
  if (agent?.frozenFrom !== from || from > today || agent.fileAccess === 'FROZEN') return
  agents(ctx.store).set([caseRef, agentId], { ...agent, fileAccess: 'FROZEN' })
  ctx.emit({ type: 'FileAccessFrozen', data: { caseRef, agentId, from } })
}
