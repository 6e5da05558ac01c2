import type { Crypto, Signer } from '@xiezhi/crypto'
import {
  BLOCK_PROTOCOL,
  commitHash,
  commitSignBytes,
  consensusParamsHash,
  EMPTY_BLOCK_ID,
  encodeBlock,
  evidenceHash,
  headerHash,
  partSet,
  resultsHash,
  simpleMerkleRoot,
  timestampFromMs,
  validatorAddress,
  validatorsHash,
} from '@xiezhi/comet'
import type { BlockId, Commit, Header, Timestamp, ValidatorSet } from '@xiezhi/comet'
import type { TxResult } from '@xiezhi/kernel'

/** Consensus parameters of embedded zones, as `/consensus_params` tells them. */
export const CONSENSUS_PARAMS = { blockBytesMax: 22_020_096n, blockGasMax: -1n } as const
export const APP_VERSION = 1n
export const VALIDATOR_POWER = 10n

/** What the next header says about the blocks before it. */
export interface ChainTip {
  readonly height: number
  /** Null before the first block. */
  readonly commit: Commit | null
  readonly headerTimeMs: number
  readonly appHash: Uint8Array
  readonly results: readonly TxResult[]
}

export function embeddedValidators(crypto: Crypto, publicKey: Uint8Array): ValidatorSet {
  const validator = {
    address: validatorAddress(crypto, publicKey),
    publicKey,
    votingPower: VALIDATOR_POWER,
    proposerPriority: 0n,
  }
  return { validators: [validator], proposer: validator }
}

/** Time of the next header: the median of the last commit's votes, which is the one vote; genesis time at the start. */
export function nextHeaderTime(tip: ChainTip, genesisTimeMs: number): Timestamp {
  return tip.commit?.signatures[0]?.timestamp ?? timestampFromMs(genesisTimeMs)
}

export function nextHeader(
  crypto: Crypto,
  input: {
    readonly chainId: string
    readonly tip: ChainTip
    readonly time: Timestamp
    /** SHA-256 of each transaction. */
    readonly txHashes: readonly Uint8Array[]
    readonly validators: ValidatorSet
  },
): Header {
  const { chainId, tip, time, txHashes, validators } = input
  const setHash = validatorsHash(crypto, validators)
  return {
    version: { block: BLOCK_PROTOCOL, app: APP_VERSION },
    chainId,
    height: BigInt(tip.height + 1),
    time,
    lastBlockId: tip.commit?.blockId ?? EMPTY_BLOCK_ID,
    lastCommitHash: commitHash(crypto, tip.commit),
    dataHash: simpleMerkleRoot(crypto, txHashes),
    validatorsHash: setHash,
    nextValidatorsHash: setHash,
    consensusHash: consensusParamsHash(crypto, CONSENSUS_PARAMS),
    appHash: tip.appHash,
    lastResultsHash: resultsHash(
      crypto,
      tip.results.map(({ code, data }) => ({ code, data, gasWanted: 0n, gasUsed: 0n })),
    ),
    evidenceHash: evidenceHash(crypto, []),
    proposerAddress: validators.validators[0]?.address ?? new Uint8Array(20),
  }
}

export function blockIdOf(
  crypto: Crypto,
  header: Header,
  txs: readonly Uint8Array[],
  lastCommit: Commit | null,
): BlockId {
  // CometBFT's first block carries an empty commit, not none.
  const commit = lastCommit ?? { height: 0n, round: 0, blockId: EMPTY_BLOCK_ID, signatures: [] }
  const bytes = encodeBlock({ header, txs, evidence: [], lastCommit: commit })
  return { hash: headerHash(crypto, header), partSetHeader: partSet(crypto, bytes).header }
}

/** The validator's precommit for the block. A vote is later than the block it is for, as in CometBFT. */
export function signBlock(
  signer: Signer,
  validators: ValidatorSet,
  header: Header,
  blockId: BlockId,
  voteTimeMs: number,
): Commit {
  const address = validators.validators[0]?.address ?? new Uint8Array(20)
  const slot = {
    blockIdFlag: 2 as const,
    validatorAddress: address,
    timestamp: timestampFromMs(voteTimeMs),
    signature: new Uint8Array(0),
  }
  const draft: Commit = { height: header.height, round: 0, blockId, signatures: [slot] }
  return { ...draft, signatures: [{ ...slot, signature: signer.sign(commitSignBytes(header.chainId, draft, 0)) }] }
}
