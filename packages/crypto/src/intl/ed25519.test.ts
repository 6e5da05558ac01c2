import { ed25519 } from '@noble/curves/ed25519.js'
import { hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../../node/testing/backends.ts'
import { readVectors, type Wycheproof } from '../../node/testing/vectors.ts'
import { admitEd25519Key, admitEd25519Signature } from './ed25519-rules.ts'

interface EdCase extends Wycheproof {
  readonly key: string
  readonly msg: string
  readonly sig: string
}

interface CctvCase {
  readonly number: number
  readonly key: string
  readonly sig: string
  readonly msg: string
  readonly flags: readonly string[]
}

/** RFC 8032, 7.1: secret key, public key, message, signature. */
const RFC_8032 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
] as const

/** R is the identity with the sign bit of x = 0 set, which ZIP-215 decodes. */
const MINUS_ZERO = 151

const cctv = [...readVectors<CctvCase>('ed25519/cctv-1'), ...readVectors<CctvCase>('ed25519/cctv-2')]

describe.each(BACKENDS)('Ed25519 on $id', (crypto) => {
  const strict = (key: string, msg: Uint8Array, sig: string): boolean => {
    const check = { publicKey: hexDecode(key), message: msg, signature: hexDecode(sig) }
    return crypto.verifyMany([{ algorithm: 'ed25519', ...check }])[0] as boolean
  }
  const zip215 = (key: string, msg: Uint8Array, sig: string): boolean =>
    crypto.verifyZip215Many([{ publicKey: hexDecode(key), message: msg, signature: hexDecode(sig) }])[0] as boolean

  test.each(RFC_8032)('RFC 8032, secret key %s', (secret, key, msg, sig) => {
    const signer = crypto.signer('ed25519', hexDecode(secret))
    expect(hexEncode(signer.publicKey)).toBe(key)
    expect(hexEncode(signer.sign(hexDecode(msg)))).toBe(sig)
    expect(strict(key, hexDecode(msg), sig)).toBe(true)
  })

  test('Wycheproof: strict and ZIP-215 verdicts are those of the file', () => {
    for (const { tcId, key, msg, sig, result } of readVectors<EdCase>('wycheproof/ed25519')) {
      const seen = { tcId, strict: strict(key, hexDecode(msg), sig), zip215: zip215(key, hexDecode(msg), sig) }
      const valid = result === 'valid'
      expect(seen).toEqual({ tcId, strict: valid, zip215: valid || tcId === MINUS_ZERO })
    }
  })

  test('CCTV: strict refuses small orders, other encodings, and equations that hold only with the cofactor', () => {
    const refusing = new Set(['low_order_R', 'low_order_A', 'non_canonical_R', 'non_canonical_A', 'low_order_residue'])
    expect(cctv.filter(({ flags }) => !flags.some((flag) => refusing.has(flag))).length).toBeGreaterThan(0)
    for (const { number, key, msg, sig, flags } of cctv) {
      const expected = !flags.some((flag) => refusing.has(flag))
      expect({ number, verdict: strict(key, utf8Encode(msg), sig) }).toEqual({ number, verdict: expected })
    }
  })

  test('CCTV: ZIP-215 takes all of that, and hashes the bytes as they are', () => {
    for (const { number, key, msg, sig, flags } of cctv) {
      // Eight times an A of small order is nothing, whatever k.
      const expected = !flags.includes('reencoded_k') || flags.includes('low_order_A')
      expect({ number, verdict: zip215(key, utf8Encode(msg), sig) }).toEqual({ number, verdict: expected })
    }
  })

  test('ZIP-215 refuses S = L + s and wrong lengths', () => {
    const [, key, msg, sig] = RFC_8032[1]
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const raised = littleEndian(sig.slice(64)) + order
    const bytes = Array.from({ length: 32 }, (_, i) => Number((raised >> BigInt(8 * i)) & 255n))
    expect(zip215(key, hexDecode(msg), sig)).toBe(true)
    expect(zip215(key, hexDecode(msg), sig.slice(0, 64) + hexEncode(Uint8Array.from(bytes)))).toBe(false)
    expect(zip215(key, hexDecode(msg), sig.slice(2))).toBe(false)
    expect(zip215(key.slice(2), hexDecode(msg), sig)).toBe(false)
  })
})

describe('the rules in front of both backends', () => {
  const generator = ed25519.Point.BASE.toBytes()

  test('the list of small orders is the whole subgroup of eight points', () => {
    const torsion = hexDecode('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')
    let point = ed25519.Point.fromBytes(torsion)
    const step = point
    for (let i = 0; i < 8; i++) {
      expect(point.isSmallOrder()).toBe(true)
      expect(admitEd25519Key(point.toBytes())).toBe(false)
      point = point.add(step)
    }
    expect(point.equals(step)).toBe(true)
    expect(admitEd25519Key(generator)).toBe(true)
  })

  test.each([
    ['y = p + 3, which decodes to a point under ZIP-215', `f0${'ff'.repeat(30)}7f`],
    ['a y without a point', `02${'00'.repeat(31)}`],
    ['31 bytes', '01'.repeat(31)],
  ])('a key: %s', (_, hex) => {
    expect(admitEd25519Key(hexDecode(hex))).toBe(false)
  })

  test.each([
    ['S = L − 1', 'ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', true],
    ['S = L', 'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', false],
    ['S = 2^256 − 1', 'ff'.repeat(32), false],
    ['S = 0', '00'.repeat(32), true],
  ])('a signature with %s', (_, s, expected) => {
    expect(admitEd25519Signature(hexDecode(hexEncode(generator) + s))).toBe(expected)
  })
})

function littleEndian(hex: string): bigint {
  return hexDecode(hex).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
}
