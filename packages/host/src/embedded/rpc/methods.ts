import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { headerToJson, upperHex } from '@xiezhi/comet'
import { base64Encode } from '../../native-base64.ts'
import { firstHeight } from '../begin-zone.ts'
import { blockHashKey } from '../chain-rows.ts'
import type { StoredBlock } from '../chain-rows.ts'
import type { EmbeddedHost } from '../embedded-host.ts'
import { abciQuery } from './abci-query.ts'
import { txIndex } from './block-events.ts'
import { parseEventQuery } from './event-query.ts'
import {
  blockMeta,
  blockResponse,
  consensusParams,
  genesisResponse,
  statusResponse,
  txResponse,
  txResultToJson,
} from './json-forms.ts'
import { ownMethods, refusalOf } from './own-methods.ts'
import type { Params } from './params.ts'
import { blockAt, page, pastBlocks } from './past-blocks.ts'
import { internalError } from './rpc-error.ts'
import type { RpcContext, RpcMethod } from './rpc-method.ts'

const BLOCKCHAIN_METAS_MAX = 20
/** Blocks that one search reads, newest first. */
export const SEARCH_BLOCKS_MAX = 10_000

/** The methods that `Comet38Client` and `cometbft light` call, and our own, by name. Subscriptions are in `subscriptions.ts`. */
export const methods: Readonly<Record<string, RpcMethod>> = {
  health: () => ({}),
  status: ({ host }) => statusResponse(host),
  genesis: ({ host }) => genesisResponse(host),
  net_info: () => ({ listening: false, listeners: [], n_peers: '0', peers: [] }),
  abci_info: ({ host }) => ({
    response: {
      data: 'xiezhi',
      version: '0.1.0',
      app_version: '1',
      last_block_height: String(host.height),
      last_block_app_hash: base64Encode(host.store.root()),
    },
  }),
  abci_query: abciQuery,
  ...pastBlocks,
  block_by_hash: (context, params) => blockResponse(context.host, blockByHash(context, params)),
  header_by_hash: (context, params) => ({ header: headerToJson(blockByHash(context, params).header) }),
  blockchain,
  consensus_params: ({ host }, params) => ({
    block_height: String(params.height() ?? host.height),
    consensus_params: consensusParams(),
  }),
  num_unconfirmed_txs: ({ host }) => ({
    n_txs: String(host.mempool.size),
    total: String(host.mempool.size),
    total_bytes: '0',
  }),
  unconfirmed_txs: ({ host }) => ({ n_txs: '0', total: String(host.mempool.size), total_bytes: '0', txs: [] }),
  tx_search: txSearch,
  block_search: blockSearch,
  broadcast_tx_async: ({ host, crypto }, params) => {
    const bytes = params.bytes('tx')
    return { ...checked(() => host.enqueue(bytes)), hash: upperHex(crypto.sha256(bytes)) }
  },
  broadcast_tx_sync: ({ host, crypto }, params) => {
    const bytes = params.bytes('tx')
    return { ...checked(() => host.enqueue(bytes)), hash: upperHex(crypto.sha256(bytes)) }
  },
  broadcast_tx_commit: broadcastCommit,
  ...ownMethods,
}

interface CheckJson {
  readonly [key: string]: Json
  readonly code: number
}

const ACCEPTED: CheckJson = {
  code: 0,
  data: '',
  log: '',
  info: '',
  gas_wanted: '0',
  gas_used: '0',
  events: [],
  codespace: '',
}

/** A refusal before inclusion as a CheckTx answer: code, codespace, and the facts as canonical JSON in `data`. */
function checkFailure(error: unknown): CheckJson {
  const { codespace, code, name, facts } = refusalOf(error)
  return { ...ACCEPTED, code, codespace, log: name, data: base64Encode(encodeCanonical({ codespace, code, facts })) }
}

function checked(run: () => unknown): CheckJson {
  try {
    run()
    return ACCEPTED
  } catch (error) {
    return checkFailure(error)
  }
}

async function broadcastCommit({ host, crypto }: RpcContext, params: Params): Promise<Json> {
  const bytes = params.bytes('tx')
  const hash = upperHex(crypto.sha256(bytes))
  try {
    const outcome = await host.submit(bytes)
    return { check_tx: ACCEPTED, tx_result: txResultToJson(outcome), hash, height: String(outcome.height) }
  } catch (error) {
    return { check_tx: checkFailure(error), tx_result: { ...ACCEPTED }, hash, height: '0' }
  }
}

function blockByHash({ host }: RpcContext, params: Params): StoredBlock {
  const row = host.store.getRow(blockHashKey(params.bytes('hash')))
  if (row === undefined) throw internalError('block not found')
  return blockAt(host, Number.parseInt(hexEncode(row), 16))
}

function blockchain({ host }: RpcContext, params: Params): Json {
  const max = Math.min(params.number('maxHeight', 0) || host.height, host.height)
  const first = firstHeight(host.genesis)
  const min = Math.max(params.number('minHeight', 0) || first, max - BLOCKCHAIN_METAS_MAX + 1, first)
  const metas: Json[] = []
  for (let height = max; height >= min; height--) metas.push(blockMeta(host, blockAt(host, height)))
  return { last_height: String(host.height), block_metas: metas }
}

function txSearch({ host, crypto }: RpcContext, params: Params): Json {
  const query = parseEventQuery(params.text('query'))
  const found: Json[] = []
  for (const block of searched(host, query.equal('tx.height'))) {
    for (let at = 1; at < block.txs.length; at++) {
      const hash = upperHex(crypto.sha256(block.txs[at] ?? new Uint8Array(0)))
      if (query.matches(txIndex(String(block.header.height), hash, block.results[at]?.events ?? [])))
        found.push(txResponse(crypto, block, at, params.boolean('prove')))
    }
  }
  // Oldest first unless asked otherwise, as CometBFT.
  if (params.optionalText('order_by') !== 'desc') found.reverse()
  const { start, end } = page(params, found.length)
  return { txs: found.slice(start, end), total_count: String(found.length) }
}

function blockSearch({ host }: RpcContext, params: Params): Json {
  const query = parseEventQuery(params.text('query'))
  const found: Json[] = []
  for (const block of searched(host, query.equal('block.height'))) {
    const index = new Map([
      ['block.height', [String(block.header.height)]],
      ['tm.event', ['NewBlock']],
    ])
    if (query.matches(index)) found.push(blockResponse(host, block))
  }
  if (params.optionalText('order_by') !== 'desc') found.reverse()
  const { start, end } = page(params, found.length)
  return { blocks: found.slice(start, end), total_count: String(found.length) }
}

function* searched(host: EmbeddedHost, onlyHeight: string | undefined): Iterable<StoredBlock> {
  if (onlyHeight !== undefined) {
    const block = host.block(Number(onlyHeight))
    if (block !== undefined) yield block
    return
  }
  const last = Math.max(1, host.height - SEARCH_BLOCKS_MAX + 1)
  for (let height = host.height; height >= last; height--) {
    const block = host.block(height)
    if (block !== undefined) yield block
  }
}
