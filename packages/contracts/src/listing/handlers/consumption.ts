import { ContractError, ensure } from '@xiezhi/kernel'
import { sanctionList } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { grantExceptionSchema, liftSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { EXCEPTIONS_MAX, MACHINE_OF } from '../state.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { finish } from './program-steps.ts'

/** A judge allows what an order forbids, for one person, category and span of days (R20-90). */
export function grantException(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/GrantException',
    schema: grantExceptionSchema,
    forgets: ['subject'],
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, subject, category, from, to, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'GRANT_EXCEPTION' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      ensure(from <= to, errors.DateOrder, { earlier: from, later: to })
      ensure(entry.categories.includes(category), errors.FormMismatch, { category })
      const persons = [entry.subject, ...entry.coSubjects.map((one) => one.subject)]
      ensure(persons.includes(subject), errors.SubjectUnknown, { entryId })
      ensure(entry.exceptions.length < EXCEPTIONS_MAX, errors.EntryLimit, { exceptionsMax: EXCEPTIONS_MAX })
      return { step, entry }
    },
    execute(ctx, { entryId, subject, category, from, to, decisionDigest }, { step, entry }) {
      step.take(ctx, { inputs: { category, from, to }, until: to })
      const exceptions = [...entry.exceptions, { subject, category, from, to, decisionDigest }]
      storeEntry(ctx, entry, { ...entry, exceptions })
      ctx.emit({ type: 'EntryChanged', data: { entryId, list: entry.list } })
      return { entryId }
    },
  })
}

/** President and judge lift an order; the law library says when that is not due, such as for one who still controls the unit. */
export function lift(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Lift',
    schema: liftSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, ground, decisionDigest, isChangeGenuine, isActualController, isDirectlyResponsible }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'LIFT', event: ground }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      const facts = {
        ground,
        changeGenuine: isChangeGenuine,
        actualController: isActualController,
        directlyResponsible: isDirectlyResponsible,
        shareRatio: null,
      }
      const { verdict, reasons } = sanctionList.liftConsumption(facts, ports.lawBook(ctx))
      if (verdict === 'KEEP') {
        throw new ContractError(errors.LiftNotDue, { reasons: reasons.map(({ code, rule }) => `${code} ${rule}`) })
      }
      return { step, entry }
    },
    execute(ctx, { entryId, ground, isActualController, isDirectlyResponsible }, { step, entry }) {
      const end = step.take(ctx, { inputs: { ground, isActualController, isDirectlyResponsible } })
      finish(ctx, ports, entry, { end, event: ground })
      return { entryId }
    },
  })
}
