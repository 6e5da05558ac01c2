import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { Finding } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { lawVersionOf } from '../../law-reading.ts'
import { agentsOn, requireAgent, requireOpenCase } from './require-case.ts'
import { errors } from '../errors.ts'
import { verifyAgentSchema } from '../messages.ts'
import type { CaseFallback, CasePorts, CaseReceipt } from '../ports.ts'
import { agents, cases, conflicts, verifications } from '../state.ts'
import type { Agent, Case, Use, Verdict, Verification } from '../state.ts'
import { runCourtChecks } from './court-checks.ts'
import type { ProvisionalFinding } from './court-checks.ts'
import { joinFindings } from './join-findings.ts'
import { raiseTask } from './raise-task.ts'
import { keepProvisional } from './renew-verifications.ts'

/** A ratified paper check stands as long as a receipt would. */
export const FALLBACK_FRESH_MS = 24 * 3_600_000
const ADMITTED: readonly (Verdict | 'PENDING')[] = ['PASS', 'WARN', 'ALERT']

export interface Source {
  readonly receipt: CaseReceipt | null
  readonly fallback: CaseFallback | null
}

export interface VerificationPlan {
  readonly verification: Verification
  readonly tasks: Finding['tasks']
  readonly disputed: boolean
  /** Clues to a conflict that the program has found and nobody has decided on. */
  readonly matches: readonly string[]
  readonly provisional: ProvisionalFinding | null
}

/** Verifies an agent anew before a use (R18-24). */
export function verifyAgent(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/VerifyAgent',
    schema: verifyAgentSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, agentId, use, onDate, receiptId, fallbackId }) {
      const { open } = requireOpenCase(ctx, ports, caseRef, ['COURT_FILING', 'COURT_CLERK', 'COURT_JUDGE'])
      const agent = requireAgent(ctx, caseRef, agentId)
      ensure(agent.endedOn === null || onDate < agent.endedOn, errors.AgentEnded, { endedOn: agent.endedOn })
      ensure((receiptId === null) !== (fallbackId === null), errors.SourceChoice)
      const source = {
        receipt: receiptId === null ? null : requireReceipt(ctx, ports, { agent, caseRef, onDate }, receiptId),
        fallback: fallbackId === null ? null : requireFallback(ctx, ports, { agent, caseRef, onDate, use }, fallbackId),
      }
      return { open, agent, plan: planVerification(ctx, ports, { open, agent, use, onDate, source }) }
    },
    execute(ctx, _, { open, agent, plan }) {
      writeVerification(ctx, open, agent, plan)
      return { verificationId: plan.verification.verificationId, verdict: plan.verification.verdict }
    },
  })
}

/** A receipt for this agent, day and case, not older than the last status event. @throws ContractError */
export function requireReceipt(
  ctx: CheckContext,
  ports: CasePorts,
  { agent, caseRef, onDate }: { agent: Agent; caseRef: string; onDate: string },
  receiptId: string,
): CaseReceipt {
  const receipt = ports.receiptOf(ctx, receiptId)
  ensure(receipt !== undefined, errors.ReceiptUnknown, { receiptId })
  ensure(isFor(receipt, agent, caseRef), errors.ReceiptOther, { receiptId })
  ensure(receipt.result.finding !== null, errors.ReceiptRefused, { receiptId })
  ensure(receipt.question.asOf === onDate, errors.ReceiptOtherDay, { asOf: receipt.question.asOf, onDate })
  const { decidedAtMs } = receipt.result
  const superseded = agent.changedAtMs !== null && decidedAtMs < agent.changedAtMs
  ensure(!superseded, errors.ReceiptSuperseded, { decidedAtMs, changedAtMs: agent.changedAtMs })
  return receipt
}

function isFor({ question }: CaseReceipt, agent: Agent, caseRef: string): boolean {
  return (
    question.caseRef === caseRef &&
    question.licenceNo.slice(-agent.serial.length) === agent.serial &&
    question.letterFirmUscc === agent.letterFirmUscc &&
    question.exception === agent.exception
  )
}

