import { be64, concatBytes, utf8Encode } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import type { KeyText, Signer as KeySigner } from '@xiezhi/crypto'
import { keyTextOf } from '../tx/transaction.ts'

/** An invented officer with a key that follows from the seed. */
export interface TestSigner {
  readonly organisation: string
  readonly officer: string
  readonly key: KeyText
  readonly signer: KeySigner
}

export function testSigner(organisation: string, officer: string, seed: number): TestSigner {
  const secret = pureCrypto.sha256(concatBytes(utf8Encode('xiezhi test signer'), be64(seed)))
  const signer = pureCrypto.signer('ed25519', secret)
  return { organisation, officer, key: keyTextOf(signer), signer }
}
