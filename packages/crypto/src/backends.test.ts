import { hexEncode, utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { nodeCrypto, verifyManyLater } from '../node/index.ts'
import { BACKENDS } from '../node/testing/backends.ts'
import type { SignatureAlgorithm } from './crypto.ts'
import { suite } from './suite.ts'

const ALGORITHMS: readonly SignatureAlgorithm[] = ['ed25519', 'p256', 'sm2']
const MESSAGE = utf8Encode('（2026）京01民初7号')
const SECRET = new Uint8Array(32).fill(7)
const pairs = BACKENDS.flatMap((signing) => BACKENDS.map((verifying) => ({ signing, verifying })))

describe.each(pairs)('signed on $signing.id, checked on $verifying.id', ({ signing, verifying }) => {
  test.each(ALGORITHMS)('%s', (algorithm) => {
    const { publicKey, sign } = signing.signer(algorithm, SECRET)
    const check = { algorithm, publicKey, message: MESSAGE, signature: sign(MESSAGE) }
    const other = signing.signer(algorithm, new Uint8Array(32).fill(8)).publicKey
    const verdicts = verifying.verifyMany([
      check,
      { ...check, message: utf8Encode('（2026）京01民初8号') },
      { ...check, publicKey: other },
      { ...check, signature: check.signature.subarray(0, 63) },
      { ...check, publicKey: publicKey.subarray(1) },
    ])
    expect(verdicts).toEqual([true, false, false, false, false])
  })

  test.each(['intl', 'sm'] as const)('a box under %s opens', (id) => {
    const input = { associatedData: utf8Encode('annex'), info: utf8Encode('xiezhi/annex/v1') }
    const recipient = suite(signing, id).encryptionKey(SECRET)
    const ephemeralSecret = new Uint8Array(32).fill(9)
    const encrypted = suite(signing, id).encryptTo({ ...input, recipient, plaintext: MESSAGE, ephemeralSecret })
    const opened = suite(verifying, id).decryptWith({ ...input, secretKey: SECRET, encrypted })
    expect(hexEncode(opened)).toBe(hexEncode(MESSAGE))
  })
})

test.each(ALGORITHMS)('%s: the pool gives the verdicts of verifyMany, in order', async (algorithm) => {
  const { publicKey, sign } = nodeCrypto.signer(algorithm, SECRET)
  const check = { algorithm, publicKey, message: MESSAGE, signature: sign(MESSAGE) }
  const wrong = Uint8Array.from(check.signature)
  wrong[3] = (wrong[3] ?? 0) ^ 1
  const checks = [
    { ...check, message: SECRET },
    check,
    { ...check, signature: wrong },
    { ...check, signature: SECRET },
    { ...check, publicKey: new Uint8Array(publicKey.length).fill(0xff) },
    ...Array.from({ length: 20 }, () => check),
  ]
  expect(await verifyManyLater(checks)).toEqual(nodeCrypto.verifyMany(checks))
  expect(await verifyManyLater([])).toEqual([])
})
