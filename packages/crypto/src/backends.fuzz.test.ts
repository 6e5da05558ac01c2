import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes, hexDecode, hexEncode } from '@xiezhi/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCrypto } from '../node/index.ts'
import { codeOf } from '../node/testing/code-of.ts'
import { pureCrypto } from './pure.ts'
import type { AeadAlgorithm, HashAlgorithm, SignatureAlgorithm, SignatureCheck, Signer } from './crypto.ts'
import { P256_ORDER } from './intl/p256-rules.ts'
import { bytes32FromNumber, numberFromBytes } from './scalar.ts'
import { SM2_CURVE } from './sm/sm2-curve.ts'
import { fuzz } from '../../../tools/fuzz/fuzz.ts'

const run = { short: 300 }
/** Two backends compared, of which the pure one takes milliseconds a signature: no decoder of foreign bytes. */
const COMPARED_SHARE = 1 / 100

async function compare<Input>(
  target: string,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void,
): Promise<void> {
  const same = fc.property(inputs, check)
  await fuzz({ target, ...run, share: COMPARED_SHARE }, (numRuns) => {
    fc.assert(same, { numRuns })
  })
}

const ALGORITHMS: readonly SignatureAlgorithm[] = ['ed25519', 'p256', 'sm2']
const { Point } = ed25519
const ORDERS = { ed25519: Point.Fn.ORDER, p256: P256_ORDER, sm2: SM2_CURVE.n }

/** Few keys, as in life, so that the keys kept ready are used as well as new ones. */
const signers = new Map<string, Signer>()
function signerOf(algorithm: SignatureAlgorithm, seed: number): Signer {
  const known = signers.get(`${algorithm}${seed}`) ?? nodeCrypto.signer(algorithm, new Uint8Array(32).fill(seed))
  signers.set(`${algorithm}${seed}`, known)
  return known
}

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })
const place = fc.nat({ max: 1023 })
const flip = (from: Uint8Array, bit: number): Uint8Array =>
  from.map((byte, i) => (i === (bit >> 3) % from.length ? byte ^ (1 << (bit & 7)) : byte))
const half = (signature: Uint8Array, at: 0 | 1): Uint8Array => signature.slice(32 * at, 32 * at + 32)
const reversed = (from: Uint8Array): Uint8Array => from.slice().reverse()

type Change = (check: SignatureCheck, bit: number, noise: Uint8Array) => SignatureCheck

/** s (or r) as a number in the algorithm's own byte order, changed by `to`. */
function scalarChange(at: 0 | 1, to: (scalar: bigint, order: bigint, other: bigint) => bigint): Change {
  return (check) => {
    const order = ORDERS[check.algorithm]
    const read = (part: Uint8Array): bigint => numberFromBytes(check.algorithm === 'ed25519' ? reversed(part) : part)
    const changed = to(read(half(check.signature, at)), order, read(half(check.signature, at === 0 ? 1 : 0)))
    if (changed < 0n || changed >= 2n ** 256n) return check
    const encoded = bytes32FromNumber(changed)
    const part = check.algorithm === 'ed25519' ? reversed(encoded) : encoded
    const parts = at === 0 ? [part, half(check.signature, 1)] : [half(check.signature, 0), part]
    return { ...check, signature: concatBytes(...parts) }
  }
}

const CHANGES: Readonly<Record<string, Change>> = {
  none: (check) => check,
  'a bit of the signature': (check, bit) => ({ ...check, signature: flip(check.signature, bit) }),
  'a bit of the key': (check, bit) => ({ ...check, publicKey: flip(check.publicKey, bit) }),
  'a bit of the message': (check, bit) => ({
    ...check,
    message: flip(concatBytes(check.message, half(check.signature, 0)), bit),
  }),
  'noise for the signature': (check, _, noise) => ({ ...check, signature: noise }),
  'noise for r': (check, _, noise) => ({ ...check, signature: concatBytes(noise.slice(32), half(check.signature, 1)) }),
  'noise for the key': (check, _, noise) => ({
    ...check,
    publicKey: concatBytes(check.publicKey.subarray(0, 1), noise).slice(0, check.publicKey.length),
  }),
  'the key cut': (check, bit) => ({ ...check, publicKey: check.publicKey.subarray(0, bit % 34) }),
  'the signature cut': (check, bit) => ({ ...check, signature: check.signature.subarray(0, bit % 65) }),
  'r and s exchanged': (check) => ({
    ...check,
    signature: concatBytes(half(check.signature, 1), half(check.signature, 0)),
  }),
  'the key of another algorithm': (check, bit) => ({
    ...check,
    publicKey: signerOf(ALGORITHMS[bit % 3]!, 1 + (bit % 5)).publicKey,
  }),
  's negated': scalarChange(1, (s, order) => order - s),
  's plus the order': scalarChange(1, (s, order) => s + order),
  'r plus the order': scalarChange(0, (r, order) => r + order),
  'r zero': scalarChange(0, () => 0n),
  's zero': scalarChange(1, () => 0n),
  's the order': scalarChange(1, (_, order) => order),
  's the highest': scalarChange(1, (_, order) => order - 1n),
  'r + s the order': scalarChange(1, (_, order, r) => (r < order ? order - r : 0n)),
}

