import { createECDH } from 'node:crypto'
import type { AgreementCurve } from '@xiezhi/crypto'
import { bytesOf } from './hash.ts'

const NAMES: Readonly<Record<AgreementCurve, string>> = { p256: 'prime256v1', sm2: 'SM2' }

/** The x coordinate of secret·public, 32 bytes. */
export function agree(curve: AgreementCurve, secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const party = createECDH(NAMES[curve])
  party.setPrivateKey(secretKey)
  return bytesOf(party.computeSecret(publicKey))
}
