import { integer, object } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { limitOn, termEnd } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { caseReference, civilDate, civilDateOf, shiftCivilMonths, startOfCivilDateMs } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { endRoundSchema, resumeRoundSchema } from '../messages.ts'
import type { EnforcementPorts } from '../ports.ts'
import { enforcements, requeries, rounds, searched } from '../state.ts'
import type { Round } from '../state.ts'
import { requireEnforcement, requireState } from './require-case.ts'

const [SINCE, EVERY, FOR] = ['PX-R20-37.since', 'P-20-31.every', 'P-20-31.for'] as const
const ROUNDS_PER_CASE_MAX = 100
/** Ten for each round. */
const REQUERIES_PER_CASE_MAX = 1_000
const byLaw = refusingLaw(errors.LawRefused)
const four = (n: number): string => String(n).padStart(4, '0')

/** Nothing more can be found now: the round ends, and is asked again for years (终本, R20-37). */
export function endRound(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/EndRound',
    schema: endRoundSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef }) {
      const { organisation, officer } = ports.requireRole(ctx, 'COURT_JUDGE')
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['OPEN'])
      const [law, today] = [ports.lawBook(ctx), civilDateOf(ctx.block.decidedAtMs)]
      const earliest = byLaw(() => termEnd(law, SINCE, found.appliedOn))
      ensure(today > earliest, errors.RoundTooEarly, { after: earliest })
      ensure(searched(ctx.store).has(caseRef), errors.NothingSearched, { caseRef })
      const roundsMax = ROUNDS_PER_CASE_MAX
      ensure(roundsOf(ctx, caseRef).length < roundsMax, errors.RoundLimit, { roundsMax })
      const requeryUntil = byLaw(() => termEnd(law, FOR, today))
      const everyMonths = byLaw(() => limitOn(law, EVERY, 'month', today))
      return { found, officer, today, requeryUntil, everyMonths }
    },
    execute(ctx, { caseRef, ...documents }, { found, officer, today, requeryUntil, everyMonths }) {
      const number = roundsOf(ctx, caseRef).length + 1
      const round: Round = {
        number,
        ...documents,
        endedOn: today,
        requeryUntil,
        officer,
        resumedOn: null,
        resumptionDigest: null,
      }
      rounds(ctx.store).set([caseRef, four(number)], round)
      enforcements(ctx.store).set(caseRef, { ...found, state: 'ROUND_ENDED' })
      const days = requeryDays(round, everyMonths)
      days.forEach((dueOn, at) => {
        const item: RequeryItem = { caseRef, round: number, number: at + 1, dueOn }
        ctx.schedule({ module: 'enforcement', kind: 'requery', atMs: startOfCivilDateMs(dueOn), item })
      })
      ctx.emit({ type: 'RoundEnded', data: { caseRef, round: number, requeryUntil, requeries: days.length } })
      return { caseRef, round: number, requeries: [...days] }
    },
  })
}

/** Every so many months from the end of the round, as long as the law says. */
function requeryDays({ endedOn, requeryUntil }: Round, everyMonths: number): readonly string[] {
  const days: string[] = []
  for (let months = everyMonths; ; months += everyMonths) {
    const day = shiftCivilMonths(endedOn, months)
    if (day > requeryUntil) return days
    days.push(day)
  }
}

function roundsOf({ store }: ReadContext, caseRef: string): readonly Round[] {
  return rounds(store)
    .list({ under: [caseRef], limit: ROUNDS_PER_CASE_MAX })
    .map(({ value }) => value)
}

const requeryItem = object({
  caseRef: caseReference,
  round: integer({ min: 1 }),
  number: integer({ min: 1 }),
  dueOn: civilDate,
})
type RequeryItem = Infer<typeof requeryItem>

/** Due effect: the institutions are to be asked again; an officer signs the notice. A round that goes on asks no more. */
export function askAgain(ports: EnforcementPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    const { caseRef, round, number, dueOn } = requeryItem.parse(item)
    const current = roundsOf(ctx, caseRef).at(-1)
    if (enforcements(ctx.store).get(caseRef)?.state !== 'ROUND_ENDED' || current?.number !== round) return
    requeries(ctx.store).set([caseRef, `${four(round)}-${four(number)}`], {
      round,
      number,
      dueOn,
      state: 'DUE',
      instrumentId: null,
    })
    const alarmId = `requery-${caseRef}-${round}-${number}`
    ports.raiseAlarm(ctx, { alarmId, kind: 'REQUERY_DUE', owner: 'COURT_ENFORCER', subject: caseRef })
    ctx.emit({ type: 'RequeryDue', data: { caseRef, round, number, dueOn } })
  }
}

/** A notice to ask has been signed while the round is at an end: what was due is done. */
export function noteRequery(ctx: TxContext, caseRef: string, instrumentId: string): void {
  if (enforcements(ctx.store).get(caseRef)?.state !== 'ROUND_ENDED') return
  const due = requeries(ctx.store)
    .list({ under: [caseRef], limit: REQUERIES_PER_CASE_MAX })
    .filter(({ value }) => value.state === 'DUE')
  for (const { id, value } of due) {
    requeries(ctx.store).set([id[0] ?? '', id[1] ?? ''], { ...value, state: 'DONE', instrumentId })
    ctx.emit({ type: 'RequeryDone', data: { caseRef, round: value.round, number: value.number, instrumentId } })
  }
}

/** Property has been found: the enforcement goes on. The two years of R20-32 do not run against it (R20-37). */
export function resumeRound(ports: EnforcementPorts): AnyAct {
  return defineAct({
    type: 'enforcement/ResumeRound',
    schema: resumeRoundSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, on }) {
      const { organisation } = ports.requireRole(ctx, 'COURT_JUDGE')
      const found = requireEnforcement(ctx, caseRef, organisation)
      requireState(found, ['ROUND_ENDED'])
      const round = roundsOf(ctx, caseRef).at(-1)
      ensure(round !== undefined, errors.StateForbids, { state: found.state })
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(on >= round.endedOn && on <= today, errors.DateOrder, { earlier: round.endedOn, later: on })
      return { found, round }
    },
    execute(ctx, { caseRef, on, documentDigest }, { found, round }) {
      const resumed = { ...round, resumedOn: on, resumptionDigest: documentDigest }
      rounds(ctx.store).set([caseRef, four(round.number)], resumed)
      enforcements(ctx.store).set(caseRef, { ...found, state: 'OPEN' })
      ctx.emit({ type: 'RoundResumed', data: { caseRef, round: round.number, on } })
      return { caseRef }
    },
  })
}
