import { canonicalText, hexDecode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, it } from 'vitest'
import { blockFromJson, blockToJson } from './block-json.ts'
import { decodeBlock } from './decode-block.ts'
import { decodeCommit, decodeValidatorSet } from './decode.ts'
import { encodeBlock, encodeCommit, encodeValidatorSet } from './encode.ts'
import {
  commitHash,
  commitSignBytes,
  consensusParamsHash,
  dataHash,
  evidenceHash,
  headerHash,
  partSet,
  resultsHash,
  validatorsHash,
} from './hashes.ts'
import { commitFromJson, commitToJson, validatorSetFromJson, validatorSetToJson } from './rpc-json.ts'
import { askRows, cometJudge, JUDGE_CASES, recordedRows, recordRows } from '../../../tools/judges/comet-rows.ts'
import type { JudgeRow } from '../../../tools/judges/comet-rows.ts'
import { RandomBlocks } from './testing/random-block.ts'
import type { RandomBlock } from './testing/random-block.ts'
import { Seeded } from './testing/seeded.ts'
import type { Block, Commit, ValidatorSet } from './types.ts'
import { validateBlock } from './validate-block.ts'
import { validateCommit, validateValidatorSet } from './validate.ts'

// Record again, with Go: XIEZHI_RECORD=1 npx vitest run packages/comet/src/judge-blocks.test.ts
const RECORDED_BLOCK_DIGITS_MAX = 4_000
const RECORDED = 14

interface Question {
  readonly kind: 'block'
  readonly block: string
  readonly commit: string
  readonly validators: string
  readonly results: readonly {
    readonly code: number
    readonly data: string
    readonly gasWanted: string
    readonly gasUsed: string
  }[]
  readonly params: { readonly bytesMax: string; readonly gasMax: string }
}

/** Hashes in hex. */
interface Answer {
  readonly refused: string
  readonly canonical: boolean
  readonly headerHash: string
  readonly partsTotal: number
  readonly partsHash: string
  readonly commitHash: string
  readonly lastCommitHash: string
  readonly dataHash: string
  readonly evidenceHash: string
  readonly resultsHash: string
  readonly validatorsHash: string
  readonly paramsHash: string
  readonly signBytes: readonly string[]
  readonly signed: readonly boolean[]
  readonly blockJson: Json
  readonly commitJson: Json
  readonly validatorsJson: Json
}

function questionOf({ block, commit, validators, results, params }: RandomBlock): Question {
  return {
    kind: 'block',
    block: hexEncode(encodeBlock(block)),
    commit: hexEncode(encodeCommit(commit)),
    validators: hexEncode(encodeValidatorSet(validators, { withTotal: false })),
    results: results.map(({ code, data, gasWanted, gasUsed }) => ({
      code,
      data: hexEncode(data),
      gasWanted: String(gasWanted),
      gasUsed: String(gasUsed),
    })),
    params: { bytesMax: String(params.blockBytesMax), gasMax: String(params.blockGasMax) },
  }
}

/** What the judge must answer, from the bytes of the question alone. */
function ourAnswer(asked: Question): Answer {
  const bytes = hexDecode(asked.block)
  const block = decodeBlock(bytes)
  const commit = decodeCommit(hexDecode(asked.commit))
  const validators = decodeValidatorSet(hexDecode(asked.validators))
  validateBlock(nodeCrypto, block)
  validateCommit(commit)
  validateValidatorSet(nodeCrypto, validators)
  const parts = partSet(nodeCrypto, bytes).header
  const results = asked.results.map(({ code, data, gasWanted, gasUsed }) => ({
    code,
    data: hexDecode(data),
    gasWanted: BigInt(gasWanted),
    gasUsed: BigInt(gasUsed),
  }))
  const params = { blockBytesMax: BigInt(asked.params.bytesMax), blockGasMax: BigInt(asked.params.gasMax) }
  return {
    refused: '',
    canonical: hexEncode(encodeBlock(block)) === asked.block && hexEncode(encodeCommit(commit)) === asked.commit,
    headerHash: hexEncode(headerHash(nodeCrypto, block.header)),
    partsTotal: parts.total,
    partsHash: hexEncode(parts.hash),
    commitHash: hexEncode(commitHash(nodeCrypto, commit)),
    lastCommitHash: hexEncode(commitHash(nodeCrypto, block.lastCommit)),
    dataHash: hexEncode(dataHash(nodeCrypto, block.txs)),
    evidenceHash: hexEncode(evidenceHash(nodeCrypto, block.evidence)),
    resultsHash: hexEncode(resultsHash(nodeCrypto, results)),
    validatorsHash: hexEncode(validatorsHash(nodeCrypto, validators)),
    paramsHash: hexEncode(consensusParamsHash(nodeCrypto, params)),
    ...signatures(block, commit, validators),
    blockJson: blockToJson(block),
    commitJson: commitToJson(commit),
    validatorsJson: validatorSetToJson(validators),
  }
}

