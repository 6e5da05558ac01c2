import { ContractError } from '@xiezhi/kernel'
import { sanctionList } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { extendSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { MACHINE_OF } from '../state.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { scheduleTermEnd } from './program-steps.ts'
import { shareEntry } from './share-entry.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** Extends the term of an entry by one to three years for what the law names (R20-81). */
export function extend(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Extend',
    schema: extendSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, months, ground, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'EXTEND' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      const facts = {
        situation: (entry.situation ?? 1) as 1 | 2 | 3 | 4 | 5 | 6,
        listedOn: entry.decidedOn,
        extensionMonths: months + (entry.extension?.months ?? 0),
        extensionGround: ground,
      }
      const { verdict, reasons, termTo } = byLaw(() => sanctionList.term(facts, ports.lawBook(ctx)))
      if (verdict !== 'PASS') {
        throw new ContractError(errors.TermRefused, { reasons: reasons.map(({ code, rule }) => `${code} ${rule}`) })
      }
      return { step, entry, termTo, extension: { months: facts.extensionMonths, ground } }
    },
    execute(ctx, { entryId }, { step, entry, termTo, extension }) {
      step.take(ctx, { inputs: { ...extension }, until: termTo })
      const extended = storeEntry(ctx, entry, { ...entry, termTo, extension })
      ctx.emit({ type: 'EntryChanged', data: { entryId, list: entry.list } })
      scheduleTermEnd(ctx, extended)
      shareEntry(ctx, extended)
      return { entryId, termTo }
    },
  })
}
