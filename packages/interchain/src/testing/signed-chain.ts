import { hexEncode } from '@xiezhi/codec'
import {
  BLOCK_PROTOCOL,
  commitHash,
  commitSignBytes,
  dataHash,
  EMPTY_BLOCK_ID,
  evidenceHash,
  headerHash,
  resultsHash,
  timestampFromMs,
  validatorsHash,
} from '@xiezhi/comet'
import type { BlockId, Commit, CommitSig, DeterministicResult, Header, LightBlock } from '@xiezhi/comet'
import type { FinalizedBlock, Message } from '@xiezhi/kernel'
import { TestChain } from '@xiezhi/kernel/testing'
import type { TestChainOptions, TestSigner } from '@xiezhi/kernel/testing'
import type { ValidatorKeys } from './validator-keys.ts'

/** One time for all chains of a test, in UTC milliseconds. */
export interface TestClock {
  nowMs: number
}

export interface SignedChainOptions extends TestChainOptions {
  readonly chainId: string
  readonly clock: TestClock
  readonly validators: ValidatorKeys
}

/** A real application whose blocks have real headers and commits, under a clock that several chains share. */
export class SignedChain extends TestChain {
  readonly clock: TestClock
  /** The set that signs; a change counts from the next block but one, as in CometBFT. */
  nextValidators: ValidatorKeys
  readonly #headers = new Map<number, { readonly header: Header; readonly validators: ValidatorKeys }>()
  #validators: ValidatorKeys
  #lastBlockId: BlockId = EMPTY_BLOCK_ID
  #lastCommit: Commit | null = null
  #lastResults: readonly DeterministicResult[] = []

  constructor(options: SignedChainOptions) {
    super({ ...options, startMs: options.clock.nowMs })
    this.clock = options.clock
    this.#validators = options.validators
    this.nextValidators = options.validators
  }

  override sign(messages: readonly Message[], signers: readonly TestSigner[]): Uint8Array {
    this.nowMs = Math.max(this.nowMs, this.clock.nowMs)
    return super.sign(messages, signers)
  }

  override block(txs: readonly Uint8Array[]): FinalizedBlock {
    const appHash = this.backend.root()
    this.nowMs = Math.max(this.nowMs, this.clock.nowMs)
    const block = super.block(txs)
    this.clock.nowMs = Math.max(this.clock.nowMs, this.nowMs)
    this.#seal(appHash, txs, block)
    return block
  }

  /** Moves the common clock and makes an empty block here. */
  override advance(ms: number): void {
    this.clock.nowMs += ms
    this.block([])
  }

  /** The block at a height with its commit by the whole set. */
  lightBlock(height = this.height): LightBlock {
    const { header, validators } = this.#sealed(height)
    return { header, commit: signCommit(this, header, validators), validators: validators.set }
  }

  /** Another block at a height of this chain, signed by its validators: what an equivocating zone makes. */
  forkedBlock(height: number, change: Partial<Header>, keys?: ValidatorKeys): LightBlock {
    const { header, validators } = this.#sealed(height)
    const forked = { ...header, ...change }
    const signing = keys ?? validators
    return { header: forked, commit: signCommit(this, forked, signing), validators: signing.set }
  }

  /** The set that signs the block after `height`. */
  validatorsAfter(height: number): ValidatorKeys {
    return this.#headers.get(height + 1)?.validators ?? this.#validators
  }

  #sealed(height: number): { readonly header: Header; readonly validators: ValidatorKeys } {
    const found = this.#headers.get(height)
    if (found === undefined) throw new RangeError(`${this.chainId} has no block ${String(height)}`)
    return found
  }

  #seal(appHash: Uint8Array, txs: readonly Uint8Array[], block: FinalizedBlock): void {
    const { crypto } = this
    const validators = this.#validators
    const header: Header = {
      version: { block: BLOCK_PROTOCOL, app: 1n },
      chainId: this.chainId,
      height: BigInt(this.height),
      time: timestampFromMs(this.nowMs),
      lastBlockId: this.#lastBlockId,
      lastCommitHash:
        this.#lastCommit === null ? crypto.sha256(new Uint8Array(0)) : commitHash(crypto, this.#lastCommit),
      dataHash: dataHash(crypto, txs),
      validatorsHash: validatorsHash(crypto, validators.set),
      nextValidatorsHash: validatorsHash(crypto, this.nextValidators.set),
      consensusHash: crypto.sha256(new Uint8Array(0)),
      appHash,
      lastResultsHash: resultsHash(crypto, this.#lastResults),
      evidenceHash: evidenceHash(crypto, []),
      proposerAddress: validators.set.validators[0]?.address ?? new Uint8Array(20),
    }
    this.#headers.set(this.height, { header, validators })
    this.#lastCommit = signCommit(this, header, validators)
    this.#lastBlockId = this.#lastCommit.blockId
    this.#lastResults = block.results.map(({ code, data }) => ({ code, data, gasWanted: 0n, gasUsed: 0n }))
    this.#validators = this.nextValidators
  }
}

function signCommit({ crypto }: TestChain, header: Header, { set, signers }: ValidatorKeys): Commit {
  const hash = headerHash(crypto, header)
  const blockId: BlockId = { hash, partSetHeader: { total: 1, hash: crypto.sha256(hash) } }
  const slots = set.validators.map(({ address }): CommitSig => ({
    blockIdFlag: 2,
    validatorAddress: address,
    timestamp: header.time,
    signature: new Uint8Array(64),
  }))
  const draft: Commit = { height: header.height, round: 0, blockId, signatures: slots }
  const signatures = slots.map((slot, index): CommitSig => {
    const signer = signers.get(hexEncode(slot.validatorAddress))
    return signer === undefined
      ? slot
      : { ...slot, signature: signer.sign(commitSignBytes(header.chainId, draft, index)) }
  })
  return { ...draft, signatures }
}
