import { base64Decode, hexEncode, latin1Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { fields, listOf, numberOf, reading, textOf } from './answer-fields.ts'
import type { JsonRpc } from './json-rpc.ts'
import type { BlockChanges, StateChanges, StateEntry, StatePage } from './zone-answers.ts'

// What the embedded host offers to whoever keeps a copy of a part of the state.

/** Changes of up to `count` blocks from `from` on, of keys under the prefixes. */
export async function changesOf(
  rpc: JsonRpc,
  from: number,
  count: number,
  prefixes: readonly string[],
): Promise<StateChanges> {
  const answer = await rpc.call('state_changes', { from: String(from), count, prefixes })
  return reading('changes of the state', () => {
    const { height, oldest, blocks } = fields(answer, 'height', 'oldest', 'blocks')
    return { height: numberOf(height), oldest: numberOf(oldest), blocks: listOf(blocks).map(blockOf) }
  })
}

function blockOf(block: Json): BlockChanges {
  const { height, changes } = fields(block, 'height', 'changes')
  return { height: numberOf(height), changes: listOf(changes).map(entryOf) }
}

export async function pageOf(rpc: JsonRpc, prefix: string, after: string, limit: number): Promise<StatePage> {
  const answer = await rpc.call('state_page', { prefix, after: hexEncode(latin1Encode(after)), limit })
  return reading('page of the state', () => {
    const { height, entries, next } = fields(answer, 'height', 'entries', 'next')
    const found = listOf(entries).map(entryOf)
    return { height: numberOf(height), entries: found, isLast: next === null }
  })
}

function entryOf(entry: Json): StateEntry {
  const { key, value } = fields(entry, 'key', 'value')
  return { key: textOf(key), value: value === null ? null : base64Decode(textOf(value)) }
}
