import { concatBytes, hexDecode, hexEncode, utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { BACKENDS } from '../../node/testing/backends.ts'
import { readVectors } from '../../node/testing/vectors.ts'
import { compressPoint } from '../agreement-points.ts'
import { suite } from '../suite.ts'
import { deriveSecretKey } from './hpke.ts'

interface HpkeCase {
  readonly info: string
  readonly ikmE: string
  readonly ikmR: string
  readonly skRm: string
  readonly pkRm: string
  readonly enc: string
  readonly aad: string
  readonly pt: string
  readonly ct: string
}

describe.each(BACKENDS)('HPKE on $id', (crypto) => {
  test.each(readVectors<HpkeCase>('hpke/p256-aes-256-gcm'))('the vector of the RFC for this suite', (vector) => {
    const secretKey = deriveSecretKey(crypto, hexDecode(vector.ikmR))
    const recipient = compressPoint('p256', hexDecode(vector.pkRm))
    expect(hexEncode(secretKey)).toBe(vector.skRm)
    expect(hexEncode(crypto.signer('p256', secretKey).publicKey)).toBe(hexEncode(recipient))

    const input = { associatedData: hexDecode(vector.aad), info: hexDecode(vector.info) }
    const encrypted = suite(crypto, 'intl').encryptTo({
      ...input,
      recipient,
      plaintext: hexDecode(vector.pt),
      ephemeralSecret: hexDecode(vector.ikmE),
    })
    expect(hexEncode(encrypted)).toBe(vector.enc + vector.ct)
    expect(hexEncode(suite(crypto, 'intl').decryptWith({ ...input, secretKey, encrypted }))).toBe(vector.pt)
  })

  test('equals a second implementation over Web Crypto', async () => {
    const secretKey = new Uint8Array(32).fill(5)
    const recipient = suite(crypto, 'intl').encryptionKey(secretKey)
    const [info, associatedData, plaintext] = ['xiezhi/annex/v1', 'court 110000', '委托书扫描件'].map(utf8Encode)
    const ephemeralSecret = new Uint8Array(32).fill(6)
    const input = { info: info!, associatedData: associatedData! }
    const encrypted = suite(crypto, 'intl').encryptTo({ ...input, recipient, plaintext: plaintext!, ephemeralSecret })
    expect(hexEncode(await webCryptoOpen(secretKey, recipient, encrypted, input))).toBe(hexEncode(plaintext!))
  })
})

/** RFC 9180 written a second time, with the derivations of Web Crypto: nothing here comes from the sources. */
async function webCryptoOpen(
  secretKey: Uint8Array,
  recipient: Uint8Array,
  encrypted: Uint8Array,
  { info, associatedData }: { info: Uint8Array; associatedData: Uint8Array },
): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto
  const { createECDH, ECDH } = await import('node:crypto')
  const enc = encrypted.subarray(0, 65)
  const party = createECDH('prime256v1')
  party.setPrivateKey(secretKey)
  const full = Uint8Array.from(ECDH.convertKey(recipient, 'prime256v1', undefined, undefined, 'uncompressed') as Buffer)
  const hmac = async (key: Uint8Array, data: Uint8Array): Promise<Uint8Array> => {
    // Web Crypto takes no empty key; a zero byte is the same key to HMAC.
    const raw = Uint8Array.from(key.length === 0 ? [0] : key)
    const imported = await subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    return new Uint8Array(await subtle.sign('HMAC', imported, Uint8Array.from(data)))
  }
  const text = utf8Encode
  const none = new Uint8Array(0)
  const kem = concatBytes(text('KEM'), hexDecode('0010'))
  const hpke = concatBytes(text('HPKE'), hexDecode('001000010002'))
  const extract = (id: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array): Promise<Uint8Array> =>
    hmac(salt, concatBytes(text('HPKE-v1'), id, text(label), ikm))
  const expand = async (id: Uint8Array, prk: Uint8Array, label: string, data: Uint8Array, n: number) =>
    (
      await hmac(prk, concatBytes(Uint8Array.of(0, n), text('HPKE-v1'), id, text(label), data, Uint8Array.of(1)))
    ).subarray(0, n)

  const eae = await extract(kem, none, 'eae_prk', Uint8Array.from(party.computeSecret(enc)))
  const shared = await expand(kem, eae, 'shared_secret', concatBytes(enc, full), 32)
  const context = concatBytes(
    Uint8Array.of(0),
    await extract(hpke, none, 'psk_id_hash', none),
    await extract(hpke, none, 'info_hash', info),
  )
  const secret = await extract(hpke, shared, 'secret', none)
  const key = await expand(hpke, secret, 'key', context, 32)
  const iv = await expand(hpke, secret, 'base_nonce', context, 12)
  const aes = await subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['decrypt'])
  const algorithm = { name: 'AES-GCM', iv: Uint8Array.from(iv), additionalData: Uint8Array.from(associatedData) }
  return new Uint8Array(await subtle.decrypt(algorithm, aes, Uint8Array.from(encrypted.subarray(65))))
}
