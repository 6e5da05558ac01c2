import { concatBytes, hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { kdf as secondKdf, sm2 as secondSm2, sm3 as secondSm3, sm4 } from 'sm-crypto-v2'
import { expect, test } from 'vitest'
import { pureCrypto } from '../pure.ts'
import { suite } from '../suite.ts'
import { sm3Kdf } from './sm2-box.ts'

test('the key derivation of GB/T 32918.4 equals that of sm-crypto-v2, over several blocks too', () => {
  const z = utf8Encode('x and y of a shared point')
  for (const length of [1, 28, 32, 33, 100]) {
    expect(hexEncode(sm3Kdf(pureCrypto, z, length))).toBe(hexEncode(secondKdf(z, length)))
  }
})

test('a box opens with nothing but the functions of sm-crypto-v2', () => {
  const secretKey = new Uint8Array(32).fill(5)
  const sm = suite(pureCrypto, 'sm')
  const context = { info: utf8Encode('xiezhi/annex/v1'), associatedData: utf8Encode('packet 12') }
  const plaintext = utf8Encode('委托书扫描件')
  const encrypted = sm.encryptTo({
    ...context,
    recipient: sm.encryptionKey(secretKey),
    plaintext,
    ephemeralSecret: new Uint8Array(32).fill(6),
  })

  const [ephemeral, ciphertext, tag] = [encrypted.subarray(0, 65), encrypted.subarray(65, -16), encrypted.subarray(-16)]
  const infoDigest = hexDecode(secondSm3(context.info))
  const label = utf8Encode('xiezhi/sm2-box/v1')
  const secretHex = hexEncode(secretKey)
  const shared = secondSm2.ecdh(secretHex, hexEncode(ephemeral), false)
  const recipient = hexDecode(secondSm2.getPublicKeyFromPrivateKey(secretHex))
  const z = concatBytes(label, shared.subarray(1, 33), ephemeral, recipient, infoDigest)
  const derived = secondKdf(z, 28)
  const opened = sm4.decrypt(ciphertext, derived.subarray(0, 16), {
    mode: 'gcm',
    output: 'array',
    iv: derived.subarray(16),
    associatedData: context.associatedData,
    tag,
  })
  expect(hexEncode(opened)).toBe(hexEncode(plaintext))
})
