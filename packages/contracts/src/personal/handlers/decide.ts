import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { limitOn } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { decideSchema } from '../messages.ts'
import type { Decide } from '../messages.ts'
import type { PersonalPorts } from '../ports.ts'
import { MACHINE_ID, punished, personalMeasures, MEASURES_PER_CASE_MAX, measuresOfCase } from '../state.ts'
import { conductKey, requireOwn, stateOf, storeMeasure } from './measure-store.ts'

const byLaw = refusingLaw(errors.LawRefused)
const PERSON_MOST = 'PX-R20-94.finePerson'
const UNIT_LEAST = 'PX-R20-94.fineUnitMin'
const UNIT_MOST = 'PX-R20-94.fineUnitMax'
const DAYS_MOST = 'PX-R20-94.detention'

/** President and judge decide; each conduct is punished once in each way (R20-94), and nobody beyond the caps of the day. */
export function decide(ports: PersonalPorts): AnyAct {
  return defineAct({
    type: 'personal/Decide',
    schema: decideSchema,
    subject: ({ measureId }) => measureId,
    check(ctx, message) {
      const { measureId, caseRef, decidedOn, decisionDigest: instrumentDigest } = message
      ensure(!personalMeasures(ctx.store).has(measureId), errors.MeasureExists, { measureId })
      const asked = { machineId: MACHINE_ID, subject: measureId, transition: 'DECIDE', instrumentDigest }
      const step = ports.planStep(ctx, asked)
      const debt = ports.debtOf(ctx, caseRef)
      ensure(debt !== undefined, errors.EnforcementUnknown, { caseRef })
      requireOwn(debt.organisation, step.actors)
      ensure(debt.isUnperformed, errors.NotInDefault, { caseRef })
      const today = civilDateOf(ctx.block.decidedAtMs)
      const conductOn = message.conduct?.on ?? decidedOn
      const isOrdered = conductOn <= decidedOn && decidedOn <= today
      ensure(isOrdered, errors.DateOrder, { earlier: conductOn, later: decidedOn })
      requireForm(message)
      requireSubject(message)
      requireCap(ctx, ports, message)
      const key = conductKey(message)
      ensure(key === undefined || !punished(ctx.store).has(...key), errors.AlreadyPunished, { kind: message.kind })
      const known = measuresOfCase(ctx.store).list({ under: [caseRef], limit: MEASURES_PER_CASE_MAX })
      ensure(known.length < MEASURES_PER_CASE_MAX, errors.FormMismatch, { measuresMax: MEASURES_PER_CASE_MAX })
      return { step, organisation: debt.organisation, key }
    },
    execute(ctx, message, { step, organisation, key }) {
      const { measureId, kind, caseRef, decidedOn, amountCents, days, conduct } = message
      const inputs = {
        kind,
        decidedOn,
        amountCents,
        days,
        conduct: conduct?.kind ?? null,
        conductOn: conduct?.on ?? null,
      }
      const state = stateOf(step.take(ctx, { inputs }), 'DECIDED')
      const open = { servedOn: null, carriedOutOn: null, endsOn: null, reconsiderBy: null, reconsideration: null }
      storeMeasure(ctx, { ...message, organisation, state, ...open })
      measuresOfCase(ctx.store).set([caseRef, measureId], kind)
      if (key !== undefined) punished(ctx.store).set(key, measureId)
      ctx.emit({ type: 'PersonalMeasureDecided', data: { measureId, kind, organisation } })
      return { measureId }
    },
  })
}

/** A fine has an amount, a detention days, both a conduct; an exit restriction has none of them. */
function requireForm({ kind, conduct, amountCents, days }: Decide): void {
  const seen = [conduct !== null, amountCents !== null, days !== null]
  const wanted = { FINE: [true, true, false], DETENTION: [true, false, true], EXIT_RESTRICTION: [false, false, false] }
  ensure(
    wanted[kind].every((one, at) => one === seen[at]),
    errors.FormMismatch,
    { kind },
  )
}

/** A unit is neither detained nor kept from leaving; its exit restriction meets who acts for it (R20-95). */
function requireSubject({ kind, subjectKind, subjectRole }: Decide): void {
  const fits = kind === 'FINE' || (subjectKind === 'NATURAL' && (kind === 'DETENTION' || subjectRole !== 'ASSISTING'))
  ensure(fits, errors.SubjectRefused, { kind, subjectKind, subjectRole })
}

function requireCap(ctx: CheckContext, ports: PersonalPorts, message: Decide): void {
  const { kind, subjectKind, amountCents, days, decidedOn } = message
  const law = ports.lawBook(ctx)
  const limit = (key: string, unit: string): number => byLaw(() => limitOn(law, key, unit, decidedOn))
  if (kind === 'FINE') {
    const least = subjectKind === 'UNIT' ? limit(UNIT_LEAST, 'cent') : 1
    const most = limit(subjectKind === 'UNIT' ? UNIT_MOST : PERSON_MOST, 'cent')
    const amount = amountCents ?? 0
    ensure(least <= amount && amount <= most, errors.CapExceeded, { least, most })
  }
  if (kind === 'DETENTION') {
    const most = limit(DAYS_MOST, 'day')
    ensure((days ?? 0) <= most, errors.CapExceeded, { most })
  }
}