function requireFallback(
  ctx: CheckContext,
  ports: CasePorts,
  { agent, caseRef, onDate, use }: { agent: Agent; caseRef: string; onDate: string; use: Use },
  fallbackId: string,
): CaseFallback {
  const fallback = ports.fallbackOf(ctx, fallbackId)
  ensure(fallback !== undefined, errors.FallbackUnknown, { fallbackId })
  const fits =
    fallback.caseRef === caseRef &&
    fallback.licenceNo === agent.licenceNo &&
    fallback.asOf === onDate &&
    fallback.use === use
  ensure(fits, errors.FallbackOther, { fallbackId })
  ensure(fallback.state === 'RATIFIED', errors.FallbackNotRatified, { state: fallback.state })
  return fallback
}

/** Joins the court's own checks with the bureau's answer or the paper check. @throws ContractError LawRefused */
export function planVerification(
  ctx: ReadContext,
  ports: CasePorts,
  input: {
    readonly open: Case
    readonly agent: Agent
    readonly use: Use
    readonly onDate: string
    readonly source: Source
  },
): VerificationPlan {
  const { open, agent, use, onDate, source } = input
  const answer = source.receipt?.result.finding ?? null
  const { finding, checks, matches, provisional } = runCourtChecks(ctx, ports, {
    open,
    agent,
    use,
    onDate,
    alreadyActing: agent.latestVerification !== null && ADMITTED.includes(agent.admission),
    statusOnDay: answer === null ? null : statusOf(answer.facts),
    answeredAtMs: source.receipt?.result.decidedAtMs ?? null,
  })
  const law = ports.lawBook(ctx, open.filedOn)
  const joined = joinFindings(law, { answer, fallback: source.fallback, court: finding })
  return {
    tasks: joined.tasks,
    disputed: answer?.disputed ?? false,
    matches,
    provisional,
    verification: {
      verificationId: `${agent.agentId}-${agent.verifications + 1}`,
      caseRef: open.caseRef,
      agentId: agent.agentId,
      use,
      onDate,
      verdict: joined.verdict,
      reasons: joined.reasons,
      checks,
      ...sourceFields(source),
      parameterVersion: lawVersionOf(ctx, law),
      ...(provisional === null ? {} : { calendars: provisional.calendars }),
      madeAtMs: ctx.block.decidedAtMs,
    },
  }
}

function sourceFields({
  receipt,
  fallback,
}: Source): Pick<Verification, 'source' | 'receiptId' | 'fallbackId' | 'freshUntilMs'> {
  if (receipt !== null) {
    const { dispatchId, freshUntilMs } = receipt
    return { source: 'RECEIPT', receiptId: dispatchId, fallbackId: null, freshUntilMs }
  }
  if (fallback !== null) {
    const freshUntilMs = fallback.recordedAtMs + FALLBACK_FRESH_MS
    return { source: 'OFFLINE_FALLBACK', receiptId: null, fallbackId: fallback.fallbackId, freshUntilMs }
  }
  return { source: 'NONE', receiptId: null, fallbackId: null, freshUntilMs: null }
}

function statusOf(facts: unknown): string | null {
  if (typeof facts !== 'object' || facts === null || !('statusOnDay' in facts)) return null
  return typeof facts.statusOnDay === 'string' ? facts.statusOnDay : null
}

/** Writes the permanent record, the agent's state, and the tasks that follow. Nobody is removed here. */
export function writeVerification(ctx: TxContext, open: Case, agent: Agent, plan: VerificationPlan): void {
  const { verification, disputed } = plan
  const { verificationId, verdict, source, onDate } = verification
  verifications(ctx.store).set(verificationId, verification)
  if (plan.provisional !== null) keepProvisional(ctx, verificationId, plan.provisional)
  writeMatches(ctx, open, agent, plan.matches)
  const waits = source === 'NONE' && verdict !== 'BLOCK'
  const today = civilDateOf(ctx.block.decidedAtMs)
  // T18-2: access comes back with a good verification of this very day, not of a later one.
  const restored = agent.fileAccess === 'FROZEN' && !waits && ADMITTED.includes(verdict) && onDate === today
  agents(ctx.store).set([open.caseRef, agent.agentId], {
    ...agent,
    admission: waits ? 'PENDING' : verdict,
    latestVerification: verificationId,
    verifications: agent.verifications + 1,
    ...(restored ? { fileAccess: 'OPEN' as const, frozenFrom: null } : {}),
  })
  ctx.emit({
    type: 'AgentVerified',
    data: { caseRef: open.caseRef, agentId: agent.agentId, verificationId, verdict, source },
  })
  if (restored)
    ctx.emit({ type: 'FileAccessRestored', data: { caseRef: open.caseRef, agentId: agent.agentId, verificationId } })
  raiseTasks(ctx, open, agent, { ...plan, disputed })
}

