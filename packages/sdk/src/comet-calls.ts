import { base64Decode, base64Encode, decodeCanonical, hexEncode, latin1Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { commitFromJson, headerFromJson, validatorFromJson } from '@xiezhi/comet'
import type { LightBlock, Validator } from '@xiezhi/comet'
import type { Event } from '@xiezhi/kernel'
import {
  abciEvents,
  bytesOrNull,
  fields,
  listOf,
  numberOf,
  reading,
  refusalOf,
  RESULT_BYTES_MAX,
  textOf,
} from './answer-fields.ts'
import { CALL_TIMEOUT_MS } from './json-rpc.ts'
import type { JsonRpc } from './json-rpc.ts'
import { SdkError } from './sdk-error.ts'
import type { BlockEvents, Included, Proved, ProvedMany } from './zone-answers.ts'

// What CometBFT's own RPC offers: any node of a zone answers these.

const VALIDATORS_PER_PAGE = 100
/** Pauses between looks for a header that is still being made. */
const HEADER_PAUSE_FIRST_MS = 5
const HEADER_PAUSE_MAX_MS = 320

/** @throws SdkError TX_NOT_INCLUDED, TX_REFUSED */
export async function broadcast(rpc: JsonRpc, tx: Uint8Array): Promise<Included> {
  const answer = await rpc.call('broadcast_tx_commit', { tx: base64Encode(tx) })
  return reading('result of a transaction', () => {
    const { check_tx } = fields(answer, 'check_tx')
    if (fields(check_tx, 'code').code !== 0) throw new SdkError('TX_NOT_INCLUDED', refusalOf(check_tx))
    return includedOf(answer)
  })
}

export async function proveKey(rpc: JsonRpc, key: string, height?: number): Promise<Proved> {
  const bytes = latin1Encode(key)
  const at = height === undefined ? {} : { height: String(height) }
  const answer = await rpc.call('abci_query', { path: '/store', data: hexEncode(bytes), prove: true, ...at })
  return reading('proof', () => {
    const { response } = fields(answer, 'response')
    const { value, height: seen, proofOps } = fields(response, 'height', 'value', 'proofOps')
    const { ops } = fields(proofOps, 'ops')
    const { data } = fields(listOf(ops)[0], 'data')
    return { height: numberOf(seen), key: bytes, value: bytesOrNull(value), proof: base64Decode(textOf(data)) }
  })
}

/** All keys at the height of the first, and the header after it, looked for until it is made. */
export async function proveKeys(rpc: JsonRpc, keys: readonly string[], height?: number): Promise<ProvedMany> {
  const first = await proveKey(rpc, keys[0] ?? '', height)
  const others = await Promise.all(keys.slice(1).map((key) => proveKey(rpc, key, first.height)))
  const block = await lightBlockSoon(rpc, first.height + 1)
  return { height: first.height, entries: keys.length === 0 ? [] : [first, ...others], block }
}

async function lightBlockSoon(rpc: JsonRpc, height: number): Promise<LightBlock> {
  let waitedMs = 0
  for (let pauseMs = HEADER_PAUSE_FIRST_MS; ; pauseMs = Math.min(2 * pauseMs, HEADER_PAUSE_MAX_MS)) {
    try {
      return await cometLightBlock(rpc, height)
    } catch (error) {
      const isAbsent = error instanceof SdkError && error.code === 'RPC_ERROR'
      if (!isAbsent) throw error
      if (waitedMs >= CALL_TIMEOUT_MS) throw new SdkError('BLOCK_UNAVAILABLE', { height }, error)
    }
    await rpc.pause(pauseMs)
    waitedMs += pauseMs
  }
}

export async function cometLightBlock(rpc: JsonRpc, height: number): Promise<LightBlock> {
  const [signed, validators] = await Promise.all([
    rpc.call('commit', { height: String(height) }),
    validatorsAt(rpc, height),
  ])
  return reading('signed header', () => {
    const { signed_header } = fields(signed, 'signed_header')
    const { header, commit } = fields(signed_header, 'header', 'commit')
    const parsed = headerFromJson(header)
    const proposer = validators.find(({ address }) => hexEncode(address) === hexEncode(parsed.proposerAddress)) ?? null
    return { header: parsed, commit: commitFromJson(commit), validators: { validators, proposer } }
  })
}

async function validatorsAt(rpc: JsonRpc, height: number): Promise<readonly Validator[]> {
  const all: Validator[] = []
  for (let page = 1; ; page++) {
    const params = { height: String(height), page: String(page), per_page: String(VALIDATORS_PER_PAGE) }
    const answer = await rpc.call('validators', params)
    const isLast = reading('validators', () => {
      const { validators, total } = fields(answer, 'validators', 'total')
      const shown = listOf(validators)
      all.push(...shown.map(validatorFromJson))
      return all.length >= numberOf(total) || shown.length === 0
    })
    if (isLast) return all
  }
}

export async function blockResultEvents(rpc: JsonRpc, height: number): Promise<readonly Event[]> {
  const answer = await rpc.call('block_results', { height: String(height) })
  return reading('results of a block', () => {
    const { txs_results, finalize_block_events } = fields(answer, 'txs_results', 'finalize_block_events')
    const txs = txs_results === null ? [] : listOf(txs_results)
    return [
      ...abciEvents(finalize_block_events),
      ...txs.flatMap((result) => abciEvents(fields(result, 'events').events)),
    ]
  })
}

export async function subscribeNewBlocks(rpc: JsonRpc, take: (block: BlockEvents) => void): Promise<void> {
  await rpc.subscribe('subscribe', { query: "tm.event='NewBlock'" }, (result) => {
    take(
      reading('block', () => {
        const { value } = fields(fields(result, 'data').data, 'value')
        const { block, result_finalize_block } = fields(value, 'block', 'result_finalize_block')
        const { height } = fields(fields(block, 'header').header, 'height')
        const { events, tx_results } = fields(result_finalize_block, 'events', 'tx_results')
        const fromTxs = listOf(tx_results ?? []).flatMap((one) => abciEvents(fields(one, 'events').events))
        return { height: numberOf(height), events: [...abciEvents(events), ...fromTxs] }
      }),
    )
  })
}

/** The result of a transaction that may have been included; undefined if the node knows none. `hash`: of its bytes. */
export async function findIncluded(rpc: JsonRpc, hash: Uint8Array): Promise<Included | undefined> {
  const answer = await rpc.call('tx', { hash: base64Encode(hash) }).catch((error: unknown) => {
    if (error instanceof SdkError && error.code === 'RPC_ERROR' && isNotFound(error.facts['reason'])) return undefined
    throw error
  })
  return answer === undefined ? undefined : reading('result of a transaction', () => includedOf(answer))
}

function isNotFound(reason: Json | undefined): boolean {
  return typeof reason === 'string' && reason.includes('not found')
}

/** @throws SdkError TX_REFUSED */
function includedOf(answer: Json): Included {
  const { tx_result, height: at } = fields(answer, 'tx_result', 'height')
  const result = fields(tx_result, 'code', 'data', 'events')
  const height = numberOf(at)
  if (result.code !== 0) throw new SdkError('TX_REFUSED', { height, ...refusalOf(tx_result) })
  const data = decodeCanonical(base64Decode(textOf(result.data)), { bytesMax: RESULT_BYTES_MAX })
  return { height, data: listOf(data), events: abciEvents(result.events) }
}
