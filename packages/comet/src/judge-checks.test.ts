import { CodecError, hexDecode, hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, it } from 'vitest'
import { CometError } from './comet-error.ts'
import { decodeBlock, decodeVote } from './decode-block.ts'
import { decodeCommit, decodeHeader, decodeLightBlock, decodeValidatorSet } from './decode.ts'
import { encodeBlock, encodeCommit, encodeHeader, encodeLightBlock, encodeValidatorSet, encodeVote } from './encode.ts'
import { commitHash, headerHash, validatorsHash } from './hashes.ts'
import { askRows, cometJudge, JUDGE_CASES, recordedRows, recordRows } from '../../../tools/judges/comet-rows.ts'
import type { JudgeRow } from '../../../tools/judges/comet-rows.ts'
import { RandomBlocks } from './testing/random-block.ts'
import type { RandomBlock } from './testing/random-block.ts'
import { Seeded } from './testing/seeded.ts'
import {
  spoilBlock,
  spoilBytes,
  spoilCommit,
  spoilHeader,
  spoilLightBlock,
  spoilValidators,
  spoilVote,
} from './testing/spoil.ts'
import { EMPTY_BLOCK_ID } from './types.ts'
import type { Header, Vote } from './types.ts'
import { validateBlock, validateLightBlock, validateProposer, validateVote } from './validate-block.ts'
import { validateCommit, validateHeader, validateValidatorSet } from './validate.ts'

// Record again, with Go: XIEZHI_RECORD=1 npx vitest run packages/comet/src/judge-checks.test.ts
const RECORDED_OF_EACH = 30
const RECORDED_DIGITS_MAX = 1_600

const MESSAGES = ['header', 'commit', 'vote', 'block', 'light-block', 'validators'] as const
type Message = (typeof MESSAGES)[number]

interface Question {
  readonly kind: 'check'
  readonly what: Message
  readonly bytes: string
}

interface Answer {
  readonly verdict: 'valid' | 'refused' | 'undecodable' | 'panic'
  readonly reason?: string
  readonly canonical: boolean
  readonly hash: string
}

interface Read {
  readonly again: Uint8Array
  readonly hash: string
}

/** CometBFT gives no hash to a header without a validators hash. */
function hashOf(header: Header): string {
  return header.validatorsHash.length === 0 ? '' : hexEncode(headerHash(nodeCrypto, header))
}

const READ: Readonly<Record<Message, (bytes: Uint8Array) => Read>> = {
  header: (bytes) => {
    const header = decodeHeader(bytes)
    validateHeader(header)
    return { again: encodeHeader(header), hash: hashOf(header) }
  },
  commit: (bytes) => {
    const commit = decodeCommit(bytes)
    validateCommit(commit)
    return { again: encodeCommit(commit), hash: hexEncode(commitHash(nodeCrypto, commit)) }
  },
  vote: (bytes) => {
    const vote = decodeVote(bytes)
    validateVote(vote)
    return { again: encodeVote(vote), hash: '' }
  },
  block: (bytes) => {
    const block = decodeBlock(bytes)
    validateBlock(nodeCrypto, block)
    return { again: encodeBlock(block), hash: hashOf(block.header) }
  },
  'light-block': (bytes) => {
    const block = decodeLightBlock(bytes)
    validateLightBlock(nodeCrypto, block)
    return { again: encodeLightBlock(block), hash: hashOf(block.header) }
  },
  validators: (bytes) => {
    const set = decodeValidatorSet(bytes)
    validateValidatorSet(nodeCrypto, set)
    validateProposer(nodeCrypto, set)
    return {
      again: encodeValidatorSet(set, { withTotal: false }),
      hash: hexEncode(validatorsHash(nodeCrypto, set)),
    }
  },
}

/** What we read, or our refusal. */
function ours({ what, bytes }: Question): Read | CometError | CodecError {
  try {
    return READ[what](hexDecode(bytes))
  } catch (error) {
    if (error instanceof CometError || error instanceof CodecError) return error
    throw error
  }
}

/**
 * We are stricter in two places: a validator without power, which no set that decides anything holds, and text that is
 * not UTF-8, which is no text.
 */
