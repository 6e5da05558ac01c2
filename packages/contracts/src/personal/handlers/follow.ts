import { object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { calendar, limitOn } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf, randomId, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { carryOutSchema, liftSchema, recordServiceSchema } from '../messages.ts'
import type { PersonalPorts } from '../ports.ts'
import { CARRY_OUT_EVENTS, MACHINE_ID, personalMeasures } from '../state.ts'
import type { PersonalMeasure } from '../state.ts'
import { requireOwn, requireMeasure, stateOf, storeMeasure } from './measure-store.ts'

const byLaw = refusingLaw(errors.LawRefused)
const RECONSIDER = 'PX-R20-94.reconsider'
const RETRY_MS = 3_600_000

/** Serving the decision lets the time for reconsideration run; it does not stop the measure. */
export function recordService(ports: PersonalPorts): AnyAct {
  return defineAct({
    type: 'personal/RecordService',
    schema: recordServiceSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, { measureId, servedOn }) {
      const measure = requireMeasure(ctx, measureId)
      const step = ports.planStep(ctx, { machineId: MACHINE_ID, subject: measureId, transition: 'RECORD_SERVICE' })
      requireOwn(measure.organisation, step.actors)
      requireOrder(ctx, measure.decidedOn, servedOn)
      const reconsiderBy = measure.kind === 'EXIT_RESTRICTION' ? null : periodOf(ctx, ports, RECONSIDER, servedOn)
      return { step, measure, reconsiderBy }
    },
    execute(ctx, { measureId, servedOn }, { step, measure, reconsiderBy }) {
      const state = stateOf(step.take(ctx, { inputs: { servedOn }, until: reconsiderBy }), measure.state)
      storeMeasure(ctx, { ...measure, state, servedOn, reconsiderBy })
      ctx.emit({ type: 'PersonalMeasureServed', data: { measureId, kind: measure.kind } })
      return { measureId, reconsiderBy }
    },
  })
}

/** Last day of a period in days after a day; null: the calendar of its end is not loaded. @throws ContractError LawRefused */
export function periodOf(
  ctx: CheckContext,
  ports: Pick<PersonalPorts, 'lawBook'>,
  parameter: string,
  start: string,
): string | null {
  const law = ports.lawBook(ctx)
  return byLaw(() => {
    const length = limitOn(law, parameter, 'day', start)
    return calendar.periodEnd({ start, length, unit: 'DAY', regime: 'CIVIL' }, law).legalEnd
  })
}

/** @throws ContractError DateOrder */
export function requireOrder(ctx: CheckContext, earlier: string, later: string): void {
  const today = civilDateOf(ctx.block.decidedAtMs)
  ensure(earlier <= later && later <= today, errors.DateOrder, { earlier, later })
}

/** Paid, detained, or told to the border; a detention ends by itself after its days, of which the first is one. */
export function carryOut(ports: PersonalPorts): AnyAct {
  return defineAct({
    type: 'personal/CarryOut',
    schema: carryOutSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, { measureId, on }) {
      const measure = requireMeasure(ctx, measureId)
      const event = CARRY_OUT_EVENTS[measure.kind]
      const step = ports.planStep(ctx, { machineId: MACHINE_ID, subject: measureId, transition: 'CARRY_OUT', event })
      requireOwn(measure.organisation, step.actors)
      requireOrder(ctx, measure.servedOn ?? measure.decidedOn, on)
      const { days } = measure
      return { step, measure, endsOn: days === null ? null : shiftCivilDate(on, days - 1) }
    },
    execute(ctx, { measureId, on }, { step, measure, endsOn }) {
      const state = stateOf(step.take(ctx, { inputs: { on }, until: endsOn }), measure.state)
      storeMeasure(ctx, { ...measure, state, carriedOutOn: on, endsOn })
      ctx.emit({ type: 'PersonalMeasureCarriedOut', data: { measureId, kind: measure.kind } })
      if (endsOn !== null) scheduleEnd(ctx, measureId, startOfCivilDateMs(shiftCivilDate(endsOn, 1)))
      return { measureId, endsOn }
    },
  })
}

function scheduleEnd(ctx: TxContext, measureId: string, atMs: number): void {
  ctx.schedule({ module: 'personal', kind: 'end', atMs: Math.max(atMs, ctx.block.decidedAtMs), item: { measureId } })
}

const itemSchema = object({ measureId: randomId })

/** Due effect: the days are over. A suspended machine lets nothing end by itself; a person lifts it, and it is tried again. */
export function endDetention(ports: PersonalPorts): (ctx: TxContext, json: Json) => void {
  return (ctx, json) => {
    const { measureId } = itemSchema.parse(json)
    const measure = personalMeasures(ctx.store).get(measureId)
    if (measure?.state !== 'CARRIED_OUT') return
    const { endsOn } = measure
    const taken = ctx.attempt((inner) => {
      const asked = { machineId: MACHINE_ID, subject: measureId, transition: 'END', event: 'DAYS_SERVED' }
      const state = ports.planProgramStep(inner, asked).take(inner, { inputs: { endsOn }, until: endsOn })
      storeMeasure(inner, { ...measure, state: stateOf(state, measure.state) })
      inner.emit({ type: 'PersonalMeasureEnded', data: { measureId, kind: measure.kind } })
    })
    if (!taken.ok) scheduleEnd(ctx, measureId, ctx.block.decidedAtMs + RETRY_MS)
  }
}

/** What ends which kind early: an exit restriction by what R20-95 names, a detention by admission and correction. */
const GROUNDS: Readonly<Record<PersonalMeasure['kind'], readonly string[]>> = {
  FINE: [],
  DETENTION: ['ADMITTED_AND_CORRECTED'],
  EXIT_RESTRICTION: ['PERFORMED', 'SECURITY_SUFFICIENT', 'APPLICANT_CONSENT'],
}

export function lift(ports: PersonalPorts): AnyAct {
  return defineAct({
    type: 'personal/Lift',
    schema: liftSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, { measureId, ground, decisionDigest: instrumentDigest }) {
      const measure = requireMeasure(ctx, measureId)
      const asked = { machineId: MACHINE_ID, subject: measureId, transition: 'LIFT', event: ground, instrumentDigest }
      const step = ports.planStep(ctx, asked)
      requireOwn(measure.organisation, step.actors)
      ensure(GROUNDS[measure.kind].includes(ground), errors.LiftNotDue, { kind: measure.kind, ground })
      return { step, measure }
    },
    execute(ctx, { measureId, ground }, { step, measure }) {
      const state = stateOf(step.take(ctx, { inputs: { ground } }), measure.state)
      storeMeasure(ctx, { ...measure, state })
      ctx.emit({ type: 'PersonalMeasureLifted', data: { measureId, kind: measure.kind } })
      return { measureId }
    },
  })
}
