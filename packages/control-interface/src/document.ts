import type { Json } from '@xiezhi/codec'
import { utf8Length } from '@xiezhi/codec'
import { refuse } from './control-interface-error.ts'

const [QUOTE, COLON, BACKSLASH] = [0x22, 0x3a, 0x5c]

/** Largest request, answer or line of a batch. */
export const DOCUMENT_BYTES_MAX = 1_048_576

/** JSON as other people's systems write it: any order and spacing, but no key twice. */
export function parseDocument(text: string): Json {
  const bytes = text.length > DOCUMENT_BYTES_MAX ? -1 : utf8Length(text)
  if (bytes > DOCUMENT_BYTES_MAX || bytes < 0)
    return refuse('JSON_BYTES', '', `well-formed text of at most ${DOCUMENT_BYTES_MAX} bytes`, text)
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return refuse('JSON_SYNTAX', '', 'JSON', text)
  }
  // Two programs may read another value for a key that stands there twice.
  if (membersIn(text) !== membersOf(value)) return refuse('JSON_DUPLICATE_KEY', '', 'each key once', text)
  return value
}

/** Members that the text writes: the colons outside strings of a text that is JSON. */
function membersIn(text: string): number {
  let count = 0
  let isInside = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (isInside && char === BACKSLASH) at++
    else if (char === QUOTE) isInside = !isInside
    else if (char === COLON && !isInside) count++
  }
  return count
}

function membersOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value) as readonly Json[]
  const own = Array.isArray(value) ? 0 : inner.length
  return inner.reduce((sum: number, one) => sum + membersOf(one), own)
}
