import { base64Decode, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { keyTextOf, transactionSignBytes } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { ORDER_LIFETIME_MS, signOrder } from './order.ts'

const clerk = {
  organisation: 'court-0105',
  officer: 'clerk',
  signer: pureCrypto.signer('ed25519', new Uint8Array(32).fill(1)),
}
const judge = {
  organisation: 'court-0105',
  officer: 'judge',
  signer: pureCrypto.signer('sm2', new Uint8Array(32).fill(2)),
}
const order = {
  chainId: 'xz-court-1',
  messages: [{ type: 'note/Write', value: { id: 'a' } }],
  officers: [clerk, judge],
  nowMs: 1_772_413_200_000,
  nonce: 'n-1',
}

test('is a canonical transaction that lives two minutes and that every officer has signed, in order', () => {
  const { body, signatures } = decodeCanonical(signOrder(order)) as { body: Json; signatures: string[] }
  expect(body).toEqual({
    chainId: 'xz-court-1',
    signers: [clerk, judge].map(({ organisation, officer, signer }) => ({
      organisation,
      officer,
      key: keyTextOf(signer),
    })),
    messages: order.messages,
    issuedAtMs: order.nowMs,
    expiresAtMs: order.nowMs + ORDER_LIFETIME_MS,
    nonce: 'n-1',
  })
  const message = transactionSignBytes('xz-court-1', encodeCanonical(body))
  const checks = [clerk, judge].map(({ signer }, at) => ({
    algorithm: signer.algorithm,
    publicKey: signer.publicKey,
    message,
    signature: base64Decode(signatures[at] ?? ''),
  }))
  expect(pureCrypto.verifyMany(checks)).toEqual([true, true])
})

test.each([
  ['chain', { chainId: 'xz-justice-1' }],
  ['nonce', { nonce: 'n-2' }],
  ['time', { nowMs: order.nowMs + 1 }],
])('another %s is another signature', (_, change) => {
  const signatureOf = (bytes: Uint8Array): Json =>
    (decodeCanonical(bytes) as { signatures: Json[] }).signatures[0] ?? null
  expect(signatureOf(signOrder({ ...order, ...change }))).not.toEqual(signatureOf(signOrder(order)))
})
