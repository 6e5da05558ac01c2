import type { Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { shortId } from '../../ids.ts'
import { lawVersionOf, renewOfYear, scheduleOfYear } from '../../law-reading.ts'
import type { CalendarUses } from '../../law-reading.ts'
import type { CasePorts } from '../ports.ts'
import { agents, cases, provisionalFacts, renewedVerifications, verifications, verificationsOfYear } from '../state.ts'
import type { Verification } from '../state.ts'
import { renewCourtFinding } from './court-checks.ts'
import type { ProvisionalFinding } from './court-checks.ts'
import { joinFindings } from './join-findings.ts'

/** Renewals of one verification: a notice of each of the years that it rests on. */
const RENEWALS_MAX = 64

/** Keeps what a provisional verification was made from, and makes it findable by the years that are not loaded. */
export function keepProvisional(
  ctx: TxContext,
  verificationId: string,
  { facts, calendars }: ProvisionalFinding,
): void {
  provisionalFacts(ctx.store).set(verificationId, facts)
  indexMissing(ctx, verificationId, calendars)
}

const WAITING = { module: 'case', id: shortId, index: verificationsOfYear }

/** Due effect of a notice: verifications that wait for the year are judged anew from the same facts, a batch at a time. */
export function renewVerifications(ports: CasePorts): (ctx: TxContext, item: Json) => void {
  return renewOfYear(WAITING, (ctx, verificationId, year) => {
    renew(ctx, ports, year, verificationId)
  })
}

/** A notice of a year holds from `atMs` on: the verifications that wait for it are found and judged anew. */
export function scheduleRenewal(ctx: TxContext, year: number, atMs: number): void {
  scheduleOfYear(ctx, WAITING, year, atMs)
}

function renew(ctx: TxContext, ports: CasePorts, year: number, verificationId: string): void {
  const verification = verifications(ctx.store).get(verificationId)
  const facts = provisionalFacts(ctx.store).get(verificationId)
  const of = verification === undefined ? undefined : cases(ctx.store).get(verification.caseRef)
  if (verification === undefined || facts === undefined || of === undefined) return
  const law = ports.lawBook(ctx, of.filedOn)
  const { finding, check, calendars } = renewCourtFinding(facts, law)
  // The notice of this year has been replaced by none: there is nothing to say yet.
  if (calendars.some((use) => use.year === year && use.version === null)) return
  const { receiptId, fallbackId } = verification
  const { verdict, reasons } = joinFindings(law, {
    answer: (receiptId === null ? undefined : ports.receiptOf(ctx, receiptId))?.result.finding ?? null,
    fallback: (fallbackId === null ? undefined : ports.fallbackOf(ctx, fallbackId)) ?? null,
    court: finding,
  })
  const earlier = renewedVerifications(ctx.store).list({ under: [verificationId], limit: RENEWALS_MAX })
  const before = earlier.at(-1)?.value.verdict ?? verification.verdict
  renewedVerifications(ctx.store).set([verificationId, String(earlier.length + 1).padStart(4, '0')], {
    verdict,
    reasons: [...reasons],
    checks: verification.checks.map((one) => (one.rule === check.rule ? check : one)),
    calendars,
    parameterVersion: lawVersionOf(ctx, law),
    renewedAtMs: ctx.block.decidedAtMs,
  })
  verificationsOfYear(ctx.store).delete(String(year), verificationId)
  if (!indexMissing(ctx, verificationId, calendars)) provisionalFacts(ctx.store).delete(verificationId)
  renewAdmission(ctx, verification, before, verdict)
  const { caseRef, agentId } = verification
  ctx.emit({ type: 'VerificationRenewed', data: { caseRef, agentId, verificationId, before, verdict } })
}

/** Whether a year is still missing. */
function indexMissing(ctx: TxContext, verificationId: string, calendars: CalendarUses): boolean {
  const missing = calendars.filter(({ version }) => version === null)
  for (const { year } of missing) verificationsOfYear(ctx.store).set([String(year), verificationId], { version: null })
  return missing.length > 0
}

/** The admission that rests on this verification follows it; what a person or a later verification has decided stays. */
function renewAdmission(
  ctx: TxContext,
  { caseRef, agentId, verificationId }: Verification,
  before: Verification['verdict'],
  verdict: Verification['verdict'],
): void {
  const agent = agents(ctx.store).get(caseRef, agentId)
  if (agent?.latestVerification !== verificationId || agent.admission !== before) return
  agents(ctx.store).set([caseRef, agentId], { ...agent, admission: verdict })
}
