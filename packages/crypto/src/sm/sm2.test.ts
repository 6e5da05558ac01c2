import { hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { sm2 as secondSm2 } from 'sm-crypto-v2'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../../node/testing/backends.ts'
import { numberFromBytes } from '../scalar.ts'
import { signWithNonce, sm2IdentityDigest } from './sm2.ts'

/** GB/T 32918.5-2017, annex A.2. */
const D = hexDecode('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')
const PX = '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020'
const PY = 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
const K = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n
const Z = 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3'
const E = 0xf0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640n
const R = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3'
const S = 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'
const PUBLIC_KEY = hexDecode(`03${PX}`)
const MESSAGE = utf8Encode('message digest')

describe('the example of GB/T 32918.5-2017, A.2', () => {
  test('the identity digest Z', () => {
    expect(hexEncode(sm2IdentityDigest(PUBLIC_KEY))).toBe(Z)
  })

  test('r and s for the nonce of the example', () => {
    expect(hexEncode(signWithNonce(numberFromBytes(D), E, K)!)).toBe(R + S)
  })

  test.each(BACKENDS)('$id derives the public key and accepts the signature', (crypto) => {
    expect(hexEncode(crypto.signer('sm2', D).publicKey)).toBe(`03${PX}`)
    const check = { algorithm: 'sm2', publicKey: PUBLIC_KEY, message: MESSAGE, signature: hexDecode(R + S) } as const
    expect(crypto.verifyMany([check, { ...check, message: utf8Encode('message digesT') }])).toEqual([true, false])
  })
})

describe.each(BACKENDS)('$id signatures against others', (crypto) => {
  const signer = crypto.signer('sm2', D)

  test.each(BACKENDS)('verify on $id', (other) => {
    const signature = signer.sign(MESSAGE)
    expect(other.verifyMany([{ algorithm: 'sm2', publicKey: PUBLIC_KEY, message: MESSAGE, signature }])).toEqual([true])
  })

  test('verify in sm-crypto-v2, and its signatures verify here', () => {
    const options = { hash: true, publicKey: `04${PX}${PY}`, userId: '1234567812345678' }
    const ours = hexEncode(signer.sign(MESSAGE))
    expect(secondSm2.doVerifySignature(MESSAGE, ours, options.publicKey, options)).toBe(true)
    const theirs = hexDecode(secondSm2.doSignature(MESSAGE, hexEncode(D), options))
    const check = { algorithm: 'sm2', publicKey: PUBLIC_KEY, message: MESSAGE, signature: theirs } as const
    expect(crypto.verifyMany([check])).toEqual([true])
  })
})
