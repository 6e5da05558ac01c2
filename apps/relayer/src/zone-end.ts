import { randomBytes } from 'node:crypto'
import { base64Encode, decodeCanonical } from '@xiezhi/codec'
import { encodeMerkleProof } from '@xiezhi/interchain'
import type { Message } from '@xiezhi/kernel'
import { signOrder, ZoneClient } from '@xiezhi/sdk'
import type { Included, OfficerKey } from '@xiezhi/sdk'
import { RelayerError } from './relayer-error.ts'
import { nodeTransport } from './transport.ts'

/** One zone as this relayer uses it: its RPC, the officer whose key signs, and the client of the zone at the other end. */
export class ZoneEnd {
  readonly name: string
  readonly clientId: string
  readonly rpc: ZoneClient
  chainId = ''
  readonly #officer: OfficerKey

  constructor(name: string, clientId: string, rpc: ZoneClient, officer: OfficerKey) {
    this.name = name
    this.clientId = clientId
    this.rpc = rpc
    this.#officer = officer
  }

  static async connect(input: {
    readonly name: string
    readonly url: string
    readonly clientId: string
    readonly officer: OfficerKey
  }): Promise<ZoneEnd> {
    const end = new ZoneEnd(
      input.name,
      input.clientId,
      await ZoneClient.connect(input.url, nodeTransport),
      input.officer,
    )
    end.chainId = (await end.rpc.status()).chainId
    return end
  }

  /** Signs the messages as one transaction and waits for its block. @throws SdkError */
  submit(messages: readonly Message[]): Promise<Included> {
    const nonce = randomBytes(16).toString('hex')
    return this.rpc.submit(
      signOrder({ chainId: this.chainId, messages, officers: [this.#officer], nowMs: Date.now(), nonce }),
    )
  }

  /** Height of the last header of the other zone that this zone's client has accepted. */
  async trustedHeight(): Promise<number> {
    const { value } = await this.rpc.prove(`client/client/${this.clientId}`)
    if (value === null) throw new RelayerError('CLIENT_UNKNOWN', { zone: this.name, client: this.clientId })
    return (decodeCanonical(value) as { latestHeight: number }).latestHeight
  }

  /** `ibc.core.commitment.v1.MerkleProof` of a store key as of a height, in base64. */
  async proof(key: string, height: number): Promise<{ readonly proof: string; readonly value: Uint8Array | null }> {
    const { proof, value } = await this.rpc.prove(key, height)
    return { proof: base64Encode(encodeMerkleProof([proof])), value }
  }
}
