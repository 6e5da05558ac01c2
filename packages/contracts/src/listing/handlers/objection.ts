import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { sanctionList } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf, shiftCivilDate } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { decideObjectionSchema, objectSchema, reconsiderSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import type { Entry } from '../state.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { scheduleAlarm } from './program-steps.ts'
import { shareEntry } from './share-entry.ts'

const byLaw = refusingLaw(errors.LawRefused)
type Objection = NonNullable<Entry['objection']>

/** A request for correction marks the entry at once, everywhere (R26-13), and starts the clock of the review (R20-88). */
export function object(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Object',
    schema: objectSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, requestedOn }) {
      const actor = ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK', 'COURT_ENFORCER'])
      const entry = requireEntry(ctx, entryId)
      requireOwn(entry, [actor])
      const { outcome } = entry.objection ?? { outcome: 'REFUSED' }
      ensure(outcome === 'REFUSED', errors.ObjectionOpen, { outcome })
      requirePast(ctx, entry.decidedOn, requestedOn)
      const clocks = byLaw(() =>
        sanctionList.correction({ ...request(requestedOn), outcome: 'PENDING' }, ports.lawBook(ctx)),
      )
      return { entry, decideBy: clocks.decideBy.legalEnd }
    },
    execute(ctx, { entryId, kind, requestedOn, documentDigest }, { entry, decideBy }) {
      const objection: Objection = {
        kind,
        requestedOn,
        documentDigest,
        decideBy,
        outcome: 'PENDING',
        outcomeOn: null,
        decisionDigest: null,
        fixBy: null,
        reconsiderBy: null,
        reconsiderAskedOn: null,
        reconsiderDecideBy: null,
      }
      mark(ctx, entry, objection)
      ctx.emit({ type: 'ObjectionRaised', data: { entryId, kind, decideBy } })
      watch(ctx, entry, 'OBJECTION_UNDECIDED', decideBy)
      return { entryId, decideBy }
    },
  })
}

/** A judge of the court decides; after a request for reconsideration, a judge of a court above. */
export function decideObjection(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/DecideObjection',
    schema: decideObjectionSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, isUpheld, on }) {
      const actor = ports.requireRole(ctx, 'COURT_JUDGE')
      const entry = requireEntry(ctx, entryId)
      const { objection } = entry
      ensure(objection?.outcome === 'PENDING', errors.ObjectionNone, { entryId })
      if (objection.reconsiderAskedOn === null) requireOwn(entry, [actor])
      else {
        const above = ports.isAbove(ctx, actor.organisation, entry.organisation)
        ensure(above, errors.NotAbove, { organisation: actor.organisation })
      }
      requirePast(ctx, objection.reconsiderAskedOn ?? objection.requestedOn, on)
      const facts = {
        ...request(objection.requestedOn),
        outcome: isUpheld ? ('UPHELD' as const) : ('REFUSED' as const),
        outcomeOn: on,
      }
      return { entry, objection, clocks: byLaw(() => sanctionList.correction(facts, ports.lawBook(ctx))) }
    },
    execute(ctx, { entryId, isUpheld, on, decisionDigest }, { entry, objection, clocks }) {
      const isFinal = objection.reconsiderAskedOn !== null
      const { fixBy } = clocks
      mark(ctx, entry, {
        ...objection,
        outcome: isUpheld ? 'UPHELD' : 'REFUSED',
        outcomeOn: on,
        decisionDigest,
        fixBy,
        reconsiderBy: isFinal || isUpheld ? null : (clocks.reconsiderBy?.legalEnd ?? null),
        reconsiderAskedOn: null,
        reconsiderDecideBy: null,
      })
      ctx.emit({ type: 'ObjectionDecided', data: { entryId, isUpheld, fixBy } })
      if (isUpheld) watch(ctx, entry, 'FIX_LATE', fixBy)
      return { entryId, fixBy }
    },
  })
}

/** Within the term of the law; the entry goes on meanwhile, and shows that it is contested (R20-88). */
export function reconsider(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Reconsider',
    schema: reconsiderSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, askedOn }) {
      ports.requireRole(ctx, ['COURT_FILING', 'COURT_CLERK', 'COURT_ENFORCER'])
      const entry = requireEntry(ctx, entryId)
      const { objection } = entry
      const isOpen = objection?.outcome === 'REFUSED' && objection.reconsiderBy !== null
      ensure(isOpen, errors.ObjectionNone, { entryId })
      const refusedOn = objection.outcomeOn ?? objection.requestedOn
      requirePast(ctx, refusedOn, askedOn)
      const facts = { ...request(objection.requestedOn), outcome: 'REFUSED' as const, outcomeOn: refusedOn }
      const asked = { ...facts, reconsiderationAskedOn: askedOn }
      const { reconsiderDecideBy } = byLaw(() => sanctionList.correction(asked, ports.lawBook(ctx)))
      return { entry, objection, decideBy: reconsiderDecideBy?.legalEnd ?? null }
    },
    execute(ctx, { entryId, askedOn, documentDigest }, { entry, objection, decideBy }) {
      const again = { reconsiderAskedOn: askedOn, reconsiderDecideBy: decideBy, documentDigest }
      mark(ctx, entry, { ...objection, ...again, outcome: 'PENDING', reconsiderBy: null })
      ctx.emit({ type: 'ReconsiderationAsked', data: { entryId, decideBy } })
      watch(ctx, entry, 'OBJECTION_UNDECIDED', decideBy)
      return { entryId, decideBy }
    },
  })
}

const request = (requestedOn: string) => ({ requestedOn, outcomeOn: null, reconsiderationAskedOn: null })

function requirePast(ctx: CheckContext, earlier: string, later: string): void {
  const today = civilDateOf(ctx.block.decidedAtMs)
  ensure(earlier <= later && later <= today, errors.DateOrder, { earlier, later })
}

function mark(ctx: TxContext, entry: Entry, objection: Objection): void {
  shareEntry(ctx, storeEntry(ctx, entry, { ...entry, objection }))
}

function watch(
  ctx: TxContext,
  { entryId, organisation }: Entry,
  kind: 'OBJECTION_UNDECIDED' | 'FIX_LATE',
  dueOn: string | null,
): void {
  if (dueOn === null) return
  const alarm = { entryId, organisation, kind, owner: 'COURT_PRESIDENT', dueOn, unless: 'DECIDED' as const }
  scheduleAlarm(ctx, alarm, shiftCivilDate(dueOn, 1))
}
