import { hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../node/testing/backends.ts'
import { codeOf } from '../node/testing/code-of.ts'
import { suite, type SuiteId } from './suite.ts'

const SUITES: readonly SuiteId[] = ['intl', 'sm']
const cases = BACKENDS.flatMap((crypto) => SUITES.map((id) => ({ crypto, id })))
const SECRET = new Uint8Array(32).fill(7)
const OTHER = new Uint8Array(32).fill(8)

describe.each(cases)('$id on $crypto.id', ({ crypto, id }) => {
  const own = suite(crypto, id)
  const recipient = own.encryptionKey(SECRET)
  const context = { associatedData: utf8Encode('packet 12'), info: utf8Encode('xiezhi/annex/v1') }
  const plaintext = utf8Encode('执业证号 11101202610000001')
  const ephemeralSecret = new Uint8Array(32).fill(9)
  const encrypt = (): Uint8Array => own.encryptTo({ ...context, recipient, plaintext, ephemeralSecret })
  const encrypted = encrypt()

  test('names its algorithms', () => {
    const { digestAlgorithm, signatureAlgorithms, aead, agreement } = own
    expect({ digestAlgorithm, signatureAlgorithms, aead, agreement }).toEqual(
      id === 'sm'
        ? { digestAlgorithm: 'sm3', signatureAlgorithms: ['sm2'], aead: 'sm4-gcm', agreement: 'sm2' }
        : {
            digestAlgorithm: 'sha256',
            signatureAlgorithms: ['ed25519', 'p256'],
            aead: 'aes-256-gcm',
            agreement: 'p256',
          },
    )
  })

  test('digests the empty text', () => {
    const known = {
      intl: 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      sm: 'sm3:1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
    }
    expect(own.digest(new Uint8Array(0))).toBe(known[id])
    expect(own.digestBytes(new Uint8Array(0))).toEqual(hexDecode(known[id].slice(-64)))
  })

  test('seals and opens under a shared key', () => {
    const box = {
      key: new Uint8Array(id === 'sm' ? 16 : 32).fill(3),
      nonce: new Uint8Array(12),
      associatedData: plaintext,
    }
    const sealed = own.seal({ ...box, plaintext })
    expect(own.open({ ...box, sealed })).toEqual(plaintext)
    expect(codeOf(() => own.open({ ...box, sealed, associatedData: new Uint8Array(0) }))).toBe('OPEN_FAILED')
  })

  test('the same inputs give the same box on every backend, another ephemeral secret another box', () => {
    for (const other of BACKENDS) {
      const again = suite(other, id).encryptTo({ ...context, recipient, plaintext, ephemeralSecret })
      expect(hexEncode(again)).toBe(hexEncode(encrypted))
    }
    const fresh = own.encryptTo({ ...context, recipient, plaintext, ephemeralSecret: OTHER })
    expect(hexEncode(fresh.subarray(0, 65))).not.toBe(hexEncode(encrypted.subarray(0, 65)))
    expect(encrypted.length).toBe(65 + plaintext.length + 16)
  })

  const flip = (at: number): Uint8Array => encrypted.map((byte, i) => (i === at ? byte ^ 1 : byte))
  test.each([
    ['another secret key', { secretKey: OTHER }, 'OPEN_FAILED'],
    ['other associated data', { associatedData: utf8Encode('packet 13') }, 'OPEN_FAILED'],
    ['other info', { info: utf8Encode('xiezhi/dossier/v1') }, 'OPEN_FAILED'],
    ['a changed ciphertext', { encrypted: flip(65) }, 'OPEN_FAILED'],
    ['a changed tag', { encrypted: flip(encrypted.length - 1) }, 'OPEN_FAILED'],
    ['an ephemeral key off the curve', { encrypted: flip(64) }, 'PUBLIC_KEY_INVALID'],
    ['an ephemeral key in another form', { encrypted: flip(0) }, 'PUBLIC_KEY_INVALID'],
    ['only the ephemeral key', { encrypted: encrypted.subarray(0, 65) }, 'SEALED_BYTES'],
    ['nothing', { encrypted: new Uint8Array(0) }, 'PUBLIC_KEY_INVALID'],
    ['a secret key of zero', { secretKey: new Uint8Array(32) }, 'SECRET_KEY_INVALID'],
  ])('does not decrypt with %s', (_, change, code) => {
    expect(own.decryptWith({ ...context, secretKey: SECRET, encrypted })).toEqual(plaintext)
    expect(codeOf(() => own.decryptWith({ ...context, secretKey: SECRET, encrypted, ...change }))).toBe(code)
  })

  test.each([
    ['a recipient key off the curve', { recipient: Uint8Array.of(4, ...recipient.subarray(1)) }, 'PUBLIC_KEY_INVALID'],
    ['a recipient key of the wrong length', { recipient: recipient.subarray(1) }, 'PUBLIC_KEY_INVALID'],
    ['an ephemeral secret of 31 bytes', { ephemeralSecret: new Uint8Array(31) }, 'SECRET_KEY_INVALID'],
  ])('does not encrypt with %s', (_, change, code) => {
    expect(codeOf(() => own.encryptTo({ ...context, recipient, plaintext, ephemeralSecret, ...change }))).toBe(code)
  })
})

test('a box of one suite does not open under the other', () => {
  const [crypto] = BACKENDS
  const context = {
    associatedData: new Uint8Array(0),
    info: new Uint8Array(0),
    plaintext: SECRET,
    ephemeralSecret: OTHER,
  }
  const recipient = suite(crypto!, 'sm').encryptionKey(SECRET)
  const encrypted = suite(crypto!, 'sm').encryptTo({ ...context, recipient })
  const run = (): Uint8Array => suite(crypto!, 'intl').decryptWith({ ...context, secretKey: SECRET, encrypted })
  expect(codeOf(run)).toBe('PUBLIC_KEY_INVALID')
})
