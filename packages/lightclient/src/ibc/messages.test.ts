import { readFileSync } from 'node:fs'
import { CodecError, concatBytes, hexDecode, ProtoReader, ProtoWriter } from '@xiezhi/codec'
import { validatorsHash } from '@xiezhi/comet'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { iavlSpec, smtSpec, tendermintSpec } from '@xiezhi/merkle'
import { describe, expect, test } from 'vitest'
import { lightBlock, validatorKeys } from '../testing/light-blocks.ts'
import { outcome } from '../testing/outcome.ts'
import type { TrustOptions } from '../trust.ts'
import { verifyHeader } from '../verify-header.ts'
import {
  CLIENT_STATE_TYPE_URL,
  decodeClientState,
  encodeClientState,
  trustOptionsOf,
  type TendermintClientState,
} from './client-state.ts'
import {
  consensusStateOf,
  CONSENSUS_STATE_TYPE_URL,
  decodeConsensusState,
  encodeConsensusState,
} from './consensus-state.ts'
import {
  decodeMisbehaviour,
  decodeTendermintHeader,
  encodeMisbehaviour,
  encodeTendermintHeader,
  HEADER_TYPE_URL,
  type TendermintHeader,
} from './header.ts'
import { revisionOf } from './height.ts'

interface Vectors {
  clientState: { any: string }
  consensusState: { any: string }
  headers: { chainId: string; any: string; source: string }[]
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../../vectors/light-client/ibc-messages.json', import.meta.url), 'utf8'),
) as Vectors

/** Type URL and value of a `google.protobuf.Any`. */
function unpack(hex: string): { typeUrl: string; value: Uint8Array } {
  const reader = new ProtoReader(hexDecode(hex))
  reader.next()
  const typeUrl = reader.string()
  reader.next()
  return { typeUrl, value: reader.bytes() }
}

function reasonOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof CodecError) return String(error.facts.reason)
    throw error
  }
  return 'accepted'
}

describe('client state', () => {
  const { typeUrl, value } = unpack(vectors.clientState.any)
  const state = decodeClientState(value)

  test('reads and writes the bytes that a chain stored', () => {
    expect(typeUrl).toBe(CLIENT_STATE_TYPE_URL)
    expect(state).toEqual<TendermintClientState>({
      chainId: 'okwme',
      trustLevel: { numerator: 1n, denominator: 3n },
      trustingPeriodNs: 1_209_600n * 1_000_000_000n,
      unbondingPeriodNs: 1_814_400n * 1_000_000_000n,
      maxClockDriftNs: 600n * 1_000_000_000n,
      frozenHeight: { revisionNumber: 0n, revisionHeight: 0n },
      latestHeight: { revisionNumber: 0n, revisionHeight: 20n },
      proofSpecs: [iavlSpec, tendermintSpec],
      upgradePath: ['upgrade', 'upgradedIBCState'],
    })
    expect(encodeClientState(state)).toEqual(value)
  })

  test('of a zone with one sparse Merkle tree is read back', () => {
    const zone = { ...state, chainId: 'court-zone-1', proofSpecs: [smtSpec], upgradePath: [] }
    expect(decodeClientState(encodeClientState(zone))).toEqual(zone)
  })

  test('gives trust options in milliseconds, cut down', () => {
    expect(trustOptionsOf({ ...state, maxClockDriftNs: 1_999_999n })).toEqual<TrustOptions>({
      trustLevel: { numerator: 1, denominator: 3 },
      trustingPeriodMs: 1_209_600_000,
      clockDriftMs: 1,
    })
  })

  const extra = (field: number): Uint8Array => concatBytes(value, new ProtoWriter().uint(field, 1).finish())
  const refusals: [name: string, bytes: Uint8Array, reason: string][] = [
    ['nothing', new Uint8Array(), 'field absent'],
    ['a cut message', value.slice(0, -1), 'field cut'],
    ['the deprecated flag', extra(10), 'unknown field'],
    ['an unknown field', extra(12), 'unknown field'],
    ['a second chain id', concatBytes(value, new ProtoWriter().string(1, 'other').finish()), 'not canonical'],
    ['a height of another type', extra(7), 'wire type'],
  ]
  test.each(refusals)('refuses %s', (_, bytes, reason) => {
    expect(reasonOf(() => decodeClientState(bytes))).toBe(reason)
  })
})

