import { randomBytes } from 'node:crypto'
import type { Json } from '@xiezhi/codec'
import type { Message } from '@xiezhi/kernel'
import { signOrder, ZoneClient } from '@xiezhi/sdk'
import type { Included, OfficerKey } from '@xiezhi/sdk'
import { nowMs } from './now.ts'
import { nodeTransport } from './transport.ts'

export interface ZoneEndInput {
  readonly name: string
  readonly url: string
  readonly clientId: string
  readonly officer: OfficerKey
  /** File of the scenario clock of a demonstration. */
  readonly scenarioClock?: string | undefined
}

/** One zone as this relayer uses it: its RPC, the officer whose key signs, and the client of the zone at the other end. */
export class ZoneEnd {
  readonly name: string
  readonly clientId: string
  readonly chainId: string
  readonly rpc: ZoneClient
  readonly officer: OfficerKey
  readonly #scenarioClock: string | undefined

  private constructor({ name, clientId, officer, scenarioClock }: ZoneEndInput, rpc: ZoneClient, chainId: string) {
    this.name = name
    this.clientId = clientId
    this.chainId = chainId
    this.rpc = rpc
    this.officer = officer
    this.#scenarioClock = scenarioClock
  }

  /** @throws SdkError */
  static async connect(input: ZoneEndInput): Promise<ZoneEnd> {
    const rpc = await ZoneClient.connect(input.url, nodeTransport)
    try {
      const { chainId } = await rpc.status()
      return new ZoneEnd(input, rpc, chainId)
    } catch (error) {
      rpc.close()
      throw error
    }
  }

  /** Signs the messages as one transaction and waits for its block. @throws SdkError */
  submit(messages: readonly Message[]): Promise<Included> {
    const { chainId, officer } = this
    const nonce = randomBytes(16).toString('hex')
    const tx = signOrder({ chainId, messages, officers: [officer], nowMs: nowMs(this.#scenarioClock), nonce })
    return this.rpc.submit(tx, { events: false })
  }

  /** @throws SdkError */
  async queryRows<T>(name: string, input: Json): Promise<readonly T[]> {
    return (await this.rpc.query(name, input)) as unknown as readonly T[]
  }
}
