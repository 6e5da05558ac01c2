import { base64Decode, base64Encode, hexEncode, latin1Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { decodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { bytesOrNull, fields, listOf, numberOf, plainEvents, reading, textOf } from './answer-fields.ts'
import type { JsonRpc } from './json-rpc.ts'
import { SdkError } from './sdk-error.ts'
import type { BlockEvents, Included, ProvedMany } from './zone-answers.ts'

// What the embedded host offers beside CometBFT's methods: several of its calls in one.

/** @throws SdkError TX_NOT_INCLUDED, TX_REFUSED */
export async function submitOwn(rpc: JsonRpc, tx: Uint8Array, withEvents: boolean): Promise<Included> {
  const answer = await rpc.call('submit', { tx: base64Encode(tx), events: withEvents })
  return reading('result of a transaction', () => {
    const { included } = fields(answer, 'included')
    if (included !== true) throw new SdkError('TX_NOT_INCLUDED', reasonOf(answer))
    const { height: at, code, data, events } = fields(answer, 'height', 'code', 'data', 'events')
    const height = numberOf(at)
    if (code !== 0) throw new SdkError('TX_REFUSED', { height, ...reasonOf(answer), ...factsOf(data) })
    return { height, data: listOf(data), events: plainEvents(events) }
  })
}

function reasonOf(answer: Json): Readonly<Record<string, Json>> {
  const {
    codespace,
    code,
    name = '',
    facts = {},
  } = fields(answer, 'codespace', 'code') as Readonly<Record<string, Json>>
  return { codespace: codespace ?? '', code: code ?? -1, name, facts }
}

function factsOf(data: Json): { readonly facts: Json } {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { facts: {} }
  return { facts: (data as Readonly<Record<string, Json>>)['facts'] ?? {} }
}

/** Keys of one call; the embedded host takes 512. */
const KEYS_PER_CALL = 256

/** As many calls as it takes, all at the height of the first. */
export async function proveManyOwn(rpc: JsonRpc, keys: readonly string[], height?: number): Promise<ProvedMany> {
  const first = await proveSome(rpc, keys.slice(0, KEYS_PER_CALL), height)
  const entries = [...first.entries]
  for (let at = KEYS_PER_CALL; at < keys.length; at += KEYS_PER_CALL)
    entries.push(...(await proveSome(rpc, keys.slice(at, at + KEYS_PER_CALL), first.height)).entries)
  return { ...first, entries }
}

async function proveSome(rpc: JsonRpc, keys: readonly string[], height: number | undefined): Promise<ProvedMany> {
  const bytes = keys.map(latin1Encode)
  const at = height === undefined ? {} : { height: String(height) }
  const answer = await rpc.call('prove_many', { keys: bytes.map(hexEncode), header: true, ...at })
  return reading('proofs', () => {
    const { height: seen, entries, light_block } = fields(answer, 'height', 'entries', 'light_block')
    const proved = listOf(entries)
    if (proved.length !== keys.length)
      throw new SdkError('ANSWER_MALFORMED', { expected: `${keys.length} proofs`, seen: proved.length })
    const provedHeight = numberOf(seen)
    return {
      height: provedHeight,
      entries: proved.map((entry, index) => {
        const { value, proof } = fields(entry, 'value', 'proof')
        const key = bytes[index] ?? new Uint8Array(0)
        return { height: provedHeight, key, value: bytesOrNull(value), proof: base64Decode(textOf(proof)) }
      }),
      block: decodeLightBlock(base64Decode(textOf(light_block))),
    }
  })
}

/** `orAbove`: where a node has deleted the block of the height, the lowest above it. */
export async function lightBlockOwn(rpc: JsonRpc, height: number, orAbove = false): Promise<LightBlock> {
  const answer = await rpc.call('light_block', { height: String(height), ...(orAbove ? { or_above: true } : {}) })
  return reading('light block', () => decodeLightBlock(base64Decode(textOf(fields(answer, 'light_block').light_block))))
}

export async function subscribeOwn(
  rpc: JsonRpc,
  types: readonly string[] | undefined,
  take: (block: BlockEvents) => void,
): Promise<void> {
  await rpc.subscribe('subscribe_events', types === undefined ? {} : { types }, (result) => {
    take(
      reading('events', () => {
        const { height, events } = fields(result, 'height', 'events')
        return { height: numberOf(height), events: plainEvents(events) }
      }),
    )
  })
}
