import { base64Encode } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import { encodeLightBlock } from '@xiezhi/comet'
import type { Message, StoreKey } from '@xiezhi/kernel'
import type { DeliveredTx, TestSigner } from '@xiezhi/kernel/testing'
import { encodeTendermintHeader, revisionOf } from '@xiezhi/lightclient'
import type { TendermintHeader } from '@xiezhi/lightclient'
import { clients } from '../client/state.ts'
import { keyBytes } from '../commitment/keys.ts'
import { encodeMerkleProof } from '../commitment/merkle-proof.ts'
import type { SignedChain } from './signed-chain.ts'

export interface EndpointOptions {
  readonly chain: SignedChain
  readonly relayer: TestSigner
  readonly governors: readonly [TestSigner, TestSigner]
}

/** A state of the chain shown from outside: what a message of the peer carries. */
export interface ShownState {
  /** `ibc.core.commitment.v1.MerkleProof` in base64. */
  readonly proof: string
  /** Height whose header has the root of the proof. */
  readonly proofHeight: number
}

/** One end of a path: a chain, its client of the peer, and the persons who act on it. */
export class Endpoint {
  readonly chain: SignedChain
  readonly relayer: TestSigner
  readonly governors: readonly [TestSigner, TestSigner]
  /** Id of this chain's client of the peer; known after `createClient`. */
  clientId = ''

  constructor({ chain, relayer, governors }: EndpointOptions) {
    this.chain = chain
    this.relayer = relayer
    this.governors = governors
  }

  /** Latest height of this chain's client of the peer. */
  get latestHeight(): number {
    return clients(this.chain.store).get(this.clientId)?.latestHeight ?? 0
  }

  relay(messages: readonly Message[]): DeliveredTx {
    return this.chain.deliver(messages, [this.relayer])
  }

  govern(messages: readonly Message[]): DeliveredTx {
    return this.chain.deliver(messages, this.governors)
  }

  /** Proof of the key as it now stands, present or absent, and the block after it whose header has the root. */
  show(key: StoreKey): ShownState {
    const { proof } = this.chain.backend.prove(keyBytes(key))
    this.chain.block([])
    return { proof: base64Encode(encodeMerkleProof([proof])), proofHeight: this.chain.height }
  }

  /** `tendermint.types.LightBlock` of a height, as officers vouch for it. */
  checkpoint(height = this.chain.height): string {
    return base64Encode(encodeLightBlock(this.chain.lightBlock(height)))
  }

  /** `ibc.lightclients.tendermint.v1.Header` that leads from a height to a block of this chain. */
  header(trustedHeight: number, block: LightBlock = this.chain.lightBlock()): TendermintHeader {
    return {
      block,
      trustedHeight: {
        revisionNumber: revisionOf(this.chain.chainId),
        revisionHeight: BigInt(trustedHeight),
      },
      trustedValidators: this.chain.validatorsAfter(trustedHeight).set,
    }
  }

  headerText(trustedHeight: number, block?: LightBlock): string {
    return base64Encode(encodeTendermintHeader(this.header(trustedHeight, block)))
  }
}
