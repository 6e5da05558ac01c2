import { utf8Encode } from '@xiezhi/codec'
import type { SignatureAlgorithm, SignatureCheck } from '@xiezhi/crypto'
import { expect, test } from 'vitest'
import { packChecks, unpackChecks } from './check-parcel.ts'
import { nodeCrypto, verifyManyLater } from './index.ts'

const signers = (['ed25519', 'p256', 'sm2'] as const).map((algorithm: SignatureAlgorithm, at) =>
  nodeCrypto.signer(algorithm, new Uint8Array(32).fill(at + 1)),
)

function checkOf(at: number, isRight: boolean): SignatureCheck {
  const signer = signers[at % signers.length]!
  const message = utf8Encode(`message ${at}`.repeat(at % 7))
  const signature = signer.sign(message)
  if (!isRight) signature[at % 64]! ^= 1
  return { algorithm: signer.algorithm, publicKey: signer.publicKey, message, signature }
}

const isRight = (at: number): boolean => at % 3 !== 1

test('a parcel holds its checks as they were given, in their order', () => {
  const checks = Array.from({ length: 20 }, (_, at) => checkOf(at, isRight(at)))
  expect(unpackChecks(packChecks(checks))).toEqual(checks)
  expect(unpackChecks(packChecks([]))).toEqual([])
})

test('many orders at once get their own verdicts, more than one parcel takes', async () => {
  const orders = Array.from({ length: 120 }, (_, at) => [
    checkOf(at, isRight(at)),
    checkOf(at + 1, true),
    checkOf(at, true),
  ])
  const verdicts = await Promise.all(orders.map((order) => verifyManyLater(order)))
  expect(verdicts).toEqual(orders.map((_, at) => [isRight(at), true, true]))
})

test('bytes that no parcel can say the length of are judged all the same', async () => {
  const check = { ...checkOf(0, true), publicKey: new Uint8Array(300) }
  expect(await verifyManyLater([check, checkOf(1, true)])).toEqual([false, true])
})
