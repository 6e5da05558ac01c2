import { randomBytes } from 'node:crypto'
import { listingApi, listingState } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { bundledLaw, credit } from '@xiezhi/law'
import { BenchError } from './bench-error.ts'

const { BUCKET_DIGITS, IDS_PER_BUCKET_MAX } = listingState
const LOST_MAX = 16

type IdSet = ReturnType<typeof listingApi.setOf>
/** Sorted. */
type Ids = readonly string[]

/** What both sides have before a month's comparison begins: the court its sums, which it keeps as entries are shared. */
export interface KeptSets {
  readonly court: Ids
  readonly sums: ReadonlyMap<string, IdSet>
  /** As the receiver's platform lists them: some are lost, and one came back. */
  readonly receiver: Ids
  readonly lost: Ids
  readonly surplus: string
}

export function keptSets(count: number): KeptSets {
  const court = Array.from({ length: count }, () => randomBytes(16).toString('hex')).sort()
  const step = Math.max(1, Math.floor(count / LOST_MAX))
  const lost = court.filter((_, at) => at % step === 0)
  const gone = new Set(lost)
  const surplus = randomBytes(16).toString('hex')
  const receiver = [...court.filter((id) => !gone.has(id)), surplus].sort()
  return { court, sums: setsOf(court, BUCKET_DIGITS), receiver, lost, surplus }
}

/**
 * All rounds of the monthly comparison (T26-4) as both ledgers and the receiver's program make them: the digests of 256 buckets, parts of
 * those that differ and are too large, the ids of the rest. The packets between the ledgers are not in it.
 * @throws BenchError where it finds something else than what differs
 */
export function reconcileSets({ court, sums, receiver, lost, surplus }: KeptSets): void {
  const due = differing(sums, setsOf(receiver, BUCKET_DIGITS))
  const resend: string[] = []
  const withdraw: string[] = []
  for (let bucket = due.pop(); bucket !== undefined; bucket = due.pop()) {
    const [own, theirs] = [idsIn(court, bucket), idsIn(receiver, bucket)]
    if (theirs.length > IDS_PER_BUCKET_MAX) {
      const digits = bucket.length + 1
      due.push(...differing(setsOf(own, digits), setsOf(theirs, digits)))
    } else {
      const found = credit.reconcileList({ courtIds: [...own], receiverIds: [...theirs] }, bundledLaw)
      resend.push(...found.resend)
      withdraw.push(...found.withdraw)
    }
  }
  const isRight = resend.sort().join() === lost.join() && withdraw.join() === surplus
  if (!isRight)
    throw new BenchError('WORK_REFUSED', { expected: lost.length + 1, seen: resend.length + withdraw.length })
}

function setsOf(ids: Ids, digits: number): ReadonlyMap<string, IdSet> {
  const buckets = new Map<string, string[]>()
  for (const id of ids) {
    const bucket = id.slice(0, digits)
    const known = buckets.get(bucket)
    if (known === undefined) buckets.set(bucket, [id])
    else known.push(id)
  }
  return new Map([...buckets].map(([bucket, some]) => [bucket, listingApi.setOf(nodeCrypto, some)]))
}

function differing(own: ReadonlyMap<string, IdSet>, theirs: ReadonlyMap<string, IdSet>): string[] {
  const digest = (set: IdSet | undefined): string => (set === undefined ? '' : listingApi.setDigest(nodeCrypto, set))
  return [...new Set([...own.keys(), ...theirs.keys()])].filter(
    (bucket) => digest(own.get(bucket)) !== digest(theirs.get(bucket)),
  )
}

/** By halving, as a store finds the rows under a prefix. */
function idsIn(ids: Ids, prefix: string): Ids {
  return ids.slice(lowerBound(ids, prefix), lowerBound(ids, `${prefix}g`))
}

function lowerBound(ids: Ids, text: string): number {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
