import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import { indexKeysOf, isShown } from './handlers/entry-store.ts'
import { EMPTY_SET, withId } from './handlers/id-set.ts'
import type { IdSet } from './handlers/id-set.ts'
import {
  BUCKET_DIGITS,
  activeCounts,
  ended,
  entries,
  entriesOfCase,
  holders,
  indexLeaves,
  mirrors,
  receipts,
  shareBuckets,
  shares,
  withdrawals,
} from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'index-is-the-active-entries', violation: indexViolation },
  { name: 'counts-are-of-the-index', violation: countViolation },
  { name: 'nothing-leads-to-an-ended-entry', violation: endedViolation },
  { name: 'published-after-decision-and-service', violation: publishedViolation },
  { name: 'holders-are-the-shares', violation: holderViolation },
  { name: 'buckets-are-of-the-shares', violation: bucketViolation },
  { name: 'nobody-is-asked-twice', violation: withdrawalViolation },
  { name: 'deleted-is-not-held', violation: mirrorViolation },
]

function indexViolation({ store }: ReadContext): string | null {
  let wanted = 0
  for (const { value } of allEntries(store, entries)) if (isShown(value)) wanted += indexKeysOf(value).size
  let seen = 0
  for (const { id } of allEntries(store, indexLeaves)) {
    seen += 1
    const entry = entries(store).get(id[1] ?? '')
    if (entry === undefined || !isShown(entry) || !indexKeysOf(entry).has(id[0] ?? ''))
      return `${id.join('/')}: not active`
  }
  return seen === wanted ? null : `${seen} leaves, ${wanted} wanted`
}

function countViolation({ store }: ReadContext): string | null {
  const seen = new Map<string, { dishonest: number; consumption: number }>()
  for (const { id, value } of allEntries(store, indexLeaves)) {
    const counts = seen.get(id[0] ?? '') ?? { dishonest: 0, consumption: 0 }
    counts[value.list === 'DISHONEST' ? 'dishonest' : 'consumption'] += 1
    seen.set(id[0] ?? '', counts)
  }
  const kept = [...allEntries(store, activeCounts)]
  const wrong = kept.find(({ id, value }) => {
    const counts = seen.get(id[0] ?? '')
    return counts?.dishonest !== value.dishonest || counts.consumption !== value.consumption
  })
  if (wrong !== undefined) return `${wrong.id.join('/')}: counts other leaves`
  return kept.length === seen.size ? null : `${kept.length} counts, ${seen.size} index keys`
}

function endedViolation({ store }: ReadContext): string | null {
  const both = [...allEntries(store, ended)].find(({ id }) => entries(store).has(...id))
  if (both !== undefined) return `${both.id.join('/')}: ended, and stands`
  const rows = [...allEntries(store, entriesOfCase)]
  const lost = rows.find(({ id }) => entries(store).get(id[1] ?? '')?.caseRef !== id[0])
  if (lost !== undefined) return `${lost.id.join('/')}: no entry`
  const standing = [...allEntries(store, entries)].length
  return rows.length === standing ? null : `${rows.length} rows of cases, ${standing} entries`
}

function publishedViolation({ store }: ReadContext): string | null {
  const early = [...allEntries(store, entries)].find(
    ({ value: { publishedAtMs, servedOn, state } }) =>
      (publishedAtMs !== null && servedOn === null) || (state === 'PUBLISHED' && publishedAtMs === null),
  )
  return early === undefined ? null : `${early.id.join('/')}: published without service`
}

function holderViolation({ store }: ReadContext): string | null {
  const rows = [...allEntries(store, holders)]
  const lost = rows.find(
    ({ id: [entry = '', client = '', subscriber = ''] }) => !shares(store).has(client, subscriber, entry),
  )
  if (lost !== undefined) return `${lost.id.join('/')}: no share`
  const gone = rows.find(({ id: [entry = ''] }) => !entries(store).has(entry))
  if (gone !== undefined) return `${gone.id.join('/')}: shared, and ended`
  const count = [...allEntries(store, shares)].length
  return rows.length === count ? null : `${rows.length} holders, ${count} shares`
}

function bucketViolation({ store, crypto }: ReadContext): string | null {
  const sums = new Map<string, IdSet>()
  for (const { id } of allEntries(store, shares)) {
    const [client = '', subscriber = '', entryId = ''] = id
    const name = [client, subscriber, entryId.slice(0, BUCKET_DIGITS)].join('/')
    sums.set(name, withId(crypto, sums.get(name) ?? EMPTY_SET, entryId))
  }
  const rows = [...allEntries(store, shareBuckets)]
  const wrong = rows.find(({ id, value }) => {
    const sum = sums.get(id.join('/'))
    return sum?.count !== value.count || sum.sum !== value.sum
  })
  if (wrong !== undefined) return `${wrong.id.join('/')}: not the set of its shares`
  return rows.length === sums.size ? null : `${rows.length} buckets, ${sums.size} with shares`
}

function withdrawalViolation({ store }: ReadContext): string | null {
  const both = [...allEntries(store, withdrawals)].find(
    ({ id, value }) => value.confirmedAtMs === null && holders(store).has(...id),
  )
  return both === undefined ? null : `${both.id.join('/')}: shared, and withdrawn`
}

function mirrorViolation({ store }: ReadContext): string | null {
  const both = [...allEntries(store, mirrors)].find(({ id }) => receipts(store).get(...id)?.isWithdrawal === true)
  return both === undefined ? null : `${both.id.join('/')}: confirmed as deleted, and held`
}
