import { readdirSync, readFileSync } from 'node:fs'
import { base64Decode, bytesEqual, compareBytes, hexDecode, hexEncode } from '@xiezhi/codec'
import {
  parseRfc3339,
  timestampToMs,
  ZERO_TIME,
  type BlockId,
  type CommitSig,
  type Header,
  type LightBlock,
  type Validator,
  type ValidatorSet,
} from '@xiezhi/comet'
import { pureCrypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { LightClientError } from './light-client-error.ts'
import { bisect } from './testing/bisect.ts'
import { lightBlock, validatorKeysOf, type ValidatorKeys } from './testing/light-blocks.ts'
import { trustedStateOf, type TrustedState, type TrustOptions } from './trust.ts'
import { verifyHeader } from './verify-header.ts'

interface BlockIdJson {
  hash: string
  part_set_header: { total: number; hash: string }
}
interface ValidatorJson {
  address: string
  pub_key: { value: string }
  voting_power: string
}
interface SetJson {
  validators: ValidatorJson[] | null
}
interface SignedHeaderJson {
  header: {
    version: { block: string; app: string }
    chain_id: string
    height: string
    time: string
    last_block_id: BlockIdJson | null
  } & Record<HashField, string>
  commit: { height: string; round: number; block_id: BlockIdJson; signatures: SignatureJson[] | null }
}
interface SignatureJson {
  block_id_flag: 1 | 2 | 3
  validator_address: string
  timestamp: string
  signature: string | null
}
interface BlockJson {
  signed_header: SignedHeaderJson
  validator_set: SetJson
  next_validator_set: SetJson
}
interface SingleStep {
  initial: { signed_header: SignedHeaderJson; next_validator_set: SetJson; trusting_period: string }
  input: { block: BlockJson; now: string; verdict: 'SUCCESS' | 'NOT_ENOUGH_TRUST' | 'INVALID' }[]
}
interface Bisection {
  trust_options: {
    period: string
    height: string
    hash: string
    trust_level: { numerator: string; denominator: string }
  }
  primary: { chain_id: string; lite_blocks: BlockJson[] }
  height_to_verify: string
  now: string
  expected_output: 'error' | 'no error'
  expected_num_of_bisections: number
}
type HashField =
  | 'last_commit_hash'
  | 'data_hash'
  | 'validators_hash'
  | 'next_validators_hash'
  | 'consensus_hash'
  | 'app_hash'
  | 'last_results_hash'
  | 'evidence_hash'
  | 'proposer_address'

const folder = new URL('../../../vectors/light-client/', import.meta.url)
const filesOf = (name: string): string[] => readdirSync(new URL(`${name}/`, folder))

function load(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
}

function hex(text: string): Uint8Array {
  return hexDecode(text.toLowerCase())
}

function blockIdOf(json: BlockIdJson | null): BlockId {
  return {
    hash: hex(json?.hash ?? ''),
    partSetHeader: { total: json?.part_set_header.total ?? 0, hash: hex(json?.part_set_header.hash ?? '') },
  }
}

/** tendermint-rs reads a set in any order and sorts it; the hashes of the vectors are those of the sorted sets. */
function setOf({ validators }: SetJson): ValidatorSet {
  const list = (validators ?? []).map((validator): Validator => ({
    address: hex(validator.address),
    publicKey: base64Decode(validator.pub_key.value),
    votingPower: BigInt(validator.voting_power),
    proposerPriority: 0n,
  }))
  list.sort((a, b) => Number(b.votingPower - a.votingPower) || compareBytes(a.address, b.address))
  return { validators: list, proposer: null }
}

function headerOf({ header }: SignedHeaderJson): Header {
  return {
    version: { block: BigInt(header.version.block), app: BigInt(header.version.app) },
    chainId: header.chain_id,
    height: BigInt(header.height),
    time: parseRfc3339(header.time),
    lastBlockId: blockIdOf(header.last_block_id),
    lastCommitHash: hex(header.last_commit_hash),
    dataHash: hex(header.data_hash),
    validatorsHash: hex(header.validators_hash),
    nextValidatorsHash: hex(header.next_validators_hash),
    consensusHash: hex(header.consensus_hash),
    appHash: hex(header.app_hash),
    lastResultsHash: hex(header.last_results_hash),
    evidenceHash: hex(header.evidence_hash),
    proposerAddress: hex(header.proposer_address),
  }
}

const absent: CommitSig = {
  blockIdFlag: 1,
  validatorAddress: new Uint8Array(),
  timestamp: ZERO_TIME,
  signature: new Uint8Array(),
}

function signatureOf(json: SignatureJson): CommitSig {
  return {
    blockIdFlag: json.block_id_flag,
    validatorAddress: hex(json.validator_address),
    timestamp: parseRfc3339(json.timestamp),
    signature: base64Decode(json.signature ?? ''),
  }
}

/**
 * The vectors list signatures in any order, and absent ones with another time than Go's zero or not at all; a commit has
 * one slot per validator in the order of the set. Second signatures and those of strangers are kept behind the slots.
 */
function slotsOf(signatures: readonly SignatureJson[], { validators }: ValidatorSet): CommitSig[] {
  const votes = signatures.filter(({ block_id_flag: flag }) => flag !== 1).map(signatureOf)
  const slots = validators.map(({ address }) => {
    const index = votes.findIndex(({ validatorAddress }) => bytesEqual(validatorAddress, address))
    return index < 0 ? absent : votes.splice(index, 1)[0]!
  })
  return [...slots, ...votes]
}

function blockOf({ signed_header: signed, validator_set }: BlockJson): LightBlock {
  const validators = setOf(validator_set)
  const { height, round, block_id, signatures } = signed.commit
  return {
    header: headerOf(signed),
    commit: {
      height: BigInt(height),
      round,
      blockId: blockIdOf(block_id),
      signatures: slotsOf(signatures ?? [], validators),
    },
    validators,
  }
}

function msOf(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1_000_000n)
}