function writeMatches(ctx: TxContext, { caseRef }: Case, { agentId }: Agent, matches: readonly string[]): void {
  for (const againstId of matches) {
    if (conflicts(ctx.store).has(caseRef, agentId, againstId)) continue
    conflicts(ctx.store).set([caseRef, agentId, againstId], {
      agentId,
      againstId,
      kind: 'SAME_FIRM',
      groundsDigest: null,
      state: 'OPEN',
      recordedAtMs: ctx.block.decidedAtMs,
      decision: null,
    })
    ctx.emit({ type: 'ConflictRecorded', data: { caseRef, agentId, againstId, kind: 'SAME_FIRM' } })
  }
}

const FORMER_STAFF_RULES = ['R18-06', 'R18-07', 'R18-08', 'R18-09', 'R18-12']

function raiseTasks(ctx: TxContext, open: Case, agent: Agent, plan: VerificationPlan): void {
  const { verification, tasks, disputed } = plan
  const { reasons, verdict, source } = verification
  const { agentId } = agent
  const former = reasons.filter(({ rule }) => FORMER_STAFF_RULES.includes(rule))
  const relatives = reasons.filter(({ rule }) => rule === 'R18-10')
  const clues = reasons.filter(({ code }) => code === 'CONFLICT_MATCH')
  const others = reasons.filter((one) => !former.includes(one) && !relatives.includes(one) && !clues.includes(one))
  const judge = (
    kind: 'FORMER_STAFF' | 'STAFF_RELATIVE' | 'CONFLICT' | 'VERIFICATION_BLOCKED' | 'VERIFICATION_ALERT',
    basis: typeof reasons,
  ): void => {
    if (basis.length > 0) raiseTask(ctx, open, { kind, owner: 'COURT_JUDGE', agentId, basis })
  }
  judge('FORMER_STAFF', former)
  judge('STAFF_RELATIVE', relatives)
  judge('CONFLICT', clues)
  if (verdict === 'BLOCK' && source !== 'NONE') judge('VERIFICATION_BLOCKED', others)
  else if (verdict === 'ALERT' || verdict === 'PERSON_DECIDES') judge('VERIFICATION_ALERT', others)
  const reports = tasks.filter(({ role }) => role === 'JUSTICE_BUREAU').map(({ code, rule }) => ({ code, rule }))
  if (reports.length > 0)
    raiseTask(ctx, open, { kind: 'REPORT_TO_BUREAU', owner: 'COURT_CLERK', agentId, basis: reports })
  const toCheck = tasks.filter(({ code }) => code === 'SCOPE_NOT_CHECKED').map(({ code, rule }) => ({ code, rule }))
  if (toCheck.length > 0) raiseTask(ctx, open, { kind: 'CHECK_SCOPE', owner: 'COURT_CLERK', agentId, basis: toCheck })
  if (disputed) {
    const basis = [{ code: 'RECORD_DISPUTED', rule: 'S18.4' }]
    raiseTask(ctx, open, { kind: 'RECORD_DISPUTED', owner: 'COURT_JUDGE', agentId, basis })
  }
}

/** An answer has come: agents of the case who wait for it are verified (T18-3). Others ask for it by its id. */
export function onAnswer(ctx: TxContext, ports: CasePorts, receipt: CaseReceipt): void {
  const { caseRef, asOf, use } = receipt.question
  const open = caseRef === null ? undefined : cases(ctx.store).get(caseRef)
  if (open?.state !== 'OPEN' || receipt.result.finding === null) return
  for (const agent of agentsOn(ctx, open.caseRef, asOf)) {
    const waits = agent.admission === 'PENDING' && isFor(receipt, agent, open.caseRef)
    const superseded = agent.changedAtMs !== null && receipt.result.decidedAtMs < agent.changedAtMs
    if (!waits || superseded) continue
    const source = { receipt, fallback: null }
    writeVerification(ctx, open, agent, planVerification(ctx, ports, { open, agent, use, onDate: asOf, source }))
  }
}
