import { compareBytes, hexEncode } from '@xiezhi/codec'
import { validatorAddress } from '@xiezhi/comet'
import type { Validator, ValidatorSet } from '@xiezhi/comet'
import type { Crypto, Signer } from '@xiezhi/crypto'

/** A validator set whose secret keys are known. */
export interface ValidatorKeys {
  readonly set: ValidatorSet
  /** By address in hex. */
  readonly signers: ReadonlyMap<string, Signer>
}

/** Validators of these powers in CometBFT's order (power down, address up); the seed chooses the keys. */
export function validatorKeys(crypto: Crypto, powers: readonly number[], firstSeed: number): ValidatorKeys {
  const signers = new Map<string, Signer>()
  const validators = powers.map((power, index): Validator => {
    const signer = crypto.signer('ed25519', new Uint8Array(32).fill(firstSeed + index))
    const address = validatorAddress(crypto, signer.publicKey)
    signers.set(hexEncode(address), signer)
    return { address, publicKey: signer.publicKey, votingPower: BigInt(power), proposerPriority: 0n }
  })
  validators.sort((a, b) => Number(b.votingPower - a.votingPower) || compareBytes(a.address, b.address))
  return { set: { validators, proposer: validators[0] ?? null }, signers }
}