const signatures = fc.record({
  algorithm: fc.constantFrom(...ALGORITHMS),
  seed: fc.integer({ min: 1, max: 5 }),
  message: fc.uint8Array({ maxLength: 200 }),
  change: fc.constantFrom(...Object.keys(CHANGES)),
  bit: place,
  noise: bytes(64),
})

test('business signatures: one verdict, true for what was not changed', async () => {
  await compare('crypto signatures', signatures, ({ algorithm, seed, message, change, bit, noise }) => {
    const { publicKey, sign } = signerOf(algorithm, seed)
    const good = { algorithm, publicKey, message, signature: sign(message) }
    const check = (CHANGES[change] as Change)(good, bit, noise)
    const verdict = pureCrypto.verifyMany([check])
    expect(nodeCrypto.verifyMany([check])).toEqual(verdict)
    if (change === 'none') expect(verdict).toEqual([true])
    // What the strict rule takes, ZIP-215 takes.
    if (algorithm === 'ed25519' && verdict[0] === true) expect(pureCrypto.verifyZip215Many([check])).toEqual([true])
  })
})

const EIGHTH = Point.fromBytes(hexDecode('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'))
/** The eight points whose order divides 8. */
const SMALL_ORDER = [Point.ZERO, ...[1n, 2n, 3n, 4n, 5n, 6n, 7n].map((i) => EIGHTH.multiplyUnsafe(i))]

interface Twisted {
  readonly secret: bigint
  readonly nonce: bigint
  readonly message: Uint8Array
  readonly inKey: (typeof SMALL_ORDER)[number]
  readonly inR: (typeof SMALL_ORDER)[number]
}

/** A signature by a holder of the secret who adds points of small order to A and R. */
function twisted({ secret, nonce, message, inKey, inR }: Twisted): SignatureCheck {
  const publicKey = Point.BASE.multiply(secret).add(inKey).toBytes()
  const r = Point.BASE.multiply(nonce).add(inR).toBytes()
  const k = numberFromBytes(reversed(sha512(concatBytes(r, publicKey, message)))) % ORDERS.ed25519
  const s = reversed(bytes32FromNumber((nonce + k * secret) % ORDERS.ed25519))
  return { algorithm: 'ed25519', publicKey, message, signature: concatBytes(r, s) }
}

const scalar = fc.bigInt({ min: 1n, max: ORDERS.ed25519 - 1n })
const twists = fc.record({
  secret: scalar,
  nonce: scalar,
  message: fc.uint8Array({ maxLength: 64 }),
  inKey: fc.constantFrom(...SMALL_ORDER),
  inR: fc.constantFrom(...SMALL_ORDER),
  bit: place,
})

test('Ed25519 with parts of small order: backends agree, and ZIP-215 takes them all', async () => {
  await compare('crypto zip215', twists, (input) => {
    const check = twisted(input)
    expect(nodeCrypto.verifyMany([check])).toEqual(pureCrypto.verifyMany([check]))
    expect(pureCrypto.verifyZip215Many([check])).toEqual([true])
    expect(nodeCrypto.verifyZip215Many([check])).toEqual([true])
    const spoiled = { ...check, signature: flip(check.signature, input.bit) }
    expect(nodeCrypto.verifyZip215Many([spoiled])).toEqual(pureCrypto.verifyZip215Many([spoiled]))
  })
})

const hashing = fc.record({
  hash: fc.constantFrom<HashAlgorithm>('sha256', 'sm3'),
  data: fc.uint8Array({ maxLength: 300 }),
  key: fc.uint8Array({ maxLength: 130 }),
})

test('hashes and MACs are equal', async () => {
  await compare('crypto hashes', hashing, ({ hash, data, key }) => {
    expect(nodeCrypto[hash](data)).toEqual(pureCrypto[hash](data))
    expect(nodeCrypto.hmac(hash, key, data)).toEqual(pureCrypto.hmac(hash, key, data))
    expect(nodeCrypto.sha256Many([data, key])).toEqual(pureCrypto.sha256Many([data, key]))
  })
})

const boxes = fc.record({
  algorithm: fc.constantFrom<AeadAlgorithm>('aes-256-gcm', 'sm4-gcm'),
  secret: bytes(32),
  nonce: bytes(12),
  plaintext: fc.uint8Array({ maxLength: 100 }),
  associatedData: fc.uint8Array({ maxLength: 100 }),
  bit: place,
})

test('boxes are equal, and a spoiled one opens nowhere', async () => {
  await compare('crypto boxes', boxes, ({ algorithm, secret, nonce, plaintext, associatedData, bit }) => {
    const box = { algorithm, key: algorithm === 'sm4-gcm' ? secret.slice(16) : secret, nonce, associatedData }
    const sealed = nodeCrypto.seal({ ...box, plaintext })
    expect(hexEncode(pureCrypto.seal({ ...box, plaintext }))).toBe(hexEncode(sealed))
    for (const crypto of [pureCrypto, nodeCrypto]) {
      expect(hexEncode(crypto.open({ ...box, sealed }))).toBe(hexEncode(plaintext))
      expect(codeOf(() => crypto.open({ ...box, sealed: flip(sealed, bit) }))).toBe('OPEN_FAILED')
    }
  })
})