function isStricter(error: CometError | CodecError): boolean {
  return error.code === 'VALIDATOR_POWER' || error.facts['reason'] === 'text not UTF-8'
}

/** What we take, Go takes, and reads the same. What Go takes in its own encoding, we take. Undefined if that holds. */
function disagreement({ question, answer }: JudgeRow<Question, Answer>): object | undefined {
  const seen = ours(question)
  if (seen instanceof Error) {
    const wanted = answer.verdict === 'valid' && answer.canonical && !isStricter(seen)
    return wanted ? { ...question, refused: seen.message } : undefined
  }
  const sameBytes = hexEncode(seen.again) === question.bytes
  const same = answer.verdict === 'valid' && answer.hash === seen.hash && answer.canonical === sameBytes
  return same ? undefined : { ...question, ...answer, ours: seen.hash, sameBytes }
}

function disagreements(rows: readonly JudgeRow<Question, Answer>[]): object[] {
  return rows.flatMap((row) => disagreement(row) ?? [])
}

function encodings({ block, commit, validators }: RandomBlock, random: Seeded): Record<Message, Uint8Array> {
  const light = { header: block.header, commit, validators }
  const vote = block.evidence.flatMap((item) => (item.kind === 'duplicate-vote' ? [item.voteA, item.voteB] : []))[0]
  const withTotal = random.oneIn(2)
  return {
    header: encodeHeader(spoilHeader(block.header, random)),
    commit: encodeCommit(spoilCommit(commit, random)),
    vote: encodeVote(spoilVote(vote ?? VOTE, random)),
    block: encodeBlock(spoilBlock(nodeCrypto, block, random)),
    'light-block': encodeLightBlock(spoilLightBlock(nodeCrypto, light, random)),
    validators: encodeValidatorSet(spoilValidators(validators, random), { withTotal }),
  }
}

/** A precommit for nil. */
const VOTE: Vote = {
  type: 2,
  height: 1n,
  round: 0,
  blockId: EMPTY_BLOCK_ID,
  timestamp: { seconds: 1_760_000_000n, nanos: 1 },
  validatorAddress: new Uint8Array(20),
  validatorIndex: 0,
  signature: new Uint8Array(64),
  extension: new Uint8Array(0),
  extensionSignature: new Uint8Array(0),
}

function questions(): Question[] {
  const random = new Seeded(0x5b0)
  const source = new RandomBlocks(nodeCrypto, new Seeded(0x5b1))
  return Array.from({ length: JUDGE_CASES }, () => source.next()).flatMap((made) => {
    const spoiled = encodings(made, random)
    return MESSAGES.flatMap((what): Question[] => [
      { kind: 'check', what, bytes: hexEncode(spoiled[what]) },
      { kind: 'check', what, bytes: hexEncode(spoilBytes(spoiled[what], random)) },
    ])
  })
}

const judge = await cometJudge('spoiled messages before types of cometbft v0.38.19')

describe.skipIf('absent' in judge)('spoiled messages before cometbft v0.38.19', () => {
  it('takes no message that Go refuses and refuses no message that Go writes', { timeout: 300_000 }, async () => {
    const rows = await askRows<Question, Answer>(judge, questions())
    expect(disagreements(rows)).toEqual([])
    for (const message of MESSAGES) {
      const of = rows.filter(({ question }) => question.what === message)
      for (const verdict of ['valid', 'refused', 'undecodable']) {
        const count = of.filter(({ answer }) => answer.verdict === verdict).length
        expect([message, verdict, count > of.length / 50]).toEqual([message, verdict, true])
      }
    }
    const small = rows.filter(({ question }) => question.bytes.length < RECORDED_DIGITS_MAX)
    recordRows(
      'checks',
      MESSAGES.flatMap((what) => small.filter(({ question }) => question.what === what).slice(0, RECORDED_OF_EACH)),
    )
  })
})

describe('recorded verdicts of cometbft v0.38.19', () => {
  const rows = recordedRows<Question, Answer>('checks')

  it.each(MESSAGES)('agrees on the recorded %s', (message) => {
    const of = rows.filter(({ question }) => question.what === message)
    expect(new Set(of.map(({ answer }) => answer.verdict)).size).toBeGreaterThan(1)
    expect(disagreements(of)).toEqual([])
  })
})
