import { readFileSync } from 'node:fs'
import { parseTrustFile } from '@xiezhi/evidence'
import type { TrustFile, ZoneTrust } from '@xiezhi/evidence'
import { GatewayError } from '../gateway-error.ts'

/** The anchors that this authority holds. Read anew each time: officers change the file, not this process. */
export class TrustAnchors {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  /** @throws GatewayError NOT_AVAILABLE */
  read(): { readonly trust: TrustFile; readonly text: string } {
    try {
      const bytes = readFileSync(this.#file)
      return { trust: parseTrustFile(new Uint8Array(bytes)), text: bytes.toString('utf8') }
    } catch (error) {
      throw new GatewayError('NOT_AVAILABLE', { what: 'trust anchors' }, error)
    }
  }

  /** @throws GatewayError NOT_AVAILABLE */
  of(chainId: string): ZoneTrust {
    const found = this.read().trust.zones.find((zone) => zone.chainId === chainId)
    if (found === undefined) throw new GatewayError('NOT_AVAILABLE', { what: 'trust anchors', chainId })
    return found
  }
}
