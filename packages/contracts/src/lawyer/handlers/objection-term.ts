import { canonicalText, integer, object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { evaluate } from '@xiezhi/law'
import { civilDateOf, randomId, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import { lawVersionOf, refusingLaw, renewOfYear, scheduleOfYear } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { LawyerPorts } from '../ports.ts'
import { objections, objectionsOfYear, replacedTerms } from '../state.ts'
import type { Objection, ObjectionTerm } from '../state.ts'

const byLaw = refusingLaw(errors.LawRefused)

type Dated = Pick<Objection, 'raisedAtMs' | 'decision'>

/** The term as the law in force gives it (S18.4, X-12): provisional while the notice of a year on the way is not loaded. */
export function termOf(
  ctx: ReadContext,
  ports: Pick<LawyerPorts, 'lawBook'>,
  dated: Dated,
  number: number,
): ObjectionTerm {
  const law = ports.lawBook(ctx)
  const { raisedAtMs, decision } = dated
  const facts = {
    receivedOn: civilDateOf(raisedAtMs),
    resolvedOn: decision === null ? null : civilDateOf(decision.atMs),
    asOf: civilDateOf(ctx.block.decidedAtMs),
  }
  const { output, calendars } = byLaw(() => evaluate('lawyer.objectionTerm', facts, law))
  const { verdict, answerBy } = output as unknown as {
    readonly verdict: ObjectionTerm['verdict']
    readonly answerBy: { readonly legalEnd: string | null; readonly status: ObjectionTerm['status'] }
  }
  return {
    number,
    verdict,
    answerBy: answerBy.legalEnd,
    status: answerBy.status,
    calendars,
    parameterVersion: lawVersionOf(ctx, law),
    computedAtMs: ctx.block.decidedAtMs,
  }
}

/** Writes an objection, keeps it findable by the years that its term rests on, and plans the end of the term. */
export function writeObjectionWithTerm(ctx: TxContext, objection: Objection): void {
  const { objectionId, term, state } = objection
  const before = objections(ctx.store).get(objectionId)
  for (const { year } of before?.term.calendars ?? []) objectionsOfYear(ctx.store).delete(String(year), objectionId)
  objections(ctx.store).set(objectionId, objection)
  // A decision whose timeliness is certain needs no calendar any more.
  if (state === 'OPEN' || term.status === 'PROVISIONAL')
    for (const { year, version } of term.calendars)
      objectionsOfYear(ctx.store).set([String(year), objectionId], { version })
  if (before !== undefined && before.term.number !== term.number) {
    replacedTerms(ctx.store).set([objectionId, String(before.term.number).padStart(4, '0')], before.term)
  }
  if (state !== 'OPEN' || term.answerBy === null || term.verdict === 'OVERDUE') return
  const atMs = Math.max(ctx.block.decidedAtMs, startOfCivilDateMs(shiftCivilDate(term.answerBy, 1)))
  ctx.schedule({ module: 'lawyer', kind: 'objection', atMs, item: { objectionId, number: term.number } })
}

const endItem = object({ objectionId: randomId, number: integer({ min: 1 }) })

/** Due effect on the day after the term: an objection that nobody has decided is overdue, once. */
export function endObjectionTerm(ports: LawyerPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const { objectionId, number } = endItem.parse(item)
    const objection = objections(ctx.store).get(objectionId)
    // A term that was computed anew has its own effect.
    if (objection?.state !== 'OPEN' || objection.term.number !== number) return
    const term = termOf(ctx, ports, objection, number)
    if (term.verdict === 'OVERDUE') tellOverdue(ctx, { ...objection, term: { ...objection.term, verdict: 'OVERDUE' } })
    else renew(ctx, ports, objection)
  }
}

const RESTING = { module: 'lawyer', id: randomId, index: objectionsOfYear }

/** Due effect of a notice: terms that rest on the year are computed anew, a batch at a time. */
export function renewObjectionTerms(ports: LawyerPorts): (ctx: TxContext, item: Json) => void {
  return renewOfYear(RESTING, (ctx, objectionId) => {
    const objection = objections(ctx.store).get(objectionId)
    if (objection !== undefined) renew(ctx, ports, objection)
  })
}

/** A notice of a year holds from `atMs` on: the terms that rest on it are found and computed anew. */
export function scheduleRenewal(ctx: TxContext, year: number, atMs: number): void {
  scheduleOfYear(ctx, RESTING, year, atMs)
}

function renew(ctx: TxContext, ports: LawyerPorts, objection: Objection): void {
  const { objectionId, term: before } = objection
  const term = termOf(ctx, ports, objection, before.number + 1)
  if (sameTerm(before, term)) return
  const renewed = { ...objection, term }
  writeObjectionWithTerm(ctx, renewed)
  const { number, answerBy, status, verdict } = term
  ctx.emit({ type: 'ObjectionTermRenewed', data: { objectionId, number, answerBy, status, verdict } })
  if (verdict === 'OVERDUE' && before.verdict !== 'OVERDUE') tellOverdue(ctx, renewed)
}

function tellOverdue(ctx: TxContext, objection: Objection): void {
  const { objectionId, lawyerId, term } = objection
  objections(ctx.store).set(objectionId, objection)
  ctx.emit({ type: 'ObjectionOverdue', data: { objectionId, lawyerId, answerBy: term.answerBy } })
}

function sameTerm(one: ObjectionTerm, other: ObjectionTerm): boolean {
  const said = ({ verdict, answerBy, status, calendars }: ObjectionTerm): string =>
    canonicalText({ verdict, answerBy, status, calendars: [...calendars] })
  return said(one) === said(other)
}