function codeOf(run: () => void): string {
  try {
    run()
  } catch (error) {
    if (error instanceof LightClientError) return error.code
    throw error
  }
  return 'SUCCESS'
}

describe('model-based single steps of tendermint-rs', () => {
  const files = filesOf('single-step')

  test('all 41 are here', () => {
    expect(files).toHaveLength(41)
  })

  test.each(files)('%s', (file) => {
    const { initial, input } = load(`single-step/${file}`) as SingleStep
    const header = headerOf(initial.signed_header)
    let trusted: TrustedState = { ...header, nextValidators: setOf(initial.next_validator_set) }
    const options: TrustOptions = {
      trustLevel: { numerator: 1, denominator: 3 },
      trustingPeriodMs: msOf(initial.trusting_period),
      clockDriftMs: 0,
    }
    const codes: string[] = []
    const verdicts = input.map(({ block: json, now }) => {
      const block = blockOf(json)
      const nowMs = timestampToMs(parseRfc3339(now))
      const code = codeOf(() => verifyHeader(pureCrypto, header.chainId, trusted, block, options, nowMs))
      if (code === 'SUCCESS') trusted = trustedStateOf(block, setOf(json.next_validator_set))
      codes.push(code)
      return code === 'SUCCESS' || code === 'NOT_ENOUGH_TRUST' ? code : 'INVALID'
    })
    expect(verdicts, codes.join(' ')).toEqual(input.map(({ verdict }) => verdict))
  })
})

/** Keys of our own for the validators of a vector: who is who, powers and votes stay. */
class Replay {
  readonly #seeds = new Map<string, number>()

  keys({ validators }: SetJson): ValidatorKeys {
    const members = (validators ?? []).map(({ address, voting_power }) => ({
      power: Number(voting_power),
      seed: this.#seed(address),
    }))
    return validatorKeysOf(pureCrypto, members)
  }

  block({ signed_header: { header, commit }, validator_set, next_validator_set }: BlockJson): LightBlock {
    const validators = this.keys(validator_set)
    const seedsOfSigners = (commit.signatures ?? [])
      .filter(({ block_id_flag: flag, signature }) => flag === 2 && signature !== null)
      .map(({ validator_address: address }) => ({ power: 1, seed: this.#seed(address) }))
    const signers = validatorKeysOf(pureCrypto, seedsOfSigners).signers
    return lightBlock(pureCrypto, {
      chainId: header.chain_id,
      height: Number(header.height),
      timeMs: timestampToMs(parseRfc3339(header.time)),
      validators,
      nextValidators: this.keys(next_validator_set),
      votes: validators.set.validators.map(({ address }) => (signers.has(hexEncode(address)) ? 'block' : 'absent')),
    })
  }

  #seed(address: string): number {
    const seed = this.#seeds.get(address) ?? this.#seeds.size + 1
    this.#seeds.set(address, seed)
    return seed
  }
}

describe('bisections of tendermint-rs with one peer, replayed with v0.38 bytes', () => {
  const files = filesOf('bisection')

  test('all 4 are here', () => {
    expect(files).toHaveLength(4)
  })

  test.each(files)('%s', (file) => {
    const vector = load(`bisection/${file}`) as Bisection
    const { period, trust_level: level, height } = vector.trust_options
    const options: TrustOptions = {
      trustLevel: { numerator: Number(level.numerator), denominator: Number(level.denominator) },
      trustingPeriodMs: msOf(period),
      clockDriftMs: 10_000,
    }
    const replay = new Replay()
    const { chain_id: chainId, lite_blocks: list } = vector.primary
    const blocks = list.map((json) => replay.block(json))
    const nextOf = new Map(list.map(({ next_validator_set }, at) => [blocks[at], replay.keys(next_validator_set).set]))
    const isTrusted = ({ header }: LightBlock): boolean => header.height === BigInt(height)
    const first = blocks.find(isTrusted)!
    const trusted = trustedStateOf(first, nextOf.get(first)!)
    const rest = blocks.filter((block) => block.header.height > trusted.height)
    expect(String(rest.at(-1)?.header.height)).toBe(vector.height_to_verify)

    const nowMs = timestampToMs(parseRfc3339(vector.now))
    let heights: readonly bigint[] = []
    const code = codeOf(() => {
      const context = { crypto: pureCrypto, chainId, options, nowMs }
      const { steps } = bisect(context, trusted, rest.at(-1)!, rest)
      heights = steps.map(({ block }) => block.header.height)
    })
    expect(code).toBe(wantedCode(vector, file))
    if (code === 'SUCCESS') expect(String(heights.at(-1))).toBe(vector.height_to_verify)
    // Each height has a new set in the worst case, so none can be skipped.
    if (file === '_worst_case.json') expect(heights).toHaveLength(vector.expected_num_of_bisections)
  })
})

/** The wanted verdict; which refusal it is follows from the description of the case. */
function wantedCode({ expected_output: output }: Bisection, file: string): string {
  if (output === 'no error') return 'SUCCESS'
  return file.startsWith('header_out') ? 'TRUST_EXPIRED' : 'NOT_ENOUGH_POWER'
}
