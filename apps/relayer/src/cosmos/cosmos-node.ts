import { base64Decode, base64Encode, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import { fields, JsonRpc, listOf, numberOf, reading, SdkError, textOf, ZoneClient } from '@xiezhi/sdk'
import type { ZoneStatus } from '@xiezhi/sdk'
import { nodeTransport } from '../transport.ts'

const TX_PAUSE_MS = 100
/** A transaction that is in no block after this long may still get into one. */
const TX_WAIT_MS = 60_000
const BLOCK_WAIT_MS = 30_000
const BLOCK_PAUSE_MS = 50
const SEARCH_ROWS = '100'

/** An event as the Cosmos SDK writes it: names and texts. */
export interface CosmosEvent {
  readonly type: string
  readonly attributes: Readonly<Record<string, string>>
}

interface Stored {
  /** Of the state that was read. */
  readonly height: number
  readonly value: Uint8Array | null
}

/** What was asked of the store, and `ics23` proofs from the leaf tree to the app hash. */
export interface StoredAndProved extends Stored {
  readonly proofs: readonly Uint8Array[]
}

interface CosmosTx {
  readonly height: number
  readonly events: readonly CosmosEvent[]
}

/** Its codespace and codes of what a later try may heal: nothing was decided about the messages. */
const SDK = 'sdk'
const UNDECIDED: ReadonlySet<number> = new Set([5, 13, 19, 20, 32])
/** `channel: packet messages are redundant`: another relayer has brought all of it. */
const REDUNDANT = { codespace: 'channel', code: 22 }

/** A node of a Cosmos chain, by CometBFT's RPC alone. Its transaction index must be on. */
export class CosmosNode {
  readonly #rpc: JsonRpc
  readonly #comet: ZoneClient

  private constructor(rpc: JsonRpc) {
    this.#rpc = rpc
    this.#comet = new ZoneClient(rpc)
  }

  /** `url`: `ws://127.0.0.1:26657/websocket`. @throws SdkError CONNECTION_FAILED */
  static async connect(url: string): Promise<CosmosNode> {
    return new CosmosNode(await JsonRpc.connect(url, nodeTransport))
  }

  onClose(run: () => void): void {
    this.#rpc.onClose(run)
  }

  close(): void {
    this.#rpc.close()
  }

  status(): Promise<ZoneStatus> {
    return this.#comet.status()
  }

  lightBlock(height: number): Promise<LightBlock> {
    return this.#comet.lightBlock(height)
  }

  /** The block of a height that is about to be made. @throws SdkError BLOCK_UNAVAILABLE */
  async lightBlockSoon(height: number): Promise<LightBlock> {
    for (let waitedMs = 0; waitedMs < BLOCK_WAIT_MS; waitedMs += BLOCK_PAUSE_MS) {
      const status = await this.status()
      if (status.height >= height) return this.lightBlock(height)
      await this.#rpc.pause(BLOCK_PAUSE_MS)
    }
    throw new SdkError('BLOCK_UNAVAILABLE', { height })
  }

  /** A value of the store `ibc`. */
  async stored(key: Uint8Array): Promise<Uint8Array | null> {
    const { value } = await this.#query('/store/ibc/key', key, {})
    return value
  }

  async proved(key: Uint8Array, height?: number): Promise<StoredAndProved> {
    const at = height === undefined ? {} : { height: String(height) }
    const { ops, ...stored } = await this.#query('/store/ibc/key', key, { prove: true, ...at })
    return { ...stored, proofs: ops }
  }

  /** A query of a module: path and message as its gRPC service has them. @throws SdkError QUERY_REFUSED */
  async ask(path: string, request: Uint8Array): Promise<Uint8Array> {
    const { value } = await this.#query(path, request, {})
    return value ?? new Uint8Array(0)
  }

  /**
   * Submits a signed transaction and waits for its block.
   * @throws SdkError TX_REFUSED, TX_NOT_INCLUDED where nothing was decided
   */
  async submit(tx: Uint8Array): Promise<CosmosTx> {
    const answer = await this.#rpc.call('broadcast_tx_sync', { tx: base64Encode(tx) })
    const hash = reading('hash of a transaction', () => textOf(fields(answer, 'hash').hash))
    const refused = refusalIn(answer)
    if (refused?.codespace === REDUNDANT.codespace && refused.code === REDUNDANT.code) return { height: 0, events: [] }
    if (refused !== undefined) throw new SdkError(isUndecided(refused) ? 'TX_NOT_INCLUDED' : 'TX_REFUSED', refused)
    return this.#included(hash)
  }

  /** Events of transactions that CometBFT finds by the query, in order. */
  async search(query: string): Promise<readonly CosmosEvent[]> {
    const params = { query, prove: false, page: '1', per_page: SEARCH_ROWS, order_by: 'asc' }
    const answer = await this.#rpc.call('tx_search', params)
    return reading('transactions', () =>
      listOf(fields(answer, 'txs').txs).flatMap((tx) => eventsIn(fields(tx, 'tx_result').tx_result)),
    )
  }

  /** Events of the transactions of each new block. */
  async follow(take: (events: readonly CosmosEvent[]) => void): Promise<void> {
    await this.#rpc.subscribe('subscribe', { query: "tm.event='NewBlock'" }, (result) => {
      // The first answer only confirms.
      const { data } = result as { readonly data?: Json }
      if (data === undefined) return
      take(
        reading('block', () => {
          const { result_finalize_block } = fields(fields(data, 'value').value, 'result_finalize_block')
          const { tx_results } = result_finalize_block as { readonly tx_results?: Json }
          return listOf(tx_results ?? []).flatMap(eventsIn)
        }),
      )
    })
  }

  async #included(hash: string): Promise<CosmosTx> {
    for (let waitedMs = 0; waitedMs < TX_WAIT_MS; waitedMs += TX_PAUSE_MS) {
      const answer = await this.#found(hash)
      if (answer !== undefined)
        return reading('result of a transaction', () => {
          const { tx_result, height } = fields(answer, 'tx_result', 'height')
          const refused = refusalIn(tx_result)
          if (refused !== undefined) throw new SdkError('TX_REFUSED', { height: numberOf(height), ...refused })
          return { height: numberOf(height), events: eventsIn(tx_result) }
        })
      await this.#rpc.pause(TX_PAUSE_MS)
    }
    throw new SdkError('TX_NOT_INCLUDED', { hash })
  }

  /** Undefined: it is in no block yet. */
  async #found(hash: string): Promise<Json | undefined> {
    try {
      return await this.#rpc.call('tx', { hash: base64Encode(Buffer.from(hash, 'hex')) })
    } catch (error) {
      const reason = error instanceof SdkError && error.code === 'RPC_ERROR' ? error.facts['reason'] : undefined
      if (typeof reason === 'string' && reason.includes('not found')) return undefined
      throw error
    }
  }

  async #query(
    path: string,
    data: Uint8Array,
    options: Readonly<Record<string, Json>>,
  ): Promise<Stored & { readonly ops: readonly Uint8Array[] }> {
    const answer = await this.#rpc.call('abci_query', { path, data: hexEncode(data), ...options })
    return reading('answer of a query', () => {
      const { response } = fields(answer, 'response')
      const { height = '0', value, proofOps } = response as Readonly<Record<string, Json | undefined>>
      const refused = refusalIn(response)
      if (refused !== undefined) throw new SdkError('QUERY_REFUSED', { path, ...refused })
      const { ops = [] } = (proofOps ?? {}) as { readonly ops?: Json }
      const bytes = typeof value === 'string' ? base64Decode(value) : new Uint8Array(0)
      return {
        height: numberOf(height),
        value: bytes.length === 0 ? null : bytes,
        ops: listOf(ops).map((op) => base64Decode(textOf(fields(op, 'data').data))),
      }
    })
  }
}

