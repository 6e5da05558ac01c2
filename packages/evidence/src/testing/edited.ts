import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { EvidenceError } from '../evidence-error.ts'

type Document = Record<string, Json>

/** The document with the value under a path changed; a change to undefined removes it. */
export function edited(
  bytes: Uint8Array,
  path: readonly (string | number)[],
  change: (old: Json) => unknown,
): Uint8Array {
  const json = decodeCanonical(bytes, { bytesMax: bytes.length })
  return encodeCanonical(changedAt(json, path, change), { bytesMax: 8 * 1024 * 1024 })
}

function changedAt(json: Json, path: readonly (string | number)[], change: (old: Json) => unknown): Json {
  const [head, ...rest] = path
  if (head === undefined) return change(json) as Json
  if (Array.isArray(json)) {
    const list = json as readonly Json[]
    return list.flatMap((item, at) => (at === head ? changedAt(item, rest, change) : [item]))
  }
  const { [head]: old = null, ...others } = json as Document
  const made = changedAt(old, rest, change) as Json | undefined
  return made === undefined ? others : { ...others, [head]: made }
}

/** Code and facts of the refusal. */
export function refusal(run: () => unknown): Pick<EvidenceError, 'code' | 'facts'> | 'accepted' {
  try {
    run()
  } catch (error) {
    if (error instanceof EvidenceError) return { code: error.code, facts: error.facts }
    throw error
  }
  return 'accepted'
}
