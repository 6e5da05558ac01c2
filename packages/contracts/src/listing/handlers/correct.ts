import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { errors } from '../errors.ts'
import { correctSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { MACHINE_OF } from '../state.ts'
import { requireEntry, requireNoTwin, requireOwn, storeEntry } from './entry-store.ts'
import { shareEntry } from './share-entry.ts'

/** Wrong data are corrected under the same entry, and what contested them is settled (R20-88). */
export function correct(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Correct',
    schema: correctSchema,
    forgets: ['subject', 'indexKey'],
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, indexKey, situation, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'CORRECT' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      // Whether there is a term hangs on the first situation: another decision, not a correction.
      const fits = (situation === null) === (entry.situation === null) && (situation === 1) === (entry.situation === 1)
      ensure(fits, errors.FormMismatch, { list: entry.list })
      if (indexKey !== entry.indexKey) requireNoTwin(ctx, { ...entry, indexKey })
      return { step, entry }
    },
    execute(ctx, { entryId, subject, indexKey, situation }, { step, entry }) {
      const isIdentityChanged = entry.subject !== subject || entry.indexKey !== indexKey
      step.take(ctx, { inputs: { situation, isIdentityChanged } })
      const corrected = storeEntry(ctx, entry, { ...entry, subject, indexKey, situation, objection: null })
      ctx.emit({ type: 'EntryChanged', data: { entryId, list: entry.list } })
      shareEntry(ctx, corrected)
      return { entryId }
    },
  })
}
