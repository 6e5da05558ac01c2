import { compareBytes } from '@xiezhi/codec'
import type { Crypto, Signer } from '@xiezhi/crypto'
import { encodeBlock, totalPower } from '../encode.ts'
import {
  canonicalVoteBytes,
  commitHash,
  commitSignBytes,
  consensusParamsHash,
  dataHash,
  evidenceHash,
  headerHash,
  partSet,
  resultsHash,
  validatorAddress,
  validatorsHash,
} from '../hashes.ts'
import { ZERO_TIME } from '../timestamp.ts'
import type { Timestamp } from '../timestamp.ts'
import { EMPTY_BLOCK_ID, EMPTY_COMMIT } from '../types.ts'
import type {
  Block,
  BlockId,
  Commit,
  CommitSig,
  DeterministicResult,
  DuplicateVoteEvidence,
  Evidence,
  Header,
  LightClientAttackEvidence,
  Validator,
  ValidatorSet,
  Vote,
} from '../types.ts'
import type { Seeded } from './seeded.ts'

const VALIDATORS_MAX = 7

export interface RandomBlock {
  readonly block: Block
  /** For the block; some slots are absent, for nil, or spoiled after they were signed. */
  readonly commit: Commit
  readonly validators: ValidatorSet
  readonly results: readonly DeterministicResult[]
  readonly params: { readonly blockBytesMax: bigint; readonly blockGasMax: bigint }
}

interface Member {
  readonly validator: Validator
  readonly signer: Signer
}

/** Blocks that pass `validateBlock`, with validators who sign for real, from one stream of numbers. */
export class RandomBlocks {
  readonly #crypto: Crypto
  readonly #random: Seeded
  readonly #signers: readonly Signer[]

  constructor(crypto: Crypto, random: Seeded) {
    this.#crypto = crypto
    this.#random = random
    this.#signers = Array.from({ length: VALIDATORS_MAX }, () => crypto.signer('ed25519', random.bytes(32)))
  }

