import { createCipheriv } from 'node:crypto'
import { concatBytes, hexDecode, hexEncode } from '@xiezhi/codec'
import { sm4 } from 'sm-crypto-v2'
import { expect, test } from 'vitest'
import { pureCrypto } from '../pure.ts'

const KEY = hexDecode('0123456789abcdeffedcba9876543210')
const NONCE = hexDecode('00001234567800000000abcd')

test('the cipher underneath: GB/T 32907-2016, annex A.1', () => {
  const block = sm4.encrypt(KEY, KEY, { mode: 'ecb', padding: 'none', output: 'array' })
  expect(hexEncode(block)).toBe('681edf34d206965e86b3e94f536e4246')
})

test('RFC 8998, A.1', () => {
  const plaintext = hexDecode(
    'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa',
  )
  const associatedData = hexDecode('feedfacedeadbeeffeedfacedeadbeefabaddad2')
  const sealed = pureCrypto.seal({ algorithm: 'sm4-gcm', key: KEY, nonce: NONCE, plaintext, associatedData })
  expect(hexEncode(sealed)).toBe(
    '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735' +
      'd82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d' +
      '83de3541e4c2b58177e065a9bf7b62ec',
  )
})

test('the key stream is the counter mode of OpenSSL at every length around the block edges', () => {
  for (let length = 0; length <= 70; length++) {
    const plaintext = Uint8Array.from({ length }, (_, i) => i)
    const sealed = pureCrypto.seal({
      algorithm: 'sm4-gcm',
      key: KEY,
      nonce: NONCE,
      plaintext,
      associatedData: new Uint8Array(0),
    })
    const counter = concatBytes(NONCE, Uint8Array.of(0, 0, 0, 2))
    const second = createCipheriv('sm4-ctr', KEY, counter).update(plaintext)
    expect(hexEncode(sealed.subarray(0, length))).toBe(hexEncode(second))
  }
})
