import type { Json } from '@xiezhi/codec'
import { commitToJson, headerToJson, upperHex, validatorToJson } from '@xiezhi/comet'
import type { SignedHeader, ValidatorSet } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import type { Genesis } from '../begin-zone.ts'
import type { StoredBlock, TxPlace } from '../chain-rows.ts'
import { blockResponse, consensusParams, finalizeToJson, txResponse, txResultToJson } from './json-forms.ts'
import { lightBlockText } from './light-block-text.ts'
import type { Params } from './params.ts'
import { internalError, invalidParams } from './rpc-error.ts'
import { heightUnavailable, lightBlockAt, signedHeaderAt } from './stored-headers.ts'

const PER_PAGE_MAX = 100
const PER_PAGE_DEFAULT = 30

/** Blocks of one validator: those of a host, or those that a host has left behind. */
export interface BlockHost {
  /** Of the last block. */
  readonly height: number
  /** The lowest height whose block is whole. */
  readonly oldestBlock: number
  readonly genesis: Genesis
  readonly validators: ValidatorSet
  readonly store: { root(): Uint8Array }
  block(height: number): StoredBlock | undefined
  signedHeader(height: number): SignedHeader | undefined
  txPlace(hash: Uint8Array): TxPlace | undefined
}

interface BlockContext {
  readonly host: BlockHost
  readonly crypto: Crypto
}

/** @throws RpcError */
type BlockMethod = (context: BlockContext, params: Params) => Json

/** Methods about blocks that are there, by name. */
export const pastBlocks: Readonly<Record<string, BlockMethod>> = {
  block: ({ host }, params) => blockResponse(host, blockAt(host, params.height())),
  header: ({ host }, params) => ({ header: headerToJson(signedHeaderAt(host, params.height()).header) }),
  block_results: ({ host }, params) => {
    const block = blockAt(host, params.height())
    return {
      height: String(block.header.height),
      txs_results: block.results.map(txResultToJson),
      finalize_block_events: (finalizeToJson(block) as { events: Json }).events,
      validator_updates: null,
      consensus_param_updates: consensusParams(),
      app_hash: upperHex(host.block(Number(block.header.height) + 1)?.header.appHash ?? host.store.root()),
    }
  },
  commit: ({ host }, params) => {
    const { header, commit } = signedHeaderAt(host, params.height())
    return {
      signed_header: { header: headerToJson(header), commit: commitToJson(commit) },
      canonical: Number(header.height) < host.height,
    }
  },
  validators: ({ host }, params) => {
    const height = params.height() ?? host.height
    signedHeaderAt(host, height)
    const all = host.validators.validators.map(validatorToJson)
    const { start, end } = page(params, all.length)
    const shown = all.slice(start, end)
    return { block_height: String(height), validators: shown, count: String(shown.length), total: String(all.length) }
  },
  tx: ({ host, crypto }, params) => {
    const place = host.txPlace(params.bytes('hash'))
    const block = place === undefined ? undefined : host.block(place.height)
    if (place === undefined || block === undefined) throw internalError('tx not found')
    return txResponse(crypto, block, place.index, params.boolean('prove'))
  },
  light_block: ({ host }, params) => ({ light_block: lightBlockText(lightBlockAt(host, params.height())) }),
}

/** @throws RpcError */
export function blockAt(host: BlockHost, height = host.height): StoredBlock {
  const block = host.block(height)
  if (block === undefined) throw heightUnavailable(host, height)
  return block
}

/** Where a page of a list begins and ends. @throws RpcError */
export function page(params: Params, total: number): { start: number; end: number } {
  const asked = params.number('per_page', PER_PAGE_DEFAULT)
  const perPage = asked < 1 ? PER_PAGE_DEFAULT : Math.min(asked, PER_PAGE_MAX)
  const number = params.number('page', 1)
  const pages = Math.max(1, Math.ceil(total / perPage))
  if (number < 1 || number > pages) throw invalidParams(`page should be within [1, ${pages}] range, given ${number}`)
  return { start: (number - 1) * perPage, end: number * perPage }
}
