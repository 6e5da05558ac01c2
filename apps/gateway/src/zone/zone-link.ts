import type { Json } from '@xiezhi/codec'
import { SdkError, ZoneClient } from '@xiezhi/sdk'
import { GatewayError } from '../gateway-error.ts'
import { nodeTransport } from './transport.ts'

export interface ZoneRef {
  readonly name: string
  readonly chainId: string
  readonly url: string
}

/** A zone's RPC that is opened when it is needed, and again after it was lost. */
export class ZoneLink {
  readonly zone: ZoneRef
  #client: Promise<ZoneClient> | undefined
  #closed = false

  constructor(zone: ZoneRef) {
    this.zone = zone
  }

  /** @throws GatewayError ZONE_UNREACHABLE */
  client(): Promise<ZoneClient> {
    if (this.#closed) return Promise.reject(new GatewayError('ZONE_UNREACHABLE', { zone: this.zone.name }))
    this.#client ??= this.#open()
    return this.#client
  }

  /** @throws GatewayError ZONE_UNREACHABLE; SdkError where the ledger refuses */
  async query(name: string, input: Json): Promise<Json> {
    return (await this.client()).query(name, input)
  }

  close(): void {
    this.#closed = true
    this.#client?.then(
      (client) => {
        client.close()
      },
      () => undefined,
    )
  }

  async #open(): Promise<ZoneClient> {
    const forget = (): void => {
      this.#client = undefined
    }
    try {
      const client = await ZoneClient.connect(this.zone.url, nodeTransport)
      client.onClose(forget)
      return client
    } catch (error) {
      forget()
      if (error instanceof SdkError) throw new GatewayError('ZONE_UNREACHABLE', { zone: this.zone.name }, error)
      throw error
    }
  }
}
