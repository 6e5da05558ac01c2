import { canonicalText, checkJsonBytes, type Json, type JsonLimits } from './canonical-text.ts'
import { CodecError } from './codec-error.ts'
import { utf8Decode } from './utf8.ts'

/**
 * The value of canonical bytes, which are the only bytes of that value.
 *
 * Throws `JSON_BYTES`, `UTF8_INVALID`, `JSON_SYNTAX`, the errors of `canonicalText` for values outside the profile,
 * `JSON_DUPLICATE_KEY`, and `JSON_NOT_CANONICAL` for spaces, other key order, other escapes or other number forms.
 */
export function decodeCanonical(bytes: Uint8Array, limits?: JsonLimits): Json {
  checkJsonBytes(bytes.length, limits)
  const text = utf8Decode(bytes)
  const value = parse(text)
  // Writing again is the whole check: what JSON.parse lets pass (doubled keys, spaces, 1.0) does not come back.
  const canonical = canonicalText(value)
  if (canonical !== text) refuse(text, canonical)
  return value
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    // Its message differs between engines and quotes the input.
    throw new CodecError('JSON_SYNTAX', { length: text.length })
  }
}

/** Names the reason; the price of a second look is paid by refused input only. */
function refuse(text: string, canonical: string): never {
  const at = duplicateKeyAt(text)
  if (at !== undefined) throw new CodecError('JSON_DUPLICATE_KEY', { at })
  let same = 0
  while (text[same] === canonical[same]) same++
  throw new CodecError('JSON_NOT_CANONICAL', { at: same })
}

/** Position of the first key that its object has had before, in a text that is JSON. */
function duplicateKeyAt(text: string): number | undefined {
  const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[[\]{}]/g
  const seen: Set<string>[] = []
  for (const token of text.matchAll(tokens)) {
    const first = token[0].charAt(0)
    if (first === '{' || first === '[') seen.push(new Set())
    else if (first === '}' || first === ']') seen.pop()
    else if (token[1] !== undefined) {
      const key = JSON.parse(token[0].slice(0, -token[1].length)) as string
      const keys = seen.at(-1)
      if (keys?.has(key) === true) return token.index
      keys?.add(key)
    }
  }
  return undefined
}
