import { enumeration, nullable, object, string } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import type { TxContext } from '@xiezhi/kernel'
import { sanctionList } from '@xiezhi/law'
import { civilDate, civilDateOf, code, randomId, shiftCivilDate, startOfCivilDateMs } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import type { ListingPorts, StepFacts } from '../ports.ts'
import { ALARM_KINDS, entries, MACHINE_OF } from '../state.ts'
import type { Entry } from '../state.ts'
import { raiseAlarm } from './alarms.ts'
import { endEntry, storeEntry } from './entry-store.ts'
import { shareEntry, withdrawEverywhere } from './share-entry.ts'

/** A step that the machine does not let the program take now is tried again; persons may be quicker. */
const RETRY_MS = 3_600_000
const byLaw = refusingLaw(errors.LawRefused)

const advanceSchema = object({
  entryId: randomId,
  step: enumeration(['PUBLISH', 'RESUME', 'END_TERM', 'DELETE']),
  on: nullable(civilDate),
})
type Advance = Infer<typeof advanceSchema>

/** The program takes its next step now, or in the first block in which it may. */
export function advance(ctx: TxContext, ports: ListingPorts, item: Advance): void {
  const taken = ctx.attempt((inner) => STEPS[item.step](inner, ports, item))
  if (!taken.ok) scheduleAdvance(ctx, item, ctx.block.decidedAtMs + RETRY_MS)
}

export function scheduleAdvance(ctx: TxContext, item: Advance, atMs: number): void {
  ctx.schedule({ module: 'listing', kind: 'advance', atMs: Math.max(atMs, ctx.block.decidedAtMs), item })
}

/** Due effect. */
export function advanceDue(ports: ListingPorts): (ctx: TxContext, item: Json) => void {
  return (ctx, item) => {
    advance(ctx, ports, advanceSchema.parse(item))
  }
}

const STEPS: Readonly<Record<Advance['step'], (ctx: TxContext, ports: ListingPorts, item: Advance) => void>> = {
  PUBLISH: publish,
  RESUME: resume,
  END_TERM: endTerm,
  DELETE: deleteDue,
}

/** T20-20: after decision and service, and only then. */
function publish(ctx: TxContext, ports: ListingPorts, { entryId }: Advance): void {
  const entry = entries(ctx.store).get(entryId)
  if (entry?.state !== 'SERVED') return
  takeProgramStep(ctx, ports, entry, 'PUBLISH', { inputs: { decidedOn: entry.decidedOn, servedOn: entry.servedOn } })
  const published = storeEntry(ctx, entry, { ...entry, state: 'PUBLISHED', publishedAtMs: ctx.block.decidedAtMs })
  ctx.emit({ type: 'EntryPublished', data: { entryId, list: entry.list } })
  scheduleTermEnd(ctx, published)
  shareEntry(ctx, published)
}

function resume(ctx: TxContext, ports: ListingPorts, { entryId, on }: Advance): void {
  const entry = entries(ctx.store).get(entryId)
  if (entry?.state !== 'SUSPENDED' || entry.lift?.to !== on) return
  takeProgramStep(ctx, ports, entry, 'RESUME', { inputs: { liftTo: entry.lift.to } })
  const resumed = storeEntry(ctx, entry, { ...entry, state: 'PUBLISHED', lift: null })
  ctx.emit({ type: 'EntryResumed', data: { entryId, list: entry.list } })
  shareEntry(ctx, resumed)
}

/** The day after the last day of a fixed term (T20-23). */
export function scheduleTermEnd(ctx: TxContext, { entryId, termTo }: Entry): void {
  if (termTo === null) return
  scheduleAdvance(ctx, { entryId, step: 'END_TERM', on: termTo }, startOfCivilDateMs(shiftCivilDate(termTo, 1)))
}

function endTerm(ctx: TxContext, ports: ListingPorts, { entryId, on }: Advance): void {
  const entry = entries(ctx.store).get(entryId)
  // Extended since, or ending already.
  if (entry === undefined || on === null || entry.termTo !== on || entry.state === 'DELETION_DUE') return
  const due = deletionOf(ctx, ports, entry, { event: 'TERM_EXPIRED', on })
  if (entry.deletion === null) scheduleDeletionAlarms(ctx, entry, due)
  const planned = ctx.attempt((inner) => {
    takeProgramStep(inner, ports, entry, 'END_TERM', { inputs: { termTo: on }, until: due.deleteBy }, 'TERM_EXPIRED')
  })
  if (planned.ok) {
    beginDeletion(ctx, ports, entry, due)
    return
  }
  // The clock of the law runs although the program may not act; a person can.
  if (entry.deletion === null) storeEntry(ctx, entry, { ...entry, deletion: due })
  scheduleAdvance(ctx, { entryId, step: 'END_TERM', on }, ctx.block.decidedAtMs + RETRY_MS)
}

type Deletion = NonNullable<Entry['deletion']>

