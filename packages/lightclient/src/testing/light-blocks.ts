import { compareBytes, hexEncode } from '@xiezhi/codec'
import {
  BLOCK_PROTOCOL,
  commitSignBytes,
  headerHash,
  timestampFromMs,
  validatorAddress,
  validatorsHash,
  ZERO_TIME,
  type BlockId,
  type Commit,
  type CommitSig,
  type Header,
  type LightBlock,
  type Validator,
  type ValidatorSet,
} from '@xiezhi/comet'
import type { Crypto, Signer } from '@xiezhi/crypto'

/** A validator set whose secret keys are known. */
export interface ValidatorKeys {
  readonly set: ValidatorSet
  /** By address in hex. */
  readonly signers: ReadonlyMap<string, Signer>
}

/** What a validator does with its slot of a commit. */
export type Vote = 'block' | 'nil' | 'absent'

export interface LightBlockParts {
  readonly chainId: string
  readonly height: number
  readonly timeMs: number
  readonly validators: ValidatorKeys
  readonly nextValidators?: ValidatorKeys
  readonly appHash?: Uint8Array
  /** By slot; 'block' where absent. */
  readonly votes?: readonly Vote[]
  readonly round?: number
}

/** Validators with these powers in the order of CometBFT (power down, address up); `firstSeed` chooses the keys. */
export function validatorKeys(crypto: Crypto, powers: readonly number[], firstSeed = 1): ValidatorKeys {
  return validatorKeysOf(
    crypto,
    powers.map((power, index) => ({ power, seed: firstSeed + index })),
  )
}

export function validatorKeysOf(
  crypto: Crypto,
  members: readonly { readonly power: number; readonly seed: number }[],
): ValidatorKeys {
  const signers = new Map<string, Signer>()
  const validators = members.map(({ power, seed }): Validator => {
    const signer = crypto.signer('ed25519', new Uint8Array(32).fill(seed))
    const address = validatorAddress(crypto, signer.publicKey)
    signers.set(hexEncode(address), signer)
    return { address, publicKey: signer.publicKey, votingPower: BigInt(power), proposerPriority: 0n }
  })
  validators.sort((a, b) => Number(b.votingPower - a.votingPower) || compareBytes(a.address, b.address))
  return { set: { validators, proposer: validators[0] ?? null }, signers }
}

/** A block as the validators would make it, signed as `votes` says. */
export function lightBlock(crypto: Crypto, parts: LightBlockParts): LightBlock {
  const { validators, nextValidators = validators } = parts
  const filler = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
  const header: Header = {
    version: { block: BLOCK_PROTOCOL, app: 1n },
    chainId: parts.chainId,
    height: BigInt(parts.height),
    time: timestampFromMs(parts.timeMs),
    lastBlockId: { hash: filler(1), partSetHeader: { total: 1, hash: filler(2) } },
    lastCommitHash: filler(3),
    dataHash: filler(4),
    validatorsHash: validatorsHash(crypto, validators.set),
    nextValidatorsHash: validatorsHash(crypto, nextValidators.set),
    consensusHash: filler(5),
    appHash: parts.appHash ?? filler(6),
    lastResultsHash: filler(7),
    evidenceHash: filler(8),
    proposerAddress: validators.set.validators[0]?.address ?? new Uint8Array(20),
  }
  return { header, commit: signCommit(crypto, header, parts), validators: validators.set }
}

/** The commit of these validators for a header; slots that vote for nil or not at all are as CometBFT writes them. */
export function signCommit(
  crypto: Crypto,
  header: Header,
  { validators, votes = [], round = 0, timeMs }: Pick<LightBlockParts, 'validators' | 'votes' | 'round' | 'timeMs'>,
): Commit {
  const blockId: BlockId = {
    hash: headerHash(crypto, header),
    partSetHeader: { total: 1, hash: new Uint8Array(32).fill(9) },
  }
  const unsigned = validators.set.validators.map(({ address }, index): CommitSig => {
    const vote = votes[index] ?? 'block'
    if (vote === 'absent') {
      return {
        blockIdFlag: 1,
        validatorAddress: new Uint8Array(),
        timestamp: ZERO_TIME,
        signature: new Uint8Array(),
      }
    }
    const blockIdFlag = vote === 'nil' ? 3 : 2
    return {
      blockIdFlag,
      validatorAddress: address,
      timestamp: timestampFromMs(timeMs + index + 1),
      signature: new Uint8Array(),
    }
  })
  const draft: Commit = { height: header.height, round, blockId, signatures: unsigned }
  const signatures = unsigned.map((slot, index): CommitSig => {
    const signer = validators.signers.get(hexEncode(slot.validatorAddress))
    if (slot.blockIdFlag === 1 || signer === undefined) return slot
    return { ...slot, signature: signer.sign(commitSignBytes(header.chainId, draft, index)) }
  })
  return { ...draft, signatures }
}
