import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { assetNoOf } from '@xiezhi/control-interface'
import type { ControlRequest } from '@xiezhi/control-interface'
import type { Crypto } from '@xiezhi/crypto'

const ID_CHARACTERS = 32
const SALT_CHARACTERS = 64

type Hmac = Pick<Crypto, 'hmac'>

/**
 * What an institution derives under its own key: the same for the same thing after any restart, and nothing to whoever has
 * not the key. So a step that is taken twice says the same twice.
 */
export class KeyedIndex {
  readonly #crypto: Hmac
  readonly #key: Uint8Array

  constructor(crypto: Hmac, key: Uint8Array) {
    this.#crypto = crypto
    this.#key = key
  }

  /** Key of the asset of a control; undefined: the request names none. */
  assetKey({ institutionKind, items }: ControlRequest): string | undefined {
    const item = items?.[0]
    const assetNo = item === undefined ? undefined : assetNoOf(institutionKind, item)
    if (item === undefined || assetNo === undefined) return undefined
    const parts = [institutionKind, assetNo, item.subAccount ?? '', item.securityCode ?? '', item.productNo ?? '']
    return this.#derive('asset', parts).slice(0, ID_CHARACTERS)
  }

  measureId(orderId: string): string {
    return this.#derive('measure', orderId).slice(0, ID_CHARACTERS)
  }

  amountSalt(orderId: string): string {
    return this.#derive('amount-salt', orderId).slice(0, SALT_CHARACTERS)
  }

  #derive(purpose: string, value: Json): string {
    const input = encodeCanonical([`xiezhi/institution-index/v1/${purpose}`, value])
    return hexEncode(this.#crypto.hmac('sha256', this.#key, input))
  }
}
