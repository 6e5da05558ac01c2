import { be64, concatBytes, readBe64 } from '@xiezhi/codec'

/**
 * Keys of the `state` database. A key's value and what blocks replaced under it stand next to each other, so that a
 * block that changes a key writes its history into the same page.
 *
 * escape(key) ‖ 00 00: the value. escape(key) ‖ 00 01 ‖ height: what the block of that height replaced.
 * Escaping writes 00 as 00 ff, which keeps the byte order of keys.
 */
const ESCAPED = 0xff
const VALUE = 0
const PAST = 1
const BEHIND = 2
const MARK_BYTES = 2
const HEIGHT_BYTES = 8

/** Twice as many bytes, escaped, and the height still fit into a key of LMDB (1,978). */
export const KEY_BYTES_MAX = 960

export function valueRowKey(key: Uint8Array): Uint8Array {
  return rowKey(key, VALUE, 0)
}

export function pastRowKey(key: Uint8Array, height: number): Uint8Array {
  const row = rowKey(key, PAST, HEIGHT_BYTES)
  row.set(be64(height), row.length - HEIGHT_BYTES)
  return row
}

/** Above all rows of a key, below those of the next. */
export function behindRowsKey(key: Uint8Array): Uint8Array {
  return rowKey(key, BEHIND, 0)
}

export type StateRow =
  | { readonly kind: 'value'; readonly key: Uint8Array }
  | { readonly kind: 'past'; readonly key: Uint8Array; readonly height: number }

export function parseRowKey(row: Uint8Array): StateRow {
  const end = endOfKey(row)
  const key = unescape(row.subarray(0, end))
  return row[end + 1] === VALUE
    ? { kind: 'value', key }
    : { kind: 'past', key, height: Number(readBe64(row, end + MARK_BYTES)) }
}

function rowKey(key: Uint8Array, mark: number, rest: number): Uint8Array {
  const escaped = escape(key)
  const row = new Uint8Array(escaped.length + MARK_BYTES + rest)
  row.set(escaped)
  row[escaped.length + 1] = mark
  return row
}

/** Most keys are text and stay as they are. */
function escape(key: Uint8Array): Uint8Array {
  if (!key.includes(0)) return key
  const escaped = new Uint8Array(2 * key.length)
  let at = 0
  for (let i = 0; i < key.length; i++) {
    const byte = key[i] as number
    escaped[at++] = byte
    if (byte === 0) escaped[at++] = ESCAPED
  }
  return escaped.subarray(0, at)
}

function endOfKey(row: Uint8Array): number {
  let end = row.indexOf(0)
  while (row[end + 1] === ESCAPED) end = row.indexOf(0, end + MARK_BYTES)
  return end
}

function unescape(escaped: Uint8Array): Uint8Array {
  if (!escaped.includes(0)) return escaped.slice()
  return concatBytes(Uint8Array.from([...escaped].filter((_, i) => i === 0 || escaped[i - 1] !== 0)))
}
