import { bytesEqual, CodecError, concatBytes } from '@xiezhi/codec'
import { CometError } from '@xiezhi/comet'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { ProofError, smtSpec } from '@xiezhi/merkle'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lightBlock, validatorKeys } from '../testing/light-blocks.ts'
import { decodeClientState, encodeClientState } from './client-state.ts'
import { consensusStateOf, decodeConsensusState, encodeConsensusState } from './consensus-state.ts'
import { decodeMisbehaviour, decodeTendermintHeader, encodeMisbehaviour, encodeTendermintHeader } from './header.ts'
import { fuzz } from '../../../../tools/fuzz/fuzz.ts'

const run = { short: 2000 }

const keys = validatorKeys(crypto, [10, 5])
const block = lightBlock(crypto, { chainId: 'zone-1', height: 7, timeMs: 1_000_000, validators: keys })
const zero = { revisionNumber: 0n, revisionHeight: 0n }
const header = { block, trustedHeight: { revisionNumber: 1n, revisionHeight: 5n }, trustedValidators: keys.set }
const clientState = encodeClientState({
  chainId: 'zone-1',
  trustLevel: { numerator: 1n, denominator: 3n },
  trustingPeriodNs: 1_000_000_001n,
  unbondingPeriodNs: 2_000_000_000n,
  maxClockDriftNs: 20n,
  frozenHeight: zero,
  latestHeight: header.trustedHeight,
  proofSpecs: [smtSpec],
  upgradePath: ['upgrade'],
})

const targets: [name: string, valid: Uint8Array, again: (bytes: Uint8Array) => Uint8Array][] = [
  ['decodeClientState', clientState, (bytes) => encodeClientState(decodeClientState(bytes))],
  [
    'decodeConsensusState',
    encodeConsensusState(consensusStateOf(block)),
    (bytes) => encodeConsensusState(decodeConsensusState(bytes)),
  ],
  [
    'decodeTendermintHeader',
    encodeTendermintHeader(header),
    (bytes) => encodeTendermintHeader(decodeTendermintHeader(bytes)),
  ],
  [
    'decodeMisbehaviour',
    encodeMisbehaviour({ clientId: 'zone-0', first: header, second: header }),
    (bytes) => encodeMisbehaviour(decodeMisbehaviour(bytes)),
  ],
]

/** Random bytes, and valid ones with a stretch replaced, removed or repeated. */
function hostile(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: valid.length })
  const spliced = fc
    .tuple(place, fc.nat({ max: 8 }), fc.uint8Array({ maxLength: 8 }))
    .map(([at, count, insert]) => concatBytes(valid.subarray(0, at), insert, valid.subarray(at + count)))
  return fc.oneof({ weight: 1, arbitrary: fc.uint8Array({ maxLength: 128 }) }, { weight: 4, arbitrary: spliced })
}

describe('message decoders under hostile bytes', () => {
  test.each(targets)('%s throws typed errors only, and what it reads it can write', async (name, valid, again) => {
    expect(again(valid)).toEqual(valid)
    const sound = fc.property(hostile(valid), (bytes) => {
      try {
        const written = again(bytes)
        // What was read once is stable from then on, whatever order the first bytes had.
        // Not toEqual: it goes byte by byte, which is most of the time of a long run.
        expect(bytesEqual(again(written), written)).toBe(true)
      } catch (error) {
        const isTyped = error instanceof CodecError || error instanceof CometError || error instanceof ProofError
        if (!isTyped) throw error
      }
    })
    await fuzz({ target: `lightclient/${name}`, ...run }, (numRuns) => {
      fc.assert(sound, { numRuns })
    })
  })
})