interface CosmosRefusal {
  readonly codespace: string
  readonly code: number
  /** The chain's own words, cut. */
  readonly log: string
}

const LOG_CHARS_MAX = 300

/** Undefined where the code is 0 or absent. */
function refusalIn(value: Json): (CosmosRefusal & Readonly<Record<string, Json>>) | undefined {
  const { code = 0, codespace = '', log = '' } = value as Readonly<Record<string, Json | undefined>>
  if (code === 0) return undefined
  return { codespace: textOf(codespace), code: numberOf(code), log: textOf(log).slice(0, LOG_CHARS_MAX) }
}

function isUndecided({ codespace, code }: CosmosRefusal): boolean {
  return codespace === SDK && UNDECIDED.has(code)
}

function eventsIn(value: Json): CosmosEvent[] {
  const { code = 0, events } = value as Readonly<Record<string, Json | undefined>>
  if (code !== 0) return []
  return listOf(events ?? []).map((event) => {
    const { type, attributes } = fields(event, 'type', 'attributes')
    const entries = listOf(attributes).map((attribute) => {
      const { key, value: text } = fields(attribute, 'key', 'value')
      return [textOf(key), textOf(text)] as const
    })
    return { type: textOf(type), attributes: Object.fromEntries(entries) }
  })
}

/** Bytes of a path in the store `ibc`. */
export function storePath(path: string): Uint8Array {
  return utf8Encode(path)
}
