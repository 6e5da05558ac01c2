import { concatBytes, ProtoWriter } from '@xiezhi/codec'
import { describe, expect, it } from 'vitest'
import { BLOCK_BYTES_MAX, decodeBlock, decodeVote } from './decode-block.ts'
import {
  decodeCommit,
  decodeHeader,
  decodeLightBlock,
  decodeSignedHeader,
  decodeValidator,
  decodeValidatorSet,
  VALIDATORS_MAX,
} from './decode.ts'
import { encodeBlock, encodeCommit, encodeHeader, encodeLightBlock, encodeValidatorSet, encodeVote } from './encode.ts'
import { expectRefusal } from './testing/expect-refusal.ts'
import { sampleBlock } from './testing/sample-block.ts'
import { ZERO_TIME } from './timestamp.ts'
import { EMPTY_BLOCK_ID, EMPTY_COMMIT } from './types.ts'
import type { BlockIdFlag, Commit, CommitSig } from './types.ts'

const { block, light, duplicate } = sampleBlock()
const { commit } = light
const slot = commit.signatures[0] as CommitSig
const always = { always: true } as const
/** A field that no message here has. */
const UNKNOWN = new ProtoWriter().uint(30, 1).finish()

describe('decoders', () => {
  it.each<[string, (bytes: Uint8Array) => unknown, Uint8Array]>([
    ['header', decodeHeader, encodeHeader(block.header)],
    ['commit', decodeCommit, encodeCommit(commit)],
    ['vote', decodeVote, encodeVote(duplicate.voteA)],
    ['validator set', decodeValidatorSet, encodeValidatorSet(light.validators)],
    ['light block', decodeLightBlock, encodeLightBlock(light)],
    ['block', decodeBlock, encodeBlock(block)],
  ])('refuse a %s with an unknown field, and a cut one', (_, decode, bytes) => {
    expect(() => decode(bytes)).not.toThrow()
    expectRefusal(() => decode(concatBytes(bytes, UNKNOWN)), 'PROTO_INVALID', { reason: 'unknown field' })
    expectRefusal(() => decode(bytes.slice(0, -1)), 'PROTO_INVALID')
  })

  it('read fields in any order', () => {
    const { signatures } = commit
    const head = encodeCommit({ ...commit, signatures: [] })
    const slots = encodeCommit({ ...EMPTY_COMMIT, signatures }).slice(encodeCommit(EMPTY_COMMIT).length)
    expect(decodeCommit(concatBytes(slots, head))).toEqual(commit)
  })

  it('keep values with every field', () => {
    expect(decodeBlock(encodeBlock(block))).toEqual(block)
    expect(decodeLightBlock(encodeLightBlock(light))).toEqual(light)
    expect(decodeVote(encodeVote(duplicate.voteB))).toEqual(duplicate.voteB)
  })

  it('read an absent time as the zero time and an empty one as 1970', () => {
    expect(decodeHeader(new Uint8Array(0)).time).toEqual(ZERO_TIME)
    expect(decodeHeader(new ProtoWriter().message(4, new ProtoWriter(), always).finish()).time).toEqual({
      seconds: 0n,
      nanos: 0,
    })
  })
})

describe('decodeCommit', () => {
  it.each([0, 4, 5])('refuses block id flag %d', (flag) => {
    const signatures = [{ ...slot, blockIdFlag: flag as BlockIdFlag }]
    expectRefusal(() => decodeCommit(encodeCommit({ ...commit, signatures })), 'COMMIT_SIG_INVALID', { seen: flag })
  })

  it('refuses more slots than a set may have members', () => {
    const absent = { ...slot, blockIdFlag: 1 } as const
    const signatures = Array.from({ length: VALIDATORS_MAX + 1 }, () => absent)
    expectRefusal(() => decodeCommit(encodeCommit({ ...commit, signatures })), 'LIMIT', {
      validatorsMax: VALIDATORS_MAX,
    })
  })
})

describe('decodeVote', () => {
  it.each([0, 3, 32])('refuses type %d', (type) => {
    const bytes = encodeVote({ ...duplicate.voteA, type: type as 1 })
    expectRefusal(() => decodeVote(bytes), 'VOTE_INVALID', { reason: 'type', seen: type })
  })
})

describe('decodeBlock', () => {
  it('reads the empty commit as none, and no other', () => {
    const first = { ...block, lastCommit: null }
    expect(decodeBlock(encodeBlock(first))).toEqual(first)
    const nearlyEmpty: Commit[] = [
      { ...EMPTY_COMMIT, height: 1n },
      { ...EMPTY_COMMIT, round: 1 },
      { ...EMPTY_COMMIT, blockId: { ...EMPTY_BLOCK_ID, hash: new Uint8Array(32) } },
      { ...EMPTY_COMMIT, signatures: [slot] },
    ]
    for (const lastCommit of nearlyEmpty) {
      expect(decodeBlock(encodeBlock({ ...block, lastCommit })).lastCommit).toEqual(lastCommit)
    }
  })

  it('refuses a block above the limit unread', () => {
    const bytes = new Uint8Array(BLOCK_BYTES_MAX + 1)
    expectRefusal(() => decodeBlock(bytes), 'LIMIT', { bytesMax: BLOCK_BYTES_MAX, seenBytes: bytes.length })
  })
})

describe('messages with a part missing', () => {
  const header = new ProtoWriter().message(1, encodeHeader(block.header)).finish()
  const evidence = (kind: number): Uint8Array => {
    const item = kind === 0 ? new ProtoWriter() : new ProtoWriter().message(kind, new ProtoWriter(), always)
    return concatBytes(
      header,
      new ProtoWriter().message(3, new ProtoWriter().message(1, item, always), always).finish(),
    )
  }

  it.each<[string, () => unknown, string]>([
    ['a validator', () => decodeValidator(new ProtoWriter().message(2, new ProtoWriter(), always).finish()), 'ed25519'],
    ['a signed header', () => decodeSignedHeader(new Uint8Array(0)), 'header'],
    ['a signed header', () => decodeSignedHeader(header), 'commit'],
    ['a light block', () => decodeLightBlock(new Uint8Array(0)), 'signed_header'],
    ['a block', () => decodeBlock(header), 'last_commit'],
    ['a block', () => decodeBlock(new ProtoWriter().message(4, encodeCommit(EMPTY_COMMIT)).finish()), 'header'],
    ['evidence', () => decodeBlock(evidence(0)), 'sum'],
    ['a pair of votes', () => decodeBlock(evidence(1)), 'vote_a'],
    ['an attack', () => decodeBlock(evidence(2)), 'conflicting_block'],
  ])('are refused: %s without its part', (_, read, field) => {
    expectRefusal(read, 'PROTO_MISSING', { field })
  })
})