describe('consensus state', () => {
  const { typeUrl, value } = unpack(vectors.consensusState.any)

  test('reads and writes the bytes that a chain stored', () => {
    const state = decodeConsensusState(value)
    expect(typeUrl).toBe(CONSENSUS_STATE_TYPE_URL)
    expect(state.timestamp).toEqual({ seconds: 1_713_684_098n, nanos: 578_602_872 })
    expect(state.root).toHaveLength(32)
    expect(state.nextValidatorsHash).toHaveLength(32)
    expect(encodeConsensusState(state)).toEqual(value)
  })

  const refusals: [name: string, bytes: Uint8Array, reason: string][] = [
    ['nothing', new Uint8Array(), 'field absent'],
    ['a cut message', value.slice(0, -1), 'field cut'],
    ['an unknown field', concatBytes(value, new ProtoWriter().uint(4, 1).finish()), 'unknown field'],
    ['a field twice', concatBytes(value, value), 'not canonical'],
  ]
  test.each(refusals)('refuses %s', (_, bytes, reason) => {
    expect(reasonOf(() => decodeConsensusState(bytes))).toBe(reason)
  })
})

describe.each(vectors.headers)('header: $source', ({ chainId, any }) => {
  const { typeUrl, value } = unpack(any)
  const header = decodeTendermintHeader(value)
  const { block, trustedHeight, trustedValidators } = header
  const options: TrustOptions = {
    trustLevel: { numerator: 1, denominator: 3 },
    trustingPeriodMs: 86_400_000,
    clockDriftMs: 0,
  }
  const timeMs = Number(block.header.time.seconds) * 1000
  const verify = (chain: string): string =>
    outcome(() =>
      verifyHeader(
        crypto,
        chain,
        {
          height: trustedHeight.revisionHeight,
          time: { seconds: block.header.time.seconds - 3600n, nanos: 0 },
          nextValidatorsHash: validatorsHash(crypto, trustedValidators),
          nextValidators: trustedValidators,
        },
        block,
        options,
        timeMs + 2000,
      ),
    )

  test('reads and writes the bytes that the chain logged', () => {
    expect(typeUrl).toBe(HEADER_TYPE_URL)
    expect(encodeTendermintHeader(header)).toEqual(value)
    expect(trustedHeight.revisionNumber).toBe(revisionOf(chainId))
  })

  test('verifies with the real signatures', () => {
    expect(verify(chainId)).toBe('accepted')
    expect(verify('other-chain')).toBe('CHAIN_ID')
  })

  test('is refused without one of its parts', () => {
    for (const left of [1, 2, 3, 4]) {
      const reader = new ProtoReader(value)
      const writer = new ProtoWriter()
      while (reader.next()) {
        const { field } = reader
        const part = reader.bytes()
        if (field !== left) writer.message(field, part)
      }
      expect(reasonOf(() => decodeTendermintHeader(writer.finish()))).toBe('field absent')
    }
  })
})

describe('misbehaviour', () => {
  const keys = validatorKeys(crypto, [10, 10, 10])
  const headerAt = (appByte: number): TendermintHeader => ({
    block: lightBlock(crypto, {
      chainId: 'court-zone',
      height: 9,
      timeMs: 1_000_000,
      validators: keys,
      appHash: new Uint8Array(32).fill(appByte),
    }),
    trustedHeight: { revisionNumber: 0n, revisionHeight: 5n },
    trustedValidators: keys.set,
  })

  test('is read back', () => {
    const evidence = { clientId: '07-tendermint-0', first: headerAt(1), second: headerAt(2) }
    const bytes = encodeMisbehaviour(evidence)
    expect(encodeMisbehaviour(decodeMisbehaviour(bytes))).toEqual(bytes)
    expect(decodeMisbehaviour(bytes).second.block.header).toEqual(evidence.second.block.header)
  })

  test('is refused with one header only', () => {
    const bytes = new ProtoWriter().message(2, encodeTendermintHeader(headerAt(1))).finish()
    expect(reasonOf(() => decodeMisbehaviour(bytes))).toBe('field absent')
  })

  test('a block gives the consensus state that a client keeps', () => {
    const { block } = headerAt(1)
    expect(decodeConsensusState(encodeConsensusState(consensusStateOf(block)))).toEqual({
      timestamp: block.header.time,
      root: new Uint8Array(32).fill(1),
      nextValidatorsHash: block.header.nextValidatorsHash,
    })
  })
})

describe('revisionOf', () => {
  const cases: [chainId: string, revision: bigint][] = [
    ['court-zone', 0n],
    ['court-zone-1', 1n],
    ['testnet-croeseid-4', 4n],
    ['nibiru-localnet-0', 0n],
    ['zone-01', 0n],
    ['zone--1', 0n],
    ['-1', 0n],
    ['zone-18446744073709551615', 18_446_744_073_709_551_615n],
    ['zone-18446744073709551616', 0n],
    ['a-2-3', 3n],
  ]
  test.each(cases)('%s is of revision %s', (chainId, revision) => {
    expect(revisionOf(chainId)).toBe(revision)
  })
})
