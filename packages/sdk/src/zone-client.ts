import { base64Decode, decodeCanonical, encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import type { Event } from '@xiezhi/kernel'
import type { WantedBlock } from '@xiezhi/lightclient'
import { fields, numberOf, objectOf, reading, RESULT_BYTES_MAX, textOf } from './answer-fields.ts'
import { confirmClock, readClock } from './clock-calls.ts'
import {
  blockResultEvents,
  broadcast,
  cometLightBlock,
  findIncluded,
  proveKey,
  proveKeys,
  subscribeNewBlocks,
} from './comet-calls.ts'
import { JsonRpc } from './json-rpc.ts'
import type { Transport } from './json-rpc.ts'
import { lightBlockOwn, proveManyOwn, submitOwn, subscribeOwn } from './own-calls.ts'
import { SdkError } from './sdk-error.ts'
import { changesOf, pageOf } from './state-calls.ts'
import type {
  BlockEvents,
  Included,
  Proved,
  ProvedMany,
  ZoneClock,
  ZoneStatus,
  StateChanges,
  StatePage,
} from './zone-answers.ts'

/** JSON-RPC 2.0: the node has no such method. */
const METHOD_NOT_FOUND = -32601

/**
 * One zone through its RPC. What it answers is the zone's word until a light client has checked it. Where the node has our
 * own methods they are used; CometBFT's do for any other.
 */
export class ZoneClient {
  readonly #rpc: JsonRpc
  readonly #absent = new Set<string>()

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

  async status(): Promise<ZoneStatus> {
    const answer = await this.#rpc.call('status')
    return reading('status', () => {
      const { node_info, sync_info } = fields(answer, 'node_info', 'sync_info')
      const { network } = fields(node_info, 'network')
      const { latest_block_height, latest_block_time } = fields(sync_info, 'latest_block_height', 'latest_block_time')
      return { chainId: textOf(network), height: numberOf(latest_block_height), timeText: textOf(latest_block_time) }
    })
  }

  /** Null: the node has no clock of ours to ask for. */
  clock(): Promise<ZoneClock | null> {
    return this.#either(
      'clock_alarm',
      () => readClock(this.#rpc),
      () => Promise.resolve(null),
    )
  }

  /** Ends an alarm of the clock by a signed confirmation. @throws SdkError CONFIRMATION_REFUSED */
  confirmClock(signed: Uint8Array): Promise<void> {
    return confirmClock(this.#rpc, signed)
  }

  /**
   * Submits a signed transaction and waits until its block is on disk. Without `events` the answer is shorter.
   * @throws SdkError TX_NOT_INCLUDED (may still be included until it expires), TX_REFUSED (included and refused)
   */
  submit(tx: Uint8Array, { events = true }: { readonly events?: boolean } = {}): Promise<Included> {
    return this.#either(
      'submit',
      () => submitOwn(this.#rpc, tx, events),
      () => broadcast(this.#rpc, tx),
    )
  }

  /**
   * What became of a transaction whose answer was lost, by the SHA-256 of its bytes; undefined: it is in no block (yet).
   * @throws SdkError TX_REFUSED where it was included and refused
   */
  findIncluded(hash: Uint8Array): Promise<Included | undefined> {
    return findIncluded(this.#rpc, hash)
  }

  /** A module query. @throws SdkError QUERY_REFUSED */
  async query(name: string, input: Json): Promise<Json> {
    const params = { path: `/query/${name}`, data: hexEncode(encodeCanonical(input)) }
    const answer = await this.#rpc.call('abci_query', params)
    return reading('answer of a query', () => {
      const { code, value } = fields(fields(answer, 'response').response, 'code', 'value')
      const decoded = decodeCanonical(base64Decode(textOf(value)), { bytesMax: RESULT_BYTES_MAX })
      if (code !== 0) throw new SdkError('QUERY_REFUSED', objectOf(decoded))
      return decoded
    })
  }

  /** Raw value and proof of a store key (latin1 text) as of `height`; default: the last change of the state. */
  prove(key: string, height?: number): Promise<Proved> {
    return proveKey(this.#rpc, key, height)
  }

  /**
   * Values and proofs of store keys, at least one, as of one height (default: the last change of the state), with the header
   * that has their root. @throws SdkError BLOCK_UNAVAILABLE
   */
  proveMany(keys: readonly string[], height?: number): Promise<ProvedMany> {
    return this.#either(
      'prove_many',
      () => proveManyOwn(this.#rpc, keys, height),
      () => proveKeys(this.#rpc, keys, height),
    )
  }

  /** Header, commit and validators of a height. @throws SdkError RPC_ERROR where the zone has no such block */
  lightBlock(height: number): Promise<LightBlock> {
    return this.#either(
      'light_block',
      () => lightBlockOwn(this.#rpc, height),
      () => cometLightBlock(this.#rpc, height),
    )
  }

  /** What a search for headers wants (see `beginBisection`); null: the zone has none of these heights. @throws SdkError */
  async wantedBlock({ height, below }: WantedBlock): Promise<LightBlock | null> {
    try {
      const block = await this.#either(
        'light_block',
        () => lightBlockOwn(this.#rpc, Number(height), true),
        () => cometLightBlock(this.#rpc, Number(height)),
      )
      return block.header.height < below ? block : null
    } catch (error) {
      if (error instanceof SdkError && error.code === 'RPC_ERROR') return null
      throw error
    }
  }

  /** All events of a block, due effects first. */
  blockEvents(height: number): Promise<readonly Event[]> {
    return blockResultEvents(this.#rpc, height)
  }

  /**
   * What up to `count` blocks from `from` on changed under the prefixes, with the values that stood after each.
   * @throws SdkError RPC_ERROR where the zone does not keep `from` any more, or offers no copies
   */
  stateChanges(from: number, count: number, prefixes: readonly string[]): Promise<StateChanges> {
    return changesOf(this.#rpc, from, count, prefixes)
  }

  /** Keys and values under a prefix as they stand now, behind `after`. @throws SdkError RPC_ERROR */
  statePage(prefix: string, after: string, limit: number): Promise<StatePage> {
    return pageOf(this.#rpc, prefix, after, limit)
  }

  /** Events of each new block, from the subscription on. Reconnect and read missed heights with `blockEvents`. */
  subscribeBlocks(take: (block: BlockEvents) => void): Promise<void> {
    return this.#either(
      'subscribe_events',
      () => subscribeOwn(this.#rpc, undefined, take),
      () => subscribeNewBlocks(this.#rpc, take),
    )
  }

  /** Events of the named types, of each new block that has one. */
  subscribeEvents(types: readonly string[], take: (block: BlockEvents) => void): Promise<void> {
    const wanted = new Set(types)
    return this.#either(
      'subscribe_events',
      () => subscribeOwn(this.#rpc, types, take),
      () =>
        subscribeNewBlocks(this.#rpc, ({ height, events }) => {
          const found = events.filter(({ type }) => wanted.has(type))
          if (found.length > 0) take({ height, events: found })
        }),
    )
  }

  async #either<T>(method: string, own: () => Promise<T>, comet: () => Promise<T>): Promise<T> {
    if (this.#absent.has(method)) return comet()
    try {
      return await own()
    } catch (error) {
      const isAbsent =
        error instanceof SdkError && error.code === 'RPC_ERROR' && error.facts['rpcCode'] === METHOD_NOT_FOUND
      if (!isAbsent) throw error
      this.#absent.add(method)
      return comet()
    }
  }
}
