import { readFileSync } from 'node:fs'
import { hexDecode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { pureCrypto } from '@xiezhi/crypto'
import type { CommitSignatureCheck, Crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { commitCrypto } from './commit-crypto.ts'

const signer = pureCrypto.signer('ed25519', new Uint8Array(32).fill(5))
const message = Uint8Array.of(1, 2, 3)
const good: CommitSignatureCheck = { publicKey: signer.publicKey, message, signature: signer.sign(message) }
// A key of small order and S = 0: no equation of RFC 8032 holds for most messages, the one with the cofactor for all.
const smallOrder: CommitSignatureCheck = {
  publicKey: hexDecode('ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'),
  message,
  signature: hexDecode(`01${'00'.repeat(63)}`),
}
const nonCanonical: CommitSignatureCheck = {
  publicKey: hexDecode(`ee${'ff'.repeat(30)}7f`),
  message,
  signature: hexDecode(`ee${'ff'.repeat(30)}7f${'00'.repeat(32)}`),
}
const bad = { ...good, message: Uint8Array.of(1, 2, 4) }
const short = { ...good, signature: good.signature.slice(1) }
const longKey = { ...good, publicKey: Uint8Array.of(...good.publicKey, 0) }

/** Counts how often the whole is loaded. */
function counted(): { readonly crypto: Crypto; readonly loads: () => number } {
  let loads = 0
  const crypto = commitCrypto(() => {
    loads += 1
    return nodeCrypto
  })
  return { crypto, loads: () => loads }
}

describe('commitCrypto', () => {
  test('judges hashes and good commit signatures without the rest', () => {
    const { crypto, loads } = counted()
    const bytes = new Uint8Array(readFileSync(new URL(import.meta.url)))
    expect(crypto.sha256(bytes)).toEqual(pureCrypto.sha256(bytes))
    expect(crypto.sha256Many([bytes, message])).toEqual(pureCrypto.sha256Many([bytes, message]))
    expect(crypto.verifyZip215Many([good, good])).toEqual([true, true])
    expect(loads()).toBe(0)
  })

  test('gives the verdicts of ZIP-215 where OpenSSL refuses', () => {
    const { crypto, loads } = counted()
    const checks = [good, smallOrder, nonCanonical, bad, short, longKey]
    const verdicts = crypto.verifyZip215Many(checks)
    expect(verdicts).toEqual(pureCrypto.verifyZip215Many(checks))
    expect(verdicts.slice(0, 2)).toEqual([true, true])
    expect(verdicts.slice(3)).toEqual([false, false, false])
    expect(loads()).toBe(1)
  })

  test('does everything else as the whole does', () => {
    const { crypto } = counted()
    const secret = new Uint8Array(32).fill(9)
    const box = { algorithm: 'aes-256-gcm', key: secret, nonce: new Uint8Array(12), associatedData: message } as const
    expect(crypto.sm3(message)).toEqual(nodeCrypto.sm3(message))
    expect(crypto.hmac('sha256', secret, message)).toEqual(nodeCrypto.hmac('sha256', secret, message))
    const signature = crypto.signer('ed25519', secret).sign(message)
    const { publicKey } = nodeCrypto.signer('ed25519', secret)
    expect(crypto.verifyMany([{ algorithm: 'ed25519', publicKey, message, signature }])).toEqual([true])
    const point = nodeCrypto.signer('p256', secret).publicKey
    expect(crypto.agree('p256', secret, point)).toEqual(nodeCrypto.agree('p256', secret, point))
    const sealed = crypto.seal({ ...box, plaintext: message })
    expect(crypto.open({ ...box, sealed })).toEqual(message)
  })
})
