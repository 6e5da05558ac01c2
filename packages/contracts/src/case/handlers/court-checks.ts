import type { Json } from '@xiezhi/codec'
import type { ReadContext } from '@xiezhi/kernel'
import { admission, evaluate, lawyer as lawyerLaw } from '@xiezhi/law'
import type { Finding, LawBook } from '@xiezhi/law'
import { shanghaiTimestamp } from '../../ids.ts'
import { judgementOf } from '../../law-reading.ts'
import type { CalendarUses } from '../../law-reading.ts'
import { agentsOn, byLaw } from './require-case.ts'
import { defenderBarsOf, findConflict, practiceScopeOf } from './court-registers.ts'
import type { CasePorts } from '../ports.ts'
import { acts, cases, formerStaff, parties, RELATIVES_PER_LAWYER_MAX, staffRelatives } from '../state.ts'
import type { Agent, Case, Check, Use } from '../state.ts'

/** Acts of one agent that are looked at for R18-04. */
const ACTS_MAX = 256

export interface CheckInput {
  readonly open: Case
  readonly agent: Agent
  readonly use: Use
  readonly onDate: string
  readonly alreadyActing: boolean
  /** By the answer of the bureau; null: none, or no licence. */
  readonly statusOnDay: string | null
  /** When the answer was given; null without one. */
  readonly answeredAtMs: number | null
}

export interface CourtChecks {
  readonly finding: Finding
  readonly checks: readonly Check[]
  /** Agents of another side from the same firm about whom nobody has decided. */
  readonly matches: readonly string[]
  /** Where a year that the finding rests on is not loaded; null: the finding is final. */
  readonly provisional: ProvisionalFinding | null
}

export interface ProvisionalFinding {
  readonly facts: Json
  readonly calendars: CalendarUses
}

const COURT_FINDING = 'admission.courtFinding'

const STATUSES = ['ACTIVE', 'TRANSFERRING', 'SUSPENDED', 'CANCELLED', 'REVOKED', 'WITHDRAWN'] as const

/** What only the court can check: its former and serving staff, the other mandates, the papers (R18-06 to R18-24). */
export function runCourtChecks(ctx: ReadContext, ports: CasePorts, input: CheckInput): CourtChecks {
  const { open, agent, use, onDate, alreadyActing, answeredAtMs } = input
  const law = ports.lawBook(ctx, open.filedOn)
  return byLaw(() => {
    const ties = tiesOf(ctx, ports, input)
    const together = lawyerLaw.representation(appointmentsOf(ctx, open, agent, onDate), law)
    const freshness =
      answeredAtMs === null
        ? null
        : lawyerLaw.receiptFreshness(
            {
              verifiedAt: shanghaiTimestamp(answeredAtMs),
              usedAt: shanghaiTimestamp(Math.max(answeredAtMs, ctx.block.decidedAtMs)),
            },
            law,
          )
    const { conflict, matches } = findConflict(ctx, open, agent, onDate)
    const { licence, firmLetter, legalAidLetter } = agent.documents
    const facts: Parameters<typeof admission.courtFinding>[0] = {
      on: onDate,
      role: agent.role,
      stage: agent.powers.stage === 'INVESTIGATION' ? 'INVESTIGATION' : 'OTHER',
      exception: agent.exception,
      alreadyActing,
      statusOnDay: STATUSES.find((status) => status === input.statusOnDay) ?? null,
      courtTies: judgementOf(ties),
      representation: judgementOf(together),
      powerCheck: null,
      receiptFreshness: freshness === null ? null : judgementOf(freshness),
      actsWhileBarred: barredDays(ctx, open.caseRef, agent.agentId, onDate),
      conflict,
      defenderBars: defenderBarsOf(ctx, open, agent, input),
      practiceScope: practiceScopeOf(ctx, ports, open, agent, onDate),
      papers: {
        poaFiledOn: agent.enteredOn,
        hearingOn: use === 'HEARING' ? onDate : null,
        licenceCopy: licence !== null,
        firmLetter: firmLetter !== null || legalAidLetter !== null,
        instructedOn: agent.role === 'DEFENDER' ? agent.powers.signedOn : null,
      },
    }
    const finding = admission.courtFinding(facts, law)
    const checks: Check[] = [
      { rule: 'lawyer.courtTies', result: ties.verdict, reasons: ties.reasons },
      { rule: 'lawyer.representation', result: together.verdict, reasons: together.reasons },
      ...(freshness === null
        ? []
        : [
            {
              rule: 'lawyer.receiptFreshness',
              result: freshness.verdict === 'FRESH' ? ('PASS' as const) : ('ALERT' as const),
              reasons: freshness.reasons,
            },
          ]),
      { rule: COURT_FINDING, result: finding.verdict, reasons: finding.reasons },
    ]
    return { finding, checks, matches, provisional: provisionalOf(facts as unknown as Json, finding, law) }
  })
}

