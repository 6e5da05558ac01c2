import { encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { ContractError } from '../errors.ts'
import type { ErrorKind } from '../errors.ts'
import { errors } from '../kernel-errors.ts'
import { testSigner } from '../testing/test-signer.ts'
import type { TestSigner } from '../testing/test-signer.ts'
import { decodeTransaction } from './decode-transaction.ts'
import {
  MESSAGE_BYTES_MAX,
  MESSAGES_PER_TX_MAX,
  SIGNERS_PER_TX_MAX,
  signTransaction,
  TX_BYTES_MAX,
  TX_LIFETIME_MAX_MS,
} from './transaction.ts'
import type { Message } from './transaction.ts'

const CHAIN = 'xz-test-1'
const clerk = testSigner('court', 'clerk', 1)

interface Change {
  readonly messages?: readonly Message[]
  readonly signers?: readonly TestSigner[]
  readonly issuedAtMs?: number
  readonly expiresAtMs?: number
  readonly nonce?: string
  readonly chainId?: string
}

function signed({ messages = [message(1)], signers = [clerk], ...change }: Change = {}): Uint8Array {
  const body = {
    chainId: CHAIN,
    signers: signers.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
    messages: messages.map(({ type, value }) => ({ type, value })),
    issuedAtMs: 1_000,
    expiresAtMs: 2_000,
    nonce: 'n',
    ...change,
  }
  return signTransaction(
    body,
    signers.map(({ signer }) => signer),
  )
}

/** A message whose value has so many bytes of text. */
const message = (textBytes: number): Message => ({ type: 'note/Write', value: { text: 'x'.repeat(textBytes) } })
const signersOf = (count: number): TestSigner[] =>
  Array.from({ length: count }, (_, at) => testSigner('court', `officer-${at}`, at + 1))

function refusalOf(bytes: Uint8Array): ErrorKind | 'none' {
  try {
    decodeTransaction(pureCrypto, CHAIN, bytes)
    return 'none'
  } catch (error) {
    if (error instanceof ContractError) return error.kind
    throw error
  }
}

/** A transaction of exactly so many bytes: three messages below their own limit fill it up. */
function ofBytes(length: number): Uint8Array {
  const third = Math.floor(length / 3) - 1_000
  const short = signed({ messages: [message(third), message(third), message(third)] }).length
  return signed({ messages: [message(third), message(third), message(third + length - short)] })
}

describe('limits of a transaction', () => {
  test('bytes: the largest passes, one more is too large', () => {
    const largest = ofBytes(TX_BYTES_MAX)

    expect(largest).toHaveLength(TX_BYTES_MAX)
    expect(refusalOf(largest)).toBe('none')
    expect(refusalOf(ofBytes(TX_BYTES_MAX + 1))).toBe(errors.TxTooLarge)
  })

  test('bytes of one message', () => {
    const frame = encodeCanonical({ text: '' }).length

    expect(refusalOf(signed({ messages: [message(MESSAGE_BYTES_MAX - frame)] }))).toBe('none')
    expect(refusalOf(signed({ messages: [message(MESSAGE_BYTES_MAX - frame + 1)] }))).toBe(errors.TxMalformed)
  })

  test('messages: at least one, at most the limit', () => {
    const many = (count: number): Message[] => Array.from({ length: count }, () => message(1))

    expect(refusalOf(signed({ messages: many(MESSAGES_PER_TX_MAX) }))).toBe('none')
    expect(refusalOf(signed({ messages: many(MESSAGES_PER_TX_MAX + 1) }))).toBe(errors.TxMalformed)
    expect(refusalOf(signed({ messages: [] }))).toBe(errors.TxMalformed)
  })

  test('signers: at least one, at most the limit, each key once', () => {
    expect(refusalOf(signed({ signers: signersOf(SIGNERS_PER_TX_MAX) }))).toBe('none')
    expect(refusalOf(signed({ signers: signersOf(SIGNERS_PER_TX_MAX + 1) }))).toBe(errors.TxMalformed)
    expect(refusalOf(signed({ signers: [] }))).toBe(errors.TxMalformed)
    expect(refusalOf(signed({ signers: [clerk, { ...clerk, officer: 'judge' }] }))).toBe(errors.SignerDuplicate)
  })

  test('lifetime: up to the limit, and forwards', () => {
    const until = (lifetimeMs: number): Change => ({ issuedAtMs: 1_000, expiresAtMs: 1_000 + lifetimeMs })

    expect(refusalOf(signed(until(TX_LIFETIME_MAX_MS)))).toBe('none')
    expect(refusalOf(signed(until(TX_LIFETIME_MAX_MS + 1)))).toBe(errors.LifetimeTooLong)
    expect(refusalOf(signed(until(0)))).toBe(errors.LifetimeReversed)
  })

  test.each<[what: string, change: Change, kind: ErrorKind | 'none']>([
    ['the longest nonce', { nonce: 'n'.repeat(64) }, 'none'],
    ['a longer nonce', { nonce: 'n'.repeat(65) }, errors.TxMalformed],
    ['no nonce', { nonce: '' }, errors.TxMalformed],
    ['another chain', { chainId: 'xz-test-2' }, errors.WrongChain],
    ['a type that is none', { messages: [{ type: 'note', value: null }] }, errors.TxMalformed],
  ])('%s', (_, change, kind) => {
    expect(refusalOf(signed(change))).toBe(kind)
  })

  test('one signature a signer, no more and no fewer', () => {
    const bytes = (count: number): Uint8Array => {
      const transaction = JSON.parse(new TextDecoder().decode(signed())) as { body: Json; signatures: string[] }
      const [signature = ''] = transaction.signatures
      return encodeCanonical({ body: transaction.body, signatures: Array.from({ length: count }, () => signature) })
    }

    expect(refusalOf(bytes(1))).toBe('none')
    expect(refusalOf(bytes(2))).toBe(errors.SignatureCount)
    expect(refusalOf(bytes(0))).toBe(errors.TxMalformed)
  })
})