/** What the law says of an event that ends the entry: until when it goes, and when somebody is told. @throws ContractError LawRefused */
export function deletionOf(
  ctx: TxContext,
  ports: Pick<ListingPorts, 'lawBook'>,
  { situation }: Entry,
  { event, on }: Pick<Deletion, 'event' | 'on'>,
): Deletion {
  const facts = { situation: (situation ?? 1) as 1 | 2 | 3 | 4 | 5 | 6, event, eventOn: on }
  const whole = { ...facts, searchesWithoutAssets: 2, otherClue: false }
  const { deleteBy, alarmOn } = byLaw(() => sanctionList.deletionDue(whole, ports.lawBook(ctx)))
  return { event, on, deleteBy, alarmOn }
}

/** The clock runs from the event; the program deletes at once where the machine lets it. */
export function beginDeletion(ctx: TxContext, ports: ListingPorts, entry: Entry, deletion: Deletion): void {
  const { entryId } = entry
  storeEntry(ctx, entry, { ...entry, state: 'DELETION_DUE', deletion, proposal: null })
  const { event, deleteBy } = deletion
  ctx.emit({ type: 'DeletionDue', data: { entryId, event, deleteBy } })
  advance(ctx, ports, { entryId, step: 'DELETE', on: deletion.on })
}

/** T20-21: on the second working day, and when the third is over. */
export function scheduleDeletionAlarms(
  ctx: TxContext,
  { entryId, organisation }: Entry,
  { alarmOn, deleteBy }: Deletion,
): void {
  const alarm = { entryId, organisation, owner: 'COURT_ENFORCER', dueOn: deleteBy, unless: 'GONE' as const }
  if (alarmOn !== null) scheduleAlarm(ctx, { ...alarm, kind: 'DELETION_DUE' }, alarmOn)
  if (deleteBy !== null) scheduleAlarm(ctx, { ...alarm, kind: 'DELETION_LATE' }, shiftCivilDate(deleteBy, 1))
}

function deleteDue(ctx: TxContext, ports: ListingPorts, { entryId }: Advance): void {
  const entry = entries(ctx.store).get(entryId)
  if (entry?.state !== 'DELETION_DUE' || entry.deletion === null) return
  const { event, on, deleteBy } = entry.deletion
  takeProgramStep(ctx, ports, entry, 'DELETE', { inputs: { on }, until: deleteBy }, event)
  finish(ctx, ports, entry, { end: 'DELETED', event })
}

/** The entry ends here and everywhere. */
export function finish(
  ctx: TxContext,
  ports: Pick<ListingPorts, 'lawBook'>,
  entry: Entry,
  facts: { readonly end: string; readonly event: string | null },
): void {
  endEntry(ctx, entry, facts)
  withdrawEverywhere(ctx, ports, entry)
}

function takeProgramStep(
  ctx: TxContext,
  ports: ListingPorts,
  { entryId, list }: Entry,
  transition: string,
  facts: StepFacts,
  event?: string,
): void {
  const asked = { machineId: MACHINE_OF[list], subject: entryId, transition, ...(event === undefined ? {} : { event }) }
  ports.planProgramStep(ctx, asked).take(ctx, facts)
}

const alarmItemSchema = object({
  kind: enumeration(ALARM_KINDS),
  entryId: randomId,
  organisation: string({ bytesMax: 64 }),
  owner: code,
  dueOn: nullable(civilDate),
  /** What would make the alarm needless. */
  unless: enumeration(['GONE', 'PUBLISHED', 'DECIDED', 'REPAIR_DECIDED']),
})
type AlarmItem = Infer<typeof alarmItemSchema>

/** Somebody is told at the beginning of a day if what had to be done is not. */
export function scheduleAlarm(ctx: TxContext, item: AlarmItem, day: string): void {
  const atMs = Math.max(startOfCivilDateMs(day), ctx.block.decidedAtMs)
  ctx.schedule({ module: 'listing', kind: 'alarm', atMs, item })
}

/** Due effect. */
export function alarmDue(ctx: TxContext, item: Json): void {
  const { entryId, unless, ...asked } = alarmItemSchema.parse(item)
  const entry = entries(ctx.store).get(entryId)
  if (entry === undefined) return
  if (unless === 'PUBLISHED' && entry.state !== 'SERVED') return
  if (unless === 'GONE' && entry.deletion === null) return
  const { objection } = entry
  if (unless === 'DECIDED' && !isOverdue(objection, civilDateOf(ctx.block.decidedAtMs))) return
  if (unless === 'REPAIR_DECIDED' && !isRepairOverdue(entry, asked.dueOn)) return
  raiseAlarm(ctx, [entryId], asked)
}

function isRepairOverdue({ repair }: Entry, dueOn: string | null): boolean {
  return repair?.outcome === 'PENDING' && repair.decideBy === dueOn
}

function isOverdue(objection: Entry['objection'], today: string): boolean {
  if (objection === null) return false
  const { outcome, decideBy, reconsiderDecideBy, fixBy } = objection
  const due = outcome === 'UPHELD' ? fixBy : outcome === 'PENDING' ? (reconsiderDecideBy ?? decideBy) : null
  return due !== null && due < today
}
