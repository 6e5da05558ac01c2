import { concatBytes, encodeCanonical, utf8Encode } from '@xiezhi/codec'
import type { Crypto, Suite } from '@xiezhi/crypto'
import { CreditCheckError } from './credit-check-error.ts'
import { normalPerson } from './person.ts'
import type { Person } from './person.ts'

export const TOKEN_BYTES = 16
export const TOKEN_KEY_BYTES = 32
const TOKEN_FORMAT = 'xiezhi/credit-token/v1'
const KEY_FORMAT = 'xiezhi/credit-token-key/v1\0'

/** The keyed function of one subscriber over persons, for one set: tokens of two sets have nothing in common. */
export interface TokenFunction {
  readonly keyDigest: string
  /** @throws CreditCheckError as `normalPerson` */
  tokenOf(person: Person): Uint8Array
}

/** @throws CreditCheckError KEY_BYTES */
export function tokenFunction(crypto: Crypto, algorithms: Suite, key: Uint8Array, setId: string): TokenFunction {
  const keyDigest = tokenKeyDigest(algorithms, key)
  return {
    keyDigest,
    tokenOf: (person) => {
      const input = encodeCanonical({ format: TOKEN_FORMAT, setId, person: { ...normalPerson(person) } })
      return crypto.hmac(algorithms.digestAlgorithm, key, input).subarray(0, TOKEN_BYTES)
    },
  }
}

/** Names a key of 32 random bytes without saying anything of it. @throws CreditCheckError KEY_BYTES */
export function tokenKeyDigest(algorithms: Suite, key: Uint8Array): string {
  if (key.length !== TOKEN_KEY_BYTES) throw new CreditCheckError('KEY_BYTES', { expected: TOKEN_KEY_BYTES })
  return algorithms.digest(concatBytes(utf8Encode(KEY_FORMAT), key))
}
