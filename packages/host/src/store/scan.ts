import type { Transaction } from 'lmdb'
import type { StateEntry, StateRange } from '@xiezhi/kernel'
import { plain } from './databases.ts'
import type { ByteDatabase, Row } from './databases.ts'
import { behindRowsKey, parseRowKey, pastRowKey, valueRowKey } from './state-keys.ts'

/** A scan walks over so many past rows of a key before it jumps behind the rest. */
const PAST_ROWS_WALKED_MAX = 8

/** Rows of a database from `from` on and below `to`; of the last block, or as a transaction sees them. */
export function* scanRows(database: ByteDatabase, range: StateRange, transaction?: Transaction): Iterable<Row> {
  const { from, to, limit, reverse = false } = range
  const [start, end] = reverse ? [to, from] : [from, to]
  const options = {
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(limit === undefined ? {} : { limit }),
    ...(transaction === undefined ? {} : { transaction }),
    // Backwards the walk begins at `to`, which is not part of the range, and ends at `from`, which is.
    ...(reverse ? { reverse, exclusiveStart: true, inclusiveEnd: true } : {}),
  }
  for (const { key, value } of database.getRange(options)) yield { key: plain(key), value: plain(value) }
}

/** Values of the state database, without what stands between them: the past of their keys. */
export function* scanState(database: ByteDatabase, range: StateRange, transaction?: Transaction): Iterable<StateEntry> {
  const { from, to, limit = Infinity, reverse = false } = range
  let rest: StateRange = {
    reverse,
    ...(from === undefined ? {} : { from: valueRowKey(from) }),
    ...(to === undefined ? {} : { to: valueRowKey(to) }),
  }
  let left = limit
  for (let jump: Uint8Array | undefined; left > 0; rest = reverse ? { ...rest, to: jump } : { ...rest, from: jump }) {
    jump = undefined
    let walked = 0
    for (const row of scanRows(database, rest, transaction)) {
      const parsed = parseRowKey(row.key)
      if (parsed.kind === 'value') {
        walked = 0
        yield { key: parsed.key, value: row.value }
        if (--left === 0) return
      } else if (++walked > PAST_ROWS_WALKED_MAX) {
        // The value of a key stands before its past.
        jump = reverse ? pastRowKey(parsed.key, 0) : behindRowsKey(parsed.key)
        break
      }
    }
    if (jump === undefined) return
  }
}
