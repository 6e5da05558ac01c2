import { ContractError, ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { credit } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { beginRestructuringSchema, endRestructuringSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { MACHINE_OF } from '../state.ts'
import { requireEntry, requireOwn, storeEntry } from './entry-store.ts'
import { shareEntry } from './share-entry.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** While a plan that a court approved is carried out the entry is lifted, and marked so at every subscriber (R26-05, R26-06). */
export function beginRestructuring(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/BeginRestructuring',
    schema: beginRestructuringSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, approvedOn, isRulingVerified, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'BEGIN_RESTRUCTURING' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      requireVerdict(ctx, ports, 'RELIEF', { planStatus: 'COURT_APPROVED', approvedOn, isRulingVerified })
      return { step, entry }
    },
    execute(ctx, { entryId, approvedOn, rulingDigest, decisionDigest }, { step, entry }) {
      step.take(ctx, { inputs: { approvedOn } })
      const restructuring = { approvedOn, rulingDigest, decisionDigest }
      const relieved = storeEntry(ctx, entry, { ...entry, state: 'RESTRUCTURING', restructuring })
      ctx.emit({ type: 'RestructuringBegun', data: { entryId, list: entry.list } })
      shareEntry(ctx, relieved)
      return { entryId }
    },
  })
}

/** The plan has been terminated: the entry is shown and may be used again. */
export function endRestructuring(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/EndRestructuring',
    schema: endRestructuringSchema,
    subject: ({ entryId }) => entryId,
    check(ctx, { entryId, on, decisionDigest }) {
      const entry = requireEntry(ctx, entryId)
      const asked = { machineId: MACHINE_OF[entry.list], subject: entryId, transition: 'END_RESTRUCTURING' }
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      requireOwn(entry, step.actors)
      const approvedOn = entry.restructuring?.approvedOn ?? on
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(approvedOn <= on && on <= today, errors.DateOrder, { earlier: approvedOn, later: on })
      requireVerdict(ctx, ports, 'ENDED', { planStatus: 'TERMINATED', approvedOn, isRulingVerified: true })
      return { step, entry }
    },
    execute(ctx, { entryId, on }, { step, entry }) {
      step.take(ctx, { inputs: { on } })
      const back = storeEntry(ctx, entry, { ...entry, state: 'PUBLISHED', restructuring: null })
      ctx.emit({ type: 'RestructuringEnded', data: { entryId, list: entry.list } })
      shareEntry(ctx, back)
      return { entryId }
    },
  })
}

interface Plan {
  readonly planStatus: 'COURT_APPROVED' | 'TERMINATED'
  readonly approvedOn: string
  readonly isRulingVerified: boolean
}

function requireVerdict(
  ctx: CheckContext,
  ports: ListingPorts,
  wanted: 'RELIEF' | 'ENDED',
  { planStatus, approvedOn, isRulingVerified }: Plan,
): void {
  const asOf = civilDateOf(ctx.block.decidedAtMs)
  const facts = { planStatus, approvedOn, rulingVerified: isRulingVerified, asOf }
  const { verdict, reasons } = byLaw(() => credit.restructuringRelief(facts, ports.lawBook(ctx)))
  if (verdict === wanted) return
  throw new ContractError(errors.ReliefRefused, { reasons: reasons.map(({ code, rule }) => `${code} ${rule}`) })
}
