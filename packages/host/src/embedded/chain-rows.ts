import {
  be64,
  canonicalText,
  concatBytes,
  decodeCanonical,
  encodeCanonical,
  latin1Encode,
  readBe64,
} from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { decodeCommit, decodeHeader, encodeCommit, encodeHeader } from '@xiezhi/comet'
import type { Commit, Header, SignedHeader } from '@xiezhi/comet'
import type { Event, StateChange, TxResult } from '@xiezhi/kernel'
import { base64Decode, base64Encode } from '../native-base64.ts'

// One letter a kind, then a big-endian height or a hash: rows of a kind lie together and in order.
const HEADER = latin1Encode('h')
const COMMIT = latin1Encode('c')
const TXS = latin1Encode('t')
const RESULTS = latin1Encode('r')
const TX_PLACE = latin1Encode('x')
const BLOCK_HASH = latin1Encode('b')
const META = latin1Encode('m')

export const metaKey = META
const headerKey = (height: number): Uint8Array => concatBytes(HEADER, be64(height))
const commitKey = (height: number): Uint8Array => concatBytes(COMMIT, be64(height))
export const txsKey = (height: number): Uint8Array => concatBytes(TXS, be64(height))
export const resultsKey = (height: number): Uint8Array => concatBytes(RESULTS, be64(height))
export const txPlaceKey = (hash: Uint8Array): Uint8Array => concatBytes(TX_PLACE, hash)
export const blockHashKey = (hash: Uint8Array): Uint8Array => concatBytes(BLOCK_HASH, hash)

/** A committed block as the host keeps it. */
export interface StoredBlock {
  readonly header: Header
  /** Signed by this host's validator: the commit for this block. */
  readonly commit: Commit
  readonly txs: readonly Uint8Array[]
  readonly results: readonly TxResult[]
  /** Events of due effects. */
  readonly events: readonly Event[]
}

export interface TxPlace {
  readonly height: number
  readonly index: number
}

/** `txHashes`: SHA-256 of each transaction of the block. */
export function blockRows(block: StoredBlock, txHashes: readonly Uint8Array[], blockHash: Uint8Array): StateChange[] {
  const height = Number(block.header.height)
  const rows: StateChange[] = [
    { key: headerKey(height), value: encodeHeader(block.header) },
    { key: commitKey(height), value: encodeCommit(block.commit) },
    { key: txsKey(height), value: packList(block.txs) },
    { key: resultsKey(height), value: encodeResults(block) },
    { key: blockHashKey(blockHash), value: be64(height) },
  ]
  // The stamp at index 0 is no transaction that anybody would look up by its hash.
  for (let index = 1; index < txHashes.length; index++) {
    const hash = txHashes[index]
    if (hash !== undefined) rows.push({ key: txPlaceKey(hash), value: concatBytes(be64(height), be64(index)) })
  }
  return rows
}

export function decodeTxPlace(bytes: Uint8Array): TxPlace {
  return { height: Number(readBe64(bytes)), index: Number(readBe64(bytes, 8)) }
}

type GetRow = (key: Uint8Array) => Uint8Array | undefined

export const signedHeaderKeys = (height: number): readonly Uint8Array[] => [headerKey(height), commitKey(height)]

/** Keys of all rows of a block but header and commit. */
export function bodyKeys(
  get: GetRow,
  sha256: (bytes: Uint8Array) => Uint8Array,
  height: number,
  blockHash: Uint8Array,
): readonly Uint8Array[] {
  const txs = get(txsKey(height))
  const places = txs === undefined ? [] : unpackList(txs).slice(1)
  return [
    txsKey(height),
    resultsKey(height),
    blockHashKey(blockHash),
    ...places
      .map((tx) => txPlaceKey(sha256(tx)))
      // A transaction that was included again, and refused as spent, has its later place.
      .filter((key) => {
        const place = get(key)
        return place !== undefined && decodeTxPlace(place).height === height
      }),
  ]
}

/** Header and commit of a height, without its transactions and results. */
export function readSignedHeader(get: GetRow, height: number): SignedHeader | undefined {
  const header = get(headerKey(height))
  const commit = get(commitKey(height))
  if (header === undefined || commit === undefined) return undefined
  return { header: decodeHeader(header), commit: decodeCommit(commit) }
}

export function readBlock(get: GetRow, height: number): StoredBlock | undefined {
  const signed = readSignedHeader(get, height)
  const txs = get(txsKey(height))
  const results = get(resultsKey(height))
  if (signed === undefined || txs === undefined || results === undefined) return undefined
  return { ...signed, txs: unpackList(txs), ...decodeResults(results) }
}

function packList(list: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...list.flatMap((item) => [be64(item.length), item]))
}

function unpackList(bytes: Uint8Array): Uint8Array[] {
  const list: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const length = Number(readBe64(bytes, at))
    list.push(bytes.slice(at + 8, at + 8 + length))
    at += 8 + length
  }
  return list
}

interface ResultsJson {
  readonly results: readonly {
    readonly code: number
    readonly codespace: string
    readonly data: string
    readonly events: readonly Event[]
  }[]
  readonly events: readonly Event[]
}

const RESULTS_BYTES_MAX = 512 * 1024 * 1024

function encodeResults({ results, events }: StoredBlock): Uint8Array {
  const list = results.map(({ code, codespace, data, events: own }) => ({
    code,
    codespace,
    data: base64Encode(data),
    events: own,
  }))
  return encodeCanonical({ results: list, events } as unknown as Json, { bytesMax: RESULTS_BYTES_MAX })
}

function decodeResults(bytes: Uint8Array): { results: readonly TxResult[]; events: readonly Event[] } {
  const { results, events } = decodeCanonical(bytes, { bytesMax: RESULTS_BYTES_MAX }) as unknown as ResultsJson
  return { results: results.map((result) => ({ ...result, data: base64Decode(result.data) })), events }
}

/** Event attributes as CometBFT's RPC prints them; `json` holds the whole data, so that nothing is lost to text. */
export function eventToAbci({ type, data }: Event): Json {
  const fields = Object.entries(data).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : canonicalText(value),
    index: true,
  }))
  return { type, attributes: [{ key: 'json', value: canonicalText(data), index: false }, ...fields] }
}
