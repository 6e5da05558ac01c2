import { hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../../node/testing/backends.ts'
import { codeOf } from '../../node/testing/code-of.ts'
import { readVectors, type Wycheproof } from '../../node/testing/vectors.ts'
import { compressPoint, uncompressPoint } from '../agreement-points.ts'
import { bytes32FromNumber, numberFromBytes } from '../scalar.ts'
import { signatureFromDer, signatureToDer } from '../signature-der.ts'
import { admitP256Key, admitP256Signature, P256_ORDER } from './p256-rules.ts'

interface EcdsaCase extends Wycheproof {
  readonly key: string
  readonly msg: string
  readonly sig: string
}

interface EcdhCase extends Wycheproof {
  readonly private: string
  readonly shared: string
  readonly point: string
}

const COMPRESSED = 2

/** RFC 6979, A.2.5. */
const SECRET = hexDecode('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721')
const SAMPLE_R = 'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716'
const SAMPLE_S = 0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n
const TEST_SIGNATURE =
  'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367' +
  '019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083'

/** The signature with n − s for s, if that is the lower one; both verify in plain ECDSA. */
function lowered(signature: Uint8Array): Uint8Array {
  const s = numberFromBytes(signature.subarray(32))
  const out = signature.slice()
  if (s > P256_ORDER / 2n && s < P256_ORDER) out.set(bytes32FromNumber(P256_ORDER - s), 32)
  return out
}

describe.each(BACKENDS)('P-256 on $id', (crypto) => {
  const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
    crypto.verifyMany([{ algorithm: 'p256', publicKey, message, signature }])[0] as boolean

  test('RFC 6979, A.2.5, with the lower of the two s', () => {
    const signer = crypto.signer('p256', SECRET)
    const low = hexEncode(bytes32FromNumber(P256_ORDER - SAMPLE_S))
    expect(hexEncode(signer.sign(utf8Encode('sample')))).toBe(SAMPLE_R + low)
    expect(hexEncode(signer.sign(utf8Encode('test')))).toBe(TEST_SIGNATURE)
    expect(verify(signer.publicKey, utf8Encode('test'), hexDecode(TEST_SIGNATURE))).toBe(true)
    const high = hexDecode(SAMPLE_R + hexEncode(bytes32FromNumber(SAMPLE_S)))
    expect(verify(signer.publicKey, utf8Encode('sample'), high)).toBe(false)
  })

  test('Wycheproof, r‖s: the verdicts of the file, for the lower s only', () => {
    for (const { tcId, key, msg, sig, result } of readVectors<EcdsaCase>('wycheproof/ecdsa-p256-p1363')) {
      const publicKey = compressPoint('p256', hexDecode(key))
      const signature = hexDecode(sig)
      const low = lowered(signature)
      const isLow = hexEncode(low) === sig
      const expected = { tcId, given: result === 'valid' && isLow, lowered: result === 'valid' }
      const given = verify(publicKey, hexDecode(msg), signature)
      expect({ tcId, given, lowered: verify(publicKey, hexDecode(msg), low) }).toEqual(expected)
    }
  })

  test('Wycheproof, DER: the strict reader and the verdict together', () => {
    for (const { tcId, key, msg, sig, result } of readVectors<EcdsaCase>('wycheproof/ecdsa-p256-der')) {
      const der = hexDecode(sig)
      let verdict = false
      if (codeOf(() => signatureFromDer(der)) === 'none') {
        const signature = signatureFromDer(der)
        expect(hexEncode(signatureToDer(signature))).toBe(sig)
        verdict = verify(compressPoint('p256', hexDecode(key)), hexDecode(msg), lowered(signature))
      }
      expect({ tcId, verdict }).toEqual({ tcId, verdict: result === 'valid' })
    }
  })

  test('Wycheproof, key agreement', () => {
    for (const { tcId, private: secret, point, shared, result } of readVectors<EcdhCase>('wycheproof/ecdh-p256')) {
      const agree = (): string => {
        const bytes = hexDecode(point)
        const publicKey = bytes.length === 33 ? bytes : compressPoint('p256', bytes)
        return hexEncode(crypto.agree('p256', hexDecode(secret.padStart(64, '0').slice(-64)), publicKey))
      }
      // Of the acceptable ones, only the compressed key is a point in a form known here.
      if (result === 'valid' || tcId === COMPRESSED) expect({ tcId, shared: agree() }).toEqual({ tcId, shared })
      else expect({ tcId, code: codeOf(agree) }).toEqual({ tcId, code: 'PUBLIC_KEY_INVALID' })
    }
  })
})

describe('the rules in front of both backends', () => {
  const { x, y } = { x: 'ff'.repeat(32), y: '00' }
  test.each([
    ['x = 2^256 − 1', `02${x}`],
    ['x without a point on the curve', `02${y.repeat(31)}01`],
    ['a point in uncompressed form', '04'.repeat(65)],
    ['the prefix of an uncompressed point', `04${y.repeat(31)}05`],
    ['the point at infinity', '00'],
  ])('a key: %s', (_, hex) => {
    expect(admitP256Key(hexDecode(hex))).toBe(false)
  })

  const half = P256_ORDER / 2n
  test.each([
    ['r = 0', 0n, 1n, false],
    ['r = n', P256_ORDER, 1n, false],
    ['r = n − 1', P256_ORDER - 1n, 1n, true],
    ['s = 0', 1n, 0n, false],
    ['s = (n − 1)/2', 1n, half, true],
    ['s = (n + 1)/2', 1n, half + 1n, false],
  ])('a signature with %s', (_, r, s, expected) => {
    const signature = hexDecode(hexEncode(bytes32FromNumber(r)) + hexEncode(bytes32FromNumber(s)))
    expect(admitP256Signature(signature)).toBe(expected)
  })

  test('points change form without loss, and only points do', () => {
    const point = hexDecode(readVectors<EcdhCase>('wycheproof/ecdh-p256')[0]!.point)
    expect(uncompressPoint('p256', compressPoint('p256', point))).toEqual(point)
    const off = point.slice()
    off[64] = (off[64] as number) ^ 1
    expect(codeOf(() => compressPoint('p256', off))).toBe('PUBLIC_KEY_INVALID')
    expect(codeOf(() => compressPoint('p256', point.subarray(0, 33)))).toBe('PUBLIC_KEY_INVALID')
    expect(codeOf(() => compressPoint('sm2', point))).toBe('PUBLIC_KEY_INVALID')
    expect(codeOf(() => uncompressPoint('p256', point))).toBe('PUBLIC_KEY_INVALID')
  })
})
