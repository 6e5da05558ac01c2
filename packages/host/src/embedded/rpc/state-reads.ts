import { compareBytes, hexEncode, latin1Decode, latin1Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { prefixEnd } from '@xiezhi/kernel'
import { base64Encode } from '../../native-base64.ts'
import { StoreError } from '../../store/store-error.ts'
import type { Params } from './params.ts'
import { internalError, invalidParams } from './rpc-error.ts'
import type { ZoneContext, ZoneHost } from './zone-host.ts'

/** Blocks of one call, and bytes after which no further block is begun. */
export const CHANGED_BLOCKS_MAX = 256
const CHANGES_BYTES = 4 * 1024 * 1024
export const STATE_PAGE_MAX = 2_000
const PREFIXES_MAX = 64

/**
 * What blocks changed under the given prefixes, with the values that stood after each of them: for whoever keeps a copy of
 * a part of the state. A copy whose height is older than `oldest` is made anew from pages.
 */
export function stateChanges({ host }: ZoneContext, params: Params): Json {
  const from = params.height('from')
  const count = params.number('count', 1)
  const prefixes = prefixesOf(params)
  if (from === undefined || count < 1) throw invalidParams('from: expected a height')
  const last = Math.min(host.height, from + Math.min(count, CHANGED_BLOCKS_MAX) - 1)
  const blocks: Json[] = []
  let bytes = 0
  for (let height = from; height <= last && bytes < CHANGES_BYTES; height++) {
    const changes = changesOf(host, height, prefixes)
    for (const { key, value } of changes) bytes += key.length + (value?.length ?? 0)
    blocks.push({ height, changes })
  }
  return { height: host.height, oldest: host.store.oldestHeight ?? 0, blocks }
}

function changesOf(
  host: ZoneHost,
  height: number,
  prefixes: readonly string[],
): { readonly key: string; readonly value: string | null }[] {
  try {
    return host.store.changedKeys(height).flatMap((bytes) => {
      const key = latin1Decode(bytes)
      if (!prefixes.some((prefix) => key.startsWith(prefix))) return []
      const value = host.store.getAt(height, bytes)
      return [{ key, value: value === undefined ? null : base64Encode(value) }]
    })
  } catch (error) {
    if (error instanceof StoreError) throw internalError(`${error.code} ${JSON.stringify(error.facts)}`)
    throw error
  }
}

/** Keys and values under a prefix as they stand at `height`, in key order, behind `after`. */
export function statePage({ host }: ZoneContext, params: Params): Json {
  const prefix = latin1Encode(params.text('prefix'))
  const after = params.hex('after')
  const limit = Math.min(params.number('limit', STATE_PAGE_MAX), STATE_PAGE_MAX)
  if (prefix.length === 0 || limit < 1) throw invalidParams('prefix: expected text')
  const end = prefixEnd(prefix)
  // A key with a zero byte behind it is the first that sorts after it.
  const from = after.length > 0 && compareBytes(after, prefix) >= 0 ? Uint8Array.of(...after, 0) : prefix
  const entries = [...host.store.scan({ from, ...(end === undefined ? {} : { to: end }), limit })]
  const last = entries.at(-1)
  return {
    height: host.height,
    entries: entries.map(({ key, value }) => ({ key: latin1Decode(key), value: base64Encode(value) })),
    next: entries.length === limit && last !== undefined ? hexEncode(last.key) : null,
  }
}

function prefixesOf(params: Params): readonly string[] {
  const prefixes = params.textList('prefixes', PREFIXES_MAX)
  if (prefixes === undefined || prefixes.length === 0) throw invalidParams('prefixes: expected texts')
  return prefixes
}
