import { compareMeasures, MEASURE_FIELDS } from '@xiezhi/control-interface'
import type { Measure } from '@xiezhi/control-interface'
import { AdapterError } from './adapter-error.ts'

/** One difference. `fields` are ids of the model, never their values. */
export interface ReconciliationFinding {
  readonly kind: 'MISSING' | 'ORPHAN' | 'DIFFERENT'
  readonly requestNo: string
  readonly seq: number
  readonly fields: readonly (keyof Measure)[]
}

export interface ReconciliationTotals {
  readonly court: number
  readonly institution: number
  readonly missing: number
  readonly orphan: number
  readonly different: number
}

/** Not compared where the court's side does not hold it. */
const TOLD_BY_INSTITUTION: ReadonlySet<keyof Measure> = new Set(['registeredAt'])

/**
 * Compares what the court's side believes to be under control with the institution's list. Both come in the order of request
 * number and item, one at a time; `find` is told of each difference and everything else is forgotten.
 * @throws AdapterError LIST_UNSORTED
 */
export async function reconcile(
  court: AsyncIterable<Measure> | Iterable<Measure>,
  institution: AsyncIterable<Measure>,
  find: (finding: ReconciliationFinding) => void | Promise<void>,
): Promise<ReconciliationTotals> {
  const totals = { court: 0, institution: 0, missing: 0, orphan: 0, different: 0 }
  const [ours, theirs] = [new SortedReader(court, 'court'), new SortedReader(institution, 'institution')]
  try {
    let [one, other] = [await ours.next(), await theirs.next()]
    while (one !== undefined || other !== undefined) {
      const order = one === undefined ? 1 : other === undefined ? -1 : compareMeasures(one, other)
      if (one !== undefined && other !== undefined && order === 0) {
        const fields = differences(one, other)
        if (fields.length > 0) {
          totals.different++
          await find({ kind: 'DIFFERENT', requestNo: one.requestNo, seq: one.seq, fields })
        }
      } else if (one !== undefined && order < 0) {
        totals.missing++
        await find({ kind: 'MISSING', requestNo: one.requestNo, seq: one.seq, fields: [] })
      } else if (other !== undefined) {
        totals.orphan++
        await find({ kind: 'ORPHAN', requestNo: other.requestNo, seq: other.seq, fields: [] })
      }
      if (order <= 0) {
        totals.court++
        one = await ours.next()
      }
      if (order >= 0) {
        totals.institution++
        other = await theirs.next()
      }
    }
  } finally {
    await ours.close()
    await theirs.close()
  }
  return totals
}

function differences(court: Measure, institution: Measure): (keyof Measure)[] {
  return MEASURE_FIELDS.filter(
    (field) => court[field] !== institution[field] && !(TOLD_BY_INSTITUTION.has(field) && court[field] === undefined),
  )
}

class SortedReader {
  readonly #iterator: AsyncIterator<Measure> | Iterator<Measure>
  readonly #side: string
  #last: Measure | undefined

  constructor(list: AsyncIterable<Measure> | Iterable<Measure>, side: string) {
    this.#iterator = Symbol.asyncIterator in list ? list[Symbol.asyncIterator]() : list[Symbol.iterator]()
    this.#side = side
  }

  async next(): Promise<Measure | undefined> {
    const step = await this.#iterator.next()
    if (step.done === true) return undefined
    if (this.#last !== undefined && compareMeasures(this.#last, step.value) >= 0)
      throw new AdapterError('LIST_UNSORTED', {
        side: this.#side,
        requestNo: step.value.requestNo,
        seq: step.value.seq,
      })
    this.#last = step.value
    return step.value
  }

  async close(): Promise<void> {
    await this.#iterator.return?.()
  }
}
