import { ensure } from '@xiezhi/kernel'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { digestOf } from '../../json-port.ts'
import { errors } from '../errors.ts'
import { activeCounts, entries, ENTRIES_PER_CASE_MAX, entriesOfCase, ended, ENDS, indexLeaves } from '../state.ts'
import type { Entry, ListKind } from '../state.ts'
import { endAlarms } from './alarms.ts'

/** @throws ContractError EntryUnknown */
export function requireEntry({ store }: ReadContext, entryId: string): Entry {
  const found = entries(store).get(entryId)
  ensure(found !== undefined, errors.EntryUnknown, { entryId })
  return found
}

/** @throws ContractError OtherCourt */
export function requireOwn(
  { organisation }: Pick<Entry, 'organisation'>,
  actors: readonly { readonly organisation: string }[],
): void {
  const foreign = actors.find((actor) => actor.organisation !== organisation)
  ensure(foreign === undefined, errors.OtherCourt, { organisation })
}

/**
 * One person stands on one list once for a case: an event that ends an entry is recorded of that entry alone, so a second one would stay.
 * The other list, other cases and what has ended do not count.
 * @throws ContractError AlreadyListed
 */
export function requireNoTwin(
  { store }: ReadContext,
  { list, caseRef, indexKey }: Pick<Entry, 'list' | 'caseRef' | 'indexKey'>,
): void {
  const twin = entriesOfCase(store)
    .list({ under: [caseRef], limit: ENTRIES_PER_CASE_MAX })
    .flatMap(({ id: [, entryId = ''], value }) => (value === list ? [entryId] : []))
    .find((entryId) => entries(store).get(entryId)?.indexKey === indexKey)
  ensure(twin === undefined, errors.AlreadyListed, { entryId: twin, list })
}

/** Under which keys the public index has the entry while it is shown: a person in two roles once. */
export function indexKeysOf({ indexKey, coSubjects }: Pick<Entry, 'indexKey' | 'coSubjects'>): ReadonlySet<string> {
  return new Set([indexKey, ...coSubjects.map((one) => one.indexKey)])
}

/** Whether the public sees the entry. */
export function isShown({ state, publishedAtMs, lift, restructuring }: Entry): boolean {
  const isLifted = lift !== null || restructuring !== null
  return publishedAtMs !== null && !isLifted && (state === 'PUBLISHED' || state === 'DELETION_DUE')
}

/** Whether an objection stands that keeps the entry from being used (26.4). */
export function isContested({ objection }: Entry): boolean {
  return objection !== null && (objection.outcome !== 'REFUSED' || objection.reconsiderAskedOn !== null)
}

/** Writes a changed entry; the public index follows. */
export function storeEntry(
  ctx: TxContext,
  before: Entry | undefined,
  change: Omit<Entry, 'revision' | 'changedAtMs'>,
): Entry {
  const after: Entry = { ...change, revision: (before?.revision ?? 0) + 1, changedAtMs: ctx.block.decidedAtMs }
  if (before !== undefined) removeLeaves(ctx, before)
  entries(ctx.store).set(after.entryId, after)
  entriesOfCase(ctx.store).set([after.caseRef, after.entryId], after.list)
  if (isShown(after)) writeLeaves(ctx, after)
  return after
}

/** The entry goes with all that leads to the person; what stays is the digest of what stood. */
export function endEntry(
  ctx: TxContext,
  entry: Entry,
  { end, event }: { readonly end: string; readonly event: string | null },
): void {
  const { entryId, caseRef, list, organisation, deletion } = entry
  removeLeaves(ctx, entry)
  entries(ctx.store).delete(entryId)
  entriesOfCase(ctx.store).delete(caseRef, entryId)
  const known = ENDS.find((one) => one === end) ?? 'DELETED'
  const endedAtMs = ctx.block.decidedAtMs
  const deleteBy = deletion?.deleteBy ?? null
  ended(ctx.store).set(entryId, {
    list,
    organisation,
    digest: digestOf(ctx, entry),
    end: known,
    event,
    deleteBy,
    endedAtMs,
  })
  endAlarms(ctx, entryId)
  ctx.emit({ type: 'EntryEnded', data: { entryId, list, end: known } })
}

function writeLeaves(ctx: TxContext, entry: Entry): void {
  const { entryId, list, decidedOn: from, termTo: to } = entry
  const common = { list, from, to, isObjected: isContested(entry) }
  for (const { role, indexKey } of entry.coSubjects)
    indexLeaves(ctx.store).set([indexKey, entryId], { ...common, role })
  indexLeaves(ctx.store).set([entry.indexKey, entryId], { ...common, role: 'DEBTOR' })
  for (const key of indexKeysOf(entry)) countActive(ctx, key, list, 1)
}

function removeLeaves(ctx: TxContext, entry: Entry): void {
  for (const key of indexKeysOf(entry)) {
    if (indexLeaves(ctx.store).has(key, entry.entryId)) countActive(ctx, key, entry.list, -1)
    indexLeaves(ctx.store).delete(key, entry.entryId)
  }
}

function countActive({ store }: TxContext, key: string, list: ListKind, change: 1 | -1): void {
  const field = list === 'DISHONEST' ? 'dishonest' : 'consumption'
  const before = activeCounts(store).get(key) ?? { dishonest: 0, consumption: 0 }
  const after = { ...before, [field]: before[field] + change }
  if (after.dishonest + after.consumption === 0) activeCounts(store).delete(key)
  else activeCounts(store).set([key], after)
}
