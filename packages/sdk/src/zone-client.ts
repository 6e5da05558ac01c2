import { base64Decode, base64Encode, decodeCanonical, encodeCanonical, hexEncode, latin1Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { commitFromJson, headerFromJson, validatorFromJson } from '@xiezhi/comet'
import type { LightBlock, Validator } from '@xiezhi/comet'
import type { Event } from '@xiezhi/kernel'
import { JsonRpc } from './json-rpc.ts'
import type { Transport } from './json-rpc.ts'
import { SdkError } from './sdk-error.ts'

const RESULT_BYTES_MAX = 16 * 1024 * 1024
const VALIDATORS_PER_PAGE = 100

export interface Included {
  readonly height: number
  /** Message results. */
  readonly data: readonly Json[]
  readonly events: readonly Event[]
}

/** A value, or its absence, as of a height; the root is in the header of `height + 1`. */
export interface Proved {
  readonly height: number
  readonly key: Uint8Array
  readonly value: Uint8Array | null
  /** Encoded ics23 CommitmentProof. */
  readonly proof: Uint8Array
}

export interface BlockEvents {
  readonly height: number
  readonly events: readonly Event[]
}

/** One zone through its RPC. What it answers is the zone's word until a light client has checked it. */
export class ZoneClient {
  readonly #rpc: JsonRpc

  constructor(rpc: JsonRpc) {
    this.#rpc = rpc
  }

  /** `url`: `ws://127.0.0.1:26657/websocket`. @throws SdkError CONNECTION_FAILED */
  static async connect(url: string, transport: Transport): Promise<ZoneClient> {
    return new ZoneClient(await JsonRpc.connect(url, transport))
  }

  onClose(run: () => void): void {
    this.#rpc.onClose(run)
  }

  close(): void {
    this.#rpc.close()
  }

  async status(): Promise<{ readonly chainId: string; readonly height: number; readonly timeText: string }> {
    const { node_info, sync_info } = fields(await this.#rpc.call('status'), 'node_info', 'sync_info')
    const { network } = fields(node_info, 'network')
    const { latest_block_height, latest_block_time } = fields(sync_info, 'latest_block_height', 'latest_block_time')
    return { chainId: textOf(network), height: Number(latest_block_height), timeText: textOf(latest_block_time) }
  }

  /**
   * Submits a signed transaction and waits until its block is on disk.
   * @throws SdkError TX_NOT_INCLUDED (may still be included until it expires), TX_REFUSED (included and refused)
   */
  async submit(tx: Uint8Array): Promise<Included> {
    const answer = fields(
      await this.#rpc.call('broadcast_tx_commit', { tx: base64Encode(tx) }),
      'check_tx',
      'tx_result',
      'height',
    )
    const check = fields(answer['check_tx'], 'code')
    if (check['code'] !== 0) throw new SdkError('TX_NOT_INCLUDED', refusalOf(answer['check_tx']))
    const result = fields(answer['tx_result'], 'code', 'data', 'events')
    const height = Number(answer['height'])
    if (result['code'] !== 0) throw new SdkError('TX_REFUSED', { height, ...refusalOf(answer['tx_result']) })
    const data = decodeCanonical(base64Decode(textOf(result['data'])), { bytesMax: RESULT_BYTES_MAX })
    return { height, data: data as readonly Json[], events: eventsOf(result['events']) }
  }

  /** A module query. @throws SdkError QUERY_REFUSED */
  async query(name: string, input: Json): Promise<Json> {
    const params = { path: `/query/${name}`, data: hexEncode(encodeCanonical(input)) }
    const { response } = fields(await this.#rpc.call('abci_query', params), 'response')
    const { code, value } = fields(response, 'code', 'value')
    const decoded = decodeCanonical(base64Decode(textOf(value)), { bytesMax: RESULT_BYTES_MAX })
    if (code !== 0) throw new SdkError('QUERY_REFUSED', decoded as Readonly<Record<string, Json>>)
    return decoded
  }

  /** Raw value and proof of a store key (latin1 text) as of `height`; default: the last change of the state. */
  async prove(key: string, height?: number): Promise<Proved> {
    const bytes = latin1Encode(key)
    const params = {
      path: '/store',
      data: hexEncode(bytes),
      prove: true,
      ...(height === undefined ? {} : { height: String(height) }),
    }
    const { response } = fields(await this.#rpc.call('abci_query', params), 'response')
    const { value, height: at, proofOps } = fields(response, 'height', 'value', 'proofOps')
    const { ops } = fields(proofOps, 'ops')
    const { data } = fields((ops as readonly Json[])[0], 'data')
    return {
      height: Number(at),
      key: bytes,
      value: value === null ? null : base64Decode(textOf(value)),
      proof: base64Decode(textOf(data)),
    }
  }

  /** Header, commit and validators of a height. @throws SdkError BLOCK_UNAVAILABLE */
  async lightBlock(height: number): Promise<LightBlock> {
    const [signed, validators] = await Promise.all([
      this.#rpc.call('commit', { height: String(height) }),
      this.#validators(height),
    ])
    const { signed_header } = fields(signed, 'signed_header')
    const { header, commit } = fields(signed_header, 'header', 'commit')
    const parsed = headerFromJson(header)
    const proposer = validators.find(({ address }) => hexEncode(address) === hexEncode(parsed.proposerAddress)) ?? null
    return { header: parsed, commit: commitFromJson(commit), validators: { validators, proposer } }
  }

  /** All events of a block, due effects first. */
  async blockEvents(height: number): Promise<readonly Event[]> {
    const results = fields(
      await this.#rpc.call('block_results', { height: String(height) }),
      'txs_results',
      'finalize_block_events',
    )
    const own = eventsOf(results['finalize_block_events'])
    const txs = (results['txs_results'] ?? []) as readonly Json[]
    return [...own, ...txs.flatMap((result) => eventsOf(fields(result, 'events')['events']))]
  }

  /** Events of each new block, from the subscription on. Reconnect and read missed heights with `blockEvents`. */
  async subscribeBlocks(take: (block: BlockEvents) => void): Promise<void> {
    await this.#rpc.subscribe("tm.event='NewBlock'", (result) => {
      const { value } = fields(fields(result, 'data')['data'], 'value')
      const { block, result_finalize_block } = fields(value, 'block', 'result_finalize_block')
      const { height } = fields(fields(block, 'header')['header'], 'height')
      const { events, tx_results } = fields(result_finalize_block, 'events', 'tx_results')
      const fromTxs = (tx_results as readonly Json[]).flatMap((one) => eventsOf(fields(one, 'events')['events']))
      take({ height: Number(height), events: [...eventsOf(events), ...fromTxs] })
    })
  }

  async #validators(height: number): Promise<readonly Validator[]> {
    const all: Validator[] = []
    for (let page = 1; ; page++) {
      const params = { height: String(height), page: String(page), per_page: String(VALIDATORS_PER_PAGE) }
      const { validators, total } = fields(await this.#rpc.call('validators', params), 'validators', 'total')
      all.push(...(validators as readonly Json[]).map(validatorFromJson))
      if (all.length >= Number(total) || (validators as readonly Json[]).length === 0) return all
    }
  }
}

/** The named fields of an answer. @throws SdkError ANSWER_MALFORMED if one is missing */
function fields<const N extends string>(value: Json | undefined, ...names: readonly N[]): Readonly<Record<N, Json>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SdkError('ANSWER_MALFORMED', { expected: 'object' })
  const object = value as Readonly<Record<string, Json | undefined>>
  for (const name of names) if (object[name] === undefined) throw new SdkError('ANSWER_MALFORMED', { expected: name })
  return object as Readonly<Record<N, Json>>
}

/** @throws SdkError ANSWER_MALFORMED */
function textOf(value: Json): string {
  if (typeof value !== 'string') throw new SdkError('ANSWER_MALFORMED', { expected: 'text' })
  return value
}

function refusalOf(value: Json): Readonly<Record<string, Json>> {
  const { code, codespace, data, log } = value as Readonly<Record<string, Json>>
  const detail = data === '' || data === undefined || data === null ? {} : decodeCanonical(base64Decode(textOf(data)))
  const { facts = {} } = detail as { facts?: Json }
  return { codespace: codespace ?? '', code: code ?? -1, name: log ?? '', facts }
}

function eventsOf(value: Json): Event[] {
  if (value === null) return []
  return (value as readonly { type: string; attributes: readonly { key: string; value: string }[] }[]).map(
    ({ type, attributes }) => {
      const json = attributes.find(({ key }) => key === 'json')
      return { type, data: JSON.parse(json?.value ?? '{}') as Event['data'] }
    },
  )
}
