import { object } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { limitOn } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { shiftCivilMonths, caseReference, civilDateOf, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { grantGraceSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { ended, entries, graces, indexKey, MACHINE_OF } from '../state.ts'
import { raiseAlarm } from './alarms.ts'
import { requireOwn } from './entry-store.ts'

const byLaw = refusingLaw(errors.LawRefused)
const [LEAST, MOST] = ['P-20-20.min', 'P-20-20.max']

/**
 * A judge gives the person one to three months to perform before anybody decides on a list (R20-84). When they are over an officer
 * is told; nothing is listed by itself.
 */
export function grantGrace(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/GrantGrace',
    schema: grantGraceSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, list, caseRef, indexKey: key, decisionDigest, decidedOn, until }) {
      const isKnown = entries(ctx.store).has(entryId) || ended(ctx.store).has(entryId)
      ensure(!isKnown, errors.EntryExists, { entryId })
      const asked = { machineId: MACHINE_OF[list], subject: entryId, transition: 'GRANT_GRACE' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      const debt = ports.debtOf(ctx, caseRef)
      ensure(debt !== undefined, errors.EnforcementUnknown, { caseRef })
      requireOwn(debt, step.actors)
      const running = graces(ctx.store).get(caseRef, key)
      ensure(running === undefined, errors.GraceRunning, { until: running?.until })
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(decidedOn <= today && today <= until, errors.DateOrder, { earlier: decidedOn, later: until })
      const law = ports.lawBook(ctx)
      const monthsOf = (parameter: string): number => byLaw(() => limitOn(law, parameter, 'month', decidedOn))
      const [earliest, latest] = [
        shiftCivilMonths(decidedOn, monthsOf(LEAST)),
        shiftCivilMonths(decidedOn, monthsOf(MOST)),
      ]
      ensure(earliest <= until && until <= latest, errors.GraceRefused, { earliest, latest })
      return { step, organisation: debt.organisation }
    },
    execute(ctx, { entryId, caseRef, indexKey: key, decidedOn, until, decisionDigest }, { step, organisation }) {
      step.take(ctx, { inputs: { decidedOn, until }, until })
      graces(ctx.store).set([caseRef, key], { entryId, organisation, decidedOn, until, decisionDigest })
      ctx.emit({ type: 'GraceGranted', data: { entryId, until } })
      const atMs = startOfCivilDateMs(shiftCivilDate(until, 1))
      ctx.schedule({ module: 'listing', kind: 'endGrace', atMs, item: { caseRef, indexKey: key } })
      return { entryId, until }
    },
  })
}

const itemSchema = object({ caseRef: caseReference, indexKey })

/** Due effect: the time is over. What leads to the person goes; an officer looks whether the person has performed. */
export function endGrace(ctx: TxContext, json: Json): void {
  const { caseRef, indexKey: key } = itemSchema.parse(json)
  const grace = graces(ctx.store).get(caseRef, key)
  if (grace === undefined) return
  const { entryId, organisation, until } = grace
  graces(ctx.store).delete(caseRef, key)
  ctx.emit({ type: 'GraceEnded', data: { entryId } })
  raiseAlarm(ctx, [entryId], { kind: 'GRACE_ENDED', owner: 'COURT_ENFORCER', organisation, dueOn: until })
}
