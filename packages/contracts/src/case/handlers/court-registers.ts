import type { ReadContext } from '@xiezhi/kernel'
import { lawyer as lawyerLaw } from '@xiezhi/law'
import type { CasePorts } from '../ports.ts'
import { conflicts, CONFLICTS_PER_AGENT_MAX, formerStaff, OFFICES, parties, servingStaff } from '../state.ts'
import type { Agent, Case, Conflict } from '../state.ts'
import { agentsOn } from './require-case.ts'

export interface ConflictFinding {
  readonly conflict: 'NONE' | 'NAME_MATCH' | 'FIRM_MATCH' | 'CONFIRMED'
  /** Agents of another side from the same firm about whom nobody has decided: rows to write. */
  readonly matches: readonly string[]
}

/**
 * What the ledger knows of a conflict of interest (R18-13). A clue waits for the judge; only a confirmed one bars. A match
 * of firms that the judge has decided for one of the two agents is not asked again for the other.
 */
export function findConflict(ctx: ReadContext, { caseRef }: Case, agent: Agent, day: string): ConflictFinding {
  const rows = conflictsOf(ctx, caseRef, agent.agentId)
  const side = sideOf(ctx, caseRef, agent.partyId)
  const decided = (one: Conflict | undefined): boolean => one !== undefined && one.state !== 'OPEN'
  const matches = agentsOn(ctx, caseRef, day)
    .filter((other) => other.serial !== agent.serial && other.letterFirmUscc === agent.letterFirmUscc)
    .filter((other) => sideOf(ctx, caseRef, other.partyId) !== side)
    .map(({ agentId }) => agentId)
    .filter((other) => !decided(conflicts(ctx.store).get(caseRef, agent.agentId, other)))
    .filter((other) => !decided(conflicts(ctx.store).get(caseRef, other, agent.agentId)))
  if (rows.some(({ state }) => state === 'CONFIRMED')) return { conflict: 'CONFIRMED', matches }
  if (matches.length > 0) return { conflict: 'FIRM_MATCH', matches }
  const open = rows.some(({ state, kind }) => state === 'OPEN' && kind !== 'SAME_FIRM')
  return { conflict: open ? 'NAME_MATCH' : 'NONE', matches }
}

export function conflictsOf(ctx: ReadContext, caseRef: string, agentId: string): readonly Conflict[] {
  return conflicts(ctx.store)
    .list({ under: [caseRef, agentId], limit: CONFLICTS_PER_AGENT_MAX })
    .map(({ value }) => value)
}

function sideOf(ctx: ReadContext, caseRef: string, partyId: string): string | undefined {
  return parties(ctx.store).get(caseRef, partyId)?.side
}

type DefenderBar = 'DISMISSED_OR_REVOKED' | 'SERVING_STAFF' | 'ASSESSOR' | 'INTERESTED'

/**
 * Bars of 刑诉解释 40 that a ledger may hold: items 3 to 6. Sentences, detention, nationality and capacity are on none
 * (rulebook 2.8): a licence in force answers for them (律师法 5, 7), and whoever has none goes before the judge.
 */
export function defenderBarsOf(
  ctx: ReadContext,
  { caseRef }: Case,
  agent: Agent,
  { onDate, statusOnDay }: { readonly onDate: string; readonly statusOnDay: string | null },
): DefenderBar[] {
  const bars: DefenderBar[] = []
  const dismissed = formerStaff(ctx.store).get(agent.serial)?.leaveKind === 'DISMISSED'
  if (dismissed || statusOnDay === 'REVOKED') bars.push('DISMISSED_OR_REVOKED')
  for (const office of OFFICES) {
    const row = servingStaff(ctx.store).get(agent.serial, office)
    if (row !== undefined && row.from <= onDate && (row.to === null || onDate <= row.to)) bars.push(office)
  }
  const interested = conflictsOf(ctx, caseRef, agent.agentId).some(
    ({ kind, state }) => kind === 'OUTCOME_INTEREST' && state === 'CONFIRMED',
  )
  if (interested) bars.push('INTERESTED')
  return bars
}

/** R18-22, from the category in the licence number and the parties of the case. @throws LawError */
export function practiceScopeOf(
  ctx: ReadContext,
  ports: CasePorts,
  { caseRef, filedOn }: Case,
  { licenceNo, unitCode, partyId }: Agent,
  onDate: string,
): 'WITHIN' | 'OTHER_UNIT' | 'OPEN' {
  const { category } = lawyerLaw.parseLicence({ licenceNo, asOf: onDate }, ports.lawBook(ctx, filedOn))
  if (category === 'PUBLIC' || category === 'COMPANY') {
    const client = parties(ctx.store).get(caseRef, partyId)?.organisationCode ?? null
    if (unitCode === null || client === null) return 'OPEN'
    return unitCode === client ? 'WITHIN' : 'OTHER_UNIT'
  }
  // Which matters are permitted depends on the cause of action, which no record holds.
  const resident = category === 'HONG_KONG' || category === 'MACAO' || category === 'TAIWAN'
  return resident ? 'OPEN' : 'WITHIN'
}