function signatures(block: Block, commit: Commit, set: ValidatorSet): Pick<Answer, 'signBytes' | 'signed'> {
  const messages = commit.signatures.map((_, index) => commitSignBytes(block.header.chainId, commit, index))
  const verdicts = nodeCrypto.verifyZip215Many(
    commit.signatures.map(({ signature }, index) => ({
      publicKey: set.validators[index]?.publicKey ?? new Uint8Array(32),
      message: messages[index] ?? new Uint8Array(0),
      signature: signature.length === 64 ? signature : new Uint8Array(64),
    })),
  )
  const signed = commit.signatures.map(({ blockIdFlag }, index) => blockIdFlag === 1 || verdicts[index] === true)
  return { signBytes: messages.map(hexEncode), signed }
}

function checkRow({ question, answer }: JudgeRow<Question, Answer>): void {
  const { blockJson, commitJson, validatorsJson, ...hashes } = ourAnswer(question)
  expect(answer).toMatchObject(hashes)
  expect(canonicalText(answer.blockJson)).toBe(canonicalText(blockJson))
  expect(canonicalText(answer.commitJson)).toBe(canonicalText(commitJson))
  expect(canonicalText(answer.validatorsJson)).toBe(canonicalText(validatorsJson))
  // What Go printed reads as what the bytes held.
  expect(hexEncode(encodeBlock(blockFromJson(answer.blockJson)))).toBe(question.block)
  expect(hexEncode(encodeCommit(commitFromJson(answer.commitJson)))).toBe(question.commit)
  const set = validatorSetFromJson(answer.validatorsJson)
  expect(hexEncode(encodeValidatorSet(set, { withTotal: false }))).toBe(question.validators)
}

const judge = await cometJudge('blocks before types of cometbft v0.38.19')

describe.skipIf('absent' in judge)('blocks before cometbft v0.38.19', () => {
  it(
    `agrees on every byte, hash, sign bytes, signature and JSON of ${JUDGE_CASES} blocks`,
    { timeout: 300_000 },
    async () => {
      const source = new RandomBlocks(nodeCrypto, new Seeded(0xc0e7))
      const blocks = Array.from({ length: JUDGE_CASES }, () => source.next())
      const rows = await askRows<Question, Answer>(judge, blocks.map(questionOf))
      rows.forEach(checkRow)

      // The sample holds what makes blocks differ, or equality would say little.
      const evidence = blocks.flatMap(({ block }) => block.evidence)
      expect(new Set(evidence.map(({ kind }) => kind)).size).toBe(2)
      expect(evidence.some((item) => item.kind === 'duplicate-vote' && item.voteA.blockId.hash.length === 0)).toBe(true)
      expect(evidence.some((item) => item.kind === 'duplicate-vote' && item.voteB.extension.length > 0)).toBe(true)
      expect(new Set(blocks.map(({ validators }) => validators.validators.length)).size).toBe(7)
      const flags = blocks.flatMap(({ commit }) => commit.signatures.map(({ blockIdFlag }) => blockIdFlag))
      for (const flag of [1, 2, 3])
        expect(flags.filter((seen) => seen === flag).length).toBeGreaterThan(JUDGE_CASES / 10)
      expect(rows.filter(({ answer }) => answer.signed.includes(false)).length).toBeGreaterThan(JUDGE_CASES / 20)
      expect(rows.some(({ answer }) => answer.partsTotal > 2)).toBe(true)
      expect(blocks.some(({ block }) => block.lastCommit === null)).toBe(true)

      const small = rows.filter(({ question }) => question.block.length < RECORDED_BLOCK_DIGITS_MAX)
      const proved = rows.find(({ question }) => question.block.length < 12_000 && question.block.length > 8_000)
      recordRows('blocks', [...small.slice(0, RECORDED), ...(proved === undefined ? [] : [proved])])
    },
  )
})

describe('recorded blocks of cometbft v0.38.19', () => {
  const rows = recordedRows<Question, Answer>('blocks')

  it('has rows, one with evidence', () => {
    expect(rows.length).toBeGreaterThan(10)
    const none = hexEncode(nodeCrypto.sha256(new Uint8Array(0)))
    expect(rows.some(({ answer }) => answer.evidenceHash !== none)).toBe(true)
  })

  it('gives the recorded bytes, hashes, sign bytes, signatures and JSON', () => {
    rows.forEach(checkRow)
  })
})
