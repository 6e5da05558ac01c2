import { verify } from 'node:crypto'
import type { VerificationKey } from '@xiezhi/crypto'
import { importPublicKey } from './keys.ts'

export function p256Key(publicKey: Uint8Array): VerificationKey {
  const key = { key: importPublicKey('p256', publicKey), dsaEncoding: 'ieee-p1363' } as const
  return { verify: (message, signature) => verify('sha256', message, key, signature) }
}
