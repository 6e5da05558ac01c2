import { base64Encode, hexDecode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import { abciQuery } from '../../embedded/rpc/abci-query.ts'
import { lightBlockText } from '../../embedded/rpc/light-block-text.ts'
import { proveMany, submit } from '../../embedded/rpc/own-methods.ts'
import type { Params } from '../../embedded/rpc/params.ts'
import type { RawJson } from '../../embedded/rpc/raw-json.ts'
import { methodNotFound } from '../../embedded/rpc/rpc-error.ts'
import { pastBlocks } from '../../embedded/rpc/past-blocks.ts'
import { RpcServer } from '../../embedded/rpc/rpc-server.ts'
import type { RpcPlace } from '../../embedded/rpc/rpc-server.ts'
import { stateChanges, statePage } from '../../embedded/rpc/state-reads.ts'
import type { CometHost } from '../comet-host.ts'
import { CometSubscriptions } from './comet-subscriptions.ts'

type Answer = Json | RawJson | Promise<Json | RawJson>
type Method = (host: CometHost, params: Params) => Answer

/** Answered from our store and by our application; the names and forms are the embedded host's. */
const OWN: Readonly<Record<string, Method>> = {
  abci_query: (host, params) => abciQuery({ host }, params),
  submit: (host, params) => submit({ host }, params),
  state_changes: (host, params) => stateChanges({ host }, params),
  state_page: (host, params) => statePage({ host }, params),
  light_block: async (host, params) => ({ light_block: lightBlockText(await lightBlock(host, params)) }),
  // Clients read these bytes as base64, as those of all other answers; the engine writes them in hexadecimal.
  broadcast_tx_sync: async (host, params) => {
    const answer = (await handedOn(host, 'broadcast_tx_sync', params)) as { readonly data: string }
    return { ...answer, data: base64Encode(hexDecode(answer.data.toLowerCase())) }
  },
  prove_many: (host, params) => proveMany({ host }, params, (height) => host.lightBlock(height)),
}

/** `or_above`: where the block of the height was deleted, the lowest above it. A client that searches its way asks so. */
function lightBlock(host: CometHost, params: Params): Promise<LightBlock> {
  const height = params.height()
  return height !== undefined && params.boolean('or_above') ? host.lightBlockFrom(height) : host.lightBlock(height)
}

/** Handed on to the engine. What it offers beside these stays closed. */
const ENGINE: ReadonlySet<string> = new Set([
  'health',
  'status',
  'genesis',
  'genesis_chunked',
  'net_info',
  'abci_info',
  'block',
  'block_by_hash',
  'header',
  'header_by_hash',
  'blockchain',
  'block_results',
  'commit',
  'validators',
  'consensus_params',
  'num_unconfirmed_txs',
  'unconfirmed_txs',
  'tx',
  'tx_search',
  'block_search',
  'broadcast_tx_async',
  'broadcast_tx_commit',
  'broadcast_evidence',
])

function handedOn({ engine }: CometHost, method: string, { values, notation }: Params): Promise<Json> {
  return notation === 'uri' ? engine.callUri(method, values) : engine.call(method, values)
}

/** What is asked of a block that one machine made before the zone was here. Undefined: it is another question. */
function earlier(host: CometHost, method: string, params: Params): Answer | undefined {
  const { earlier: blocks, crypto } = host
  const answer = Object.hasOwn(pastBlocks, method) ? pastBlocks[method] : undefined
  if (blocks === undefined || answer === undefined) return undefined
  if (method === 'tx') {
    // Its place says of whom; the engine has those of its own blocks.
    return blocks.txPlace(params.bytes('hash')) === undefined ? undefined : answer({ host: blocks, crypto }, params)
  }
  const height = params.height()
  return height === undefined || height > blocks.height ? undefined : answer({ host: blocks, crypto }, params)
}

/** The RPC of a zone on CometBFT: our methods, and before all others the engine's own. */
export function serveComet(host: CometHost, place: RpcPlace): Promise<RpcServer> {
  const call = (method: string, params: Params): Answer => {
    const past = earlier(host, method, params)
    if (past !== undefined) return past
    const own = Object.hasOwn(OWN, method) ? OWN[method] : undefined
    if (own !== undefined) return own(host, params)
    if (!ENGINE.has(method)) throw methodNotFound(method)
    return handedOn(host, method, params)
  }
  return RpcServer.serve({ call, subscriptions: new CometSubscriptions(host) }, place)
}