  next(options: { readonly attacks?: boolean } = {}): RandomBlock {
    const random = this.#random
    const members = this.#members()
    const validators = setOf(members)
    const chainId = random.pick(['xz-court-1', 'c', '律师-链', 'x'.repeat(50)])
    const height = random.oneIn(10) ? 1n : BigInt(2 + random.below(1_000_000)) ** BigInt(1 + random.below(3))
    const params = { blockBytesMax: BigInt(random.below(2 ** 31) + 1), blockGasMax: BigInt(random.below(1000) - 1) }
    const results = this.#list(4, () => this.#result())
    const txs = this.#txs()
    const evidence = this.#evidence(chainId, members, options.attacks ?? true)
    const lastCommit = height === 1n ? null : this.#commit(chainId, height - 1n, this.#blockId(), members)
    const header: Header = {
      version: { block: 11n, app: BigInt(random.below(3)) },
      chainId,
      height,
      time: this.time(),
      lastBlockId: (lastCommit ?? EMPTY_COMMIT).blockId,
      lastCommitHash: commitHash(this.#crypto, lastCommit),
      dataHash: dataHash(this.#crypto, txs),
      validatorsHash: validatorsHash(this.#crypto, validators),
      nextValidatorsHash: random.bytes(32),
      consensusHash: consensusParamsHash(this.#crypto, params),
      // CometBFT allows any length here.
      appHash: random.bytes(random.pick([0, 8, 32, 32, 33])),
      lastResultsHash: resultsHash(this.#crypto, results),
      evidenceHash: evidenceHash(this.#crypto, evidence),
      proposerAddress: random.pick(validators.validators).address,
    }
    const block = { header, txs, evidence, lastCommit }
    const blockId = {
      hash: headerHash(this.#crypto, header),
      partSetHeader: partSet(this.#crypto, encodeBlock(block)).header,
    }
    const commit = this.#spoil(this.#commit(chainId, height, blockId, members))
    return { block, commit, validators, results, params }
  }

  /** Whole seconds, trailing zeros, single nanoseconds, and the ends of what CometBFT can hold. */
  time(): Timestamp {
    const random = this.#random
    if (random.oneIn(40)) return ZERO_TIME
    if (random.oneIn(40)) return { seconds: 253_402_300_799n, nanos: 999_999_999 }
    const seconds = random.oneIn(8)
      ? BigInt(random.below(2 ** 31)) * 100n - 60_000_000_000n
      : 1_760_000_000n + BigInt(random.below(100_000_000))
    const nanos = random.pick([0, 1, 500_000_000, 120, random.below(1_000_000_000), random.below(1_000) * 1_000_000])
    return { seconds, nanos }
  }

  #members(): Member[] {
    const count = 1 + this.#random.below(VALIDATORS_MAX)
    const members = this.#signers.slice(0, count).map((signer) => ({ signer, validator: this.#validator(signer) }))
    return members.sort(({ validator: a }, { validator: b }) =>
      a.votingPower === b.votingPower ? compareBytes(a.address, b.address) : a.votingPower > b.votingPower ? -1 : 1,
    )
  }

  #validator({ publicKey }: Signer): Validator {
    const random = this.#random
    const votingPower = random.oneIn(12)
      ? BigInt(1 + random.below(1_000_000)) * 1_000_000_000n
      : BigInt(1 + random.below(20))
    const proposerPriority = BigInt(random.below(2_000) - 1_000)
    return { address: validatorAddress(this.#crypto, publicKey), publicKey, votingPower, proposerPriority }
  }

  #blockId(): BlockId {
    const total = 1 + this.#random.below(300)
    return { hash: this.#random.bytes(32), partSetHeader: { total, hash: this.#random.bytes(32) } }
  }

  #commit(chainId: string, height: bigint, blockId: BlockId, members: readonly Member[]): Commit {
    const random = this.#random
    const round = random.oneIn(3) ? random.below(1_000) : 0
    const signatures = members.map(({ validator }): CommitSig => {
      const present = { validatorAddress: validator.address, timestamp: this.time(), signature: NONE }
      if (random.oneIn(9)) return { ...present, blockIdFlag: 3 }
      return random.oneIn(9) ? ABSENT : { ...present, blockIdFlag: 2 }
    })
    const draft: Commit = { height, round, blockId, signatures }
    return {
      ...draft,
      signatures: signatures.map((slot, index) => {
        const signer = members[index]?.signer
        if (slot.blockIdFlag === 1 || signer === undefined) return slot
        return { ...slot, signature: signer.sign(commitSignBytes(chainId, draft, index)) }
      }),
    }
  }

  #spoil(commit: Commit): Commit {
    const random = this.#random
    const chosen = random.below(commit.signatures.length)
    if (!random.oneIn(4) || commit.signatures[chosen]?.blockIdFlag === 1) return commit
    const spoiled = commit.signatures.map((slot, index): CommitSig => {
      if (index !== chosen) return slot
      if (random.oneIn(2)) return { ...slot, blockIdFlag: slot.blockIdFlag === 2 ? 3 : 2 }
      const signature = slot.signature.slice()
      signature[random.below(64)]! ^= 1 << random.below(8)
      return { ...slot, signature }
    })
    return { ...commit, signatures: spoiled }
  }

  #evidence(chainId: string, members: readonly Member[], attacks: boolean): Evidence[] {
    const duplicates = this.#random.oneIn(3) ? this.#list(3, () => this.#duplicateVote(chainId, members)) : []
    return attacks && this.#random.oneIn(10) ? [...duplicates, this.#attack(members)] : duplicates
  }

  #duplicateVote(chainId: string, members: readonly Member[]): DuplicateVoteEvidence {
    const random = this.#random
    const validatorIndex = random.below(members.length)
    const { validator, signer } = members[validatorIndex] as Member
    const place = {
      type: random.pick([1, 2] as const),
      height: BigInt(1 + random.below(1000)),
      round: random.below(3),
    }
    const vote = (blockId: BlockId): Vote => {
      const timestamp = this.time()
      const signature = signer.sign(canonicalVoteBytes(chainId, { ...place, blockId, timestamp }))
      const whole = { ...place, blockId, timestamp, validatorAddress: validator.address, validatorIndex, signature }
      const extended = place.type === 2 && blockId.hash.length > 0 && random.oneIn(3)
      return {
        ...whole,
        extension: random.bytes(extended ? 9 : 0),
        extensionSignature: random.bytes(extended ? 64 : 0),
      }
    }
    const other = random.oneIn(4) ? EMPTY_BLOCK_ID : this.#blockId()
    const [first, second] = [this.#blockId(), other].sort((a, b) => compareBytes(a.hash, b.hash))
    return {
      kind: 'duplicate-vote',
      voteA: vote(first as BlockId),
      voteB: vote(second as BlockId),
      totalVotingPower: totalPower(members.map(({ validator: of }) => of)),
      validatorPower: validator.votingPower,
      timestamp: this.time(),
    }
  }

  #attack(members: readonly Member[]): LightClientAttackEvidence {
    const { block, commit, validators } = this.next({ attacks: false })
    return {
      kind: 'light-client-attack',
      conflictingBlock: { header: block.header, commit, validators },
      commonHeight: 1n,
      byzantineValidators: members.slice(0, 1 + this.#random.below(members.length)).map(({ validator }) => validator),
      totalVotingPower: totalPower(members.map(({ validator }) => validator)),
      timestamp: this.time(),
    }
  }

  #result(): DeterministicResult {
    const random = this.#random
    return {
      code: random.oneIn(2) ? 0 : random.below(2 ** 32),
      data: random.bytes(random.below(40)),
      gasWanted: BigInt(random.below(1000) - 1),
      gasUsed: BigInt(random.below(1000)),
    }
  }

  #txs(): Uint8Array[] {
    // Some blocks need several parts.
    if (this.#random.oneIn(50)) return [new Uint8Array(150_000).fill(this.#random.below(256))]
    return this.#list(6, () => this.#random.bytes(this.#random.below(120)))
  }

  #list<T>(max: number, make: () => T): T[] {
    return Array.from({ length: this.#random.below(max + 1) }, make)
  }
}

const NONE = new Uint8Array(0)
const ABSENT: CommitSig = { blockIdFlag: 1, validatorAddress: NONE, timestamp: ZERO_TIME, signature: NONE }

function setOf(members: readonly Member[]): ValidatorSet {
  const validators = members.map(({ validator }) => validator)
  return { validators, proposer: validators[0] ?? null }
}