function provisionalOf(facts: Json, { reasons }: Finding, law: LawBook): ProvisionalFinding | null {
  if (!reasons.some(({ code }) => code === 'CALENDAR_NOT_LOADED')) return null
  return { facts, calendars: evaluate(COURT_FINDING, facts, law).calendars }
}

/** The finding of these facts anew, with the check that says so. @throws ContractError LawRefused */
export function renewCourtFinding(
  facts: Json,
  law: LawBook,
): { readonly finding: Finding; readonly check: Check; readonly calendars: CalendarUses } {
  const { output, calendars } = byLaw(() => evaluate(COURT_FINDING, facts, law))
  const finding = output as unknown as Finding
  const { verdict: result, reasons } = finding
  return { finding, calendars, check: { rule: COURT_FINDING, result, reasons: [...reasons] } }
}

function tiesOf(
  ctx: ReadContext,
  ports: CasePorts,
  { open, agent, onDate }: CheckInput,
): ReturnType<typeof lawyerLaw.courtTies> {
  const former = formerStaff(ctx.store).get(agent.serial)
  const relatives = staffRelatives(ctx.store).list({ under: [agent.serial], limit: RELATIVES_PER_LAWYER_MAX })
  return lawyerLaw.courtTies(
    {
      actOn: onDate,
      poaSignedOn: agent.powers.signedOn,
      caseCourt: open.courtCode,
      exception: agent.exception,
      former:
        former === undefined
          ? null
          : {
              role: former.role,
              organsServed: former.courtsServed,
              leftOn: former.leftOn,
              leaveKind: former.leaveKind,
              senior: former.senior,
              firmInFormerArea: former.firmInFormerArea,
            },
      relatives: relatives.map(({ value }) => ({ relation: value.relation, court: value.courtCode })),
    },
    ports.lawBook(ctx, open.filedOn),
  )
}

/** Mandates in this case and those with connected facts; a person is known by the serial, whatever the number. */
function appointmentsOf(
  ctx: ReadContext,
  open: Case,
  agent: Agent,
  day: string,
): Parameters<typeof lawyerLaw.representation>[0] {
  const own = agentsOn(ctx, open.caseRef, day).filter(({ agentId }) => agentId !== agent.agentId)
  const here = [...own, agent].map((one) => ({ one, caseRef: open.caseRef }))
  const connected = open.connectedRefs
    .filter((caseRef) => cases(ctx.store).get(caseRef)?.state === 'OPEN')
    .flatMap((caseRef) => agentsOn(ctx, caseRef, day).map((one) => ({ one, caseRef })))
  return {
    procedure: open.procedure,
    appointments: [...here, ...connected].map(({ one, caseRef }) => ({
      agentId: one.serial,
      clientId: one.partyId,
      side: parties(ctx.store).get(caseRef, one.partyId)?.side ?? 'CLAIMANT',
      role: one.role,
      caseId: caseRef,
    })),
    connectedCases: open.connectedRefs.length === 0 ? [] : [[open.caseRef, ...open.connectedRefs]],
  }
}

function barredDays(ctx: ReadContext, caseRef: string, agentId: string, until: string): string[] {
  const found = acts(ctx.store)
    .list({ under: [caseRef], limit: ACTS_MAX })
    .filter(({ value }) => value.agentId === agentId && value.alerts.length > 0 && value.onDate <= until)
  return found.map(({ value }) => value.onDate)
}
