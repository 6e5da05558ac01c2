import { bytesEqual, hexEncode } from '@xiezhi/codec'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { refusal } from '../testing/edited.ts'
import { StampAuthority } from '../testing/stamp-authority.ts'
import type { TokenParts } from '../testing/stamp-authority.ts'
import { childAt, readDer, TAG, tlv } from './der.ts'
import { readCertificate, readTimestampResponse, readToken, timestampRequest } from './index.ts'

const stamped = Uint8Array.of(1, 2, 3)
const nonce = Uint8Array.of(0, 0, 0x80, 1, 2, 3, 4, 5)
const question = { imprint: crypto.sha256(stamped), nonce }
const authority = new StampAuthority(crypto)

const response = (status: readonly number[], token?: Uint8Array): Uint8Array =>
  tlv(
    TAG.sequence,
    tlv(TAG.sequence, tlv(TAG.integer, Uint8Array.from(status))),
    ...(token === undefined ? [] : [token]),
  )
const granted = (change: Partial<TokenParts> = {}, over = stamped): Uint8Array =>
  response([0], authority.token(over, { nonce: Uint8Array.of(0, 0x80, 1, 2, 3, 4, 5), ...change }))
const answerTo = (bytes: Uint8Array): unknown => refusal(() => readTimestampResponse(bytes, question))

describe('timestampRequest', () => {
  test('names the digest, a positive nonce, and asks for no certificate', () => {
    const request = readDer(timestampRequest(question))
    expect(request.children.map(({ tag }) => tag)).toEqual([TAG.integer, TAG.sequence, TAG.integer])
    const imprint = childAt(request, 1, TAG.sequence, 'imprint')
    expect(childAt(imprint, 1, TAG.octetString, 'digest').content).toEqual(question.imprint)
    expect(hexEncode(childAt(request, 2, TAG.integer, 'nonce').content)).toBe('0080' + '0102030405')
    const zero = readDer(timestampRequest({ ...question, nonce: new Uint8Array(8) }))
    expect(hexEncode(childAt(zero, 2, TAG.integer, 'nonce').content)).toBe('00')
  })
})

describe('readTimestampResponse', () => {
  test('gives the token that was granted', () => {
    const token = readTimestampResponse(granted(), question)
    expect(token.genTimeMs).toBe(Date.UTC(2026, 10, 29, 12, 0, 0, 500))
    expect(readToken(token.normal).normal).toEqual(token.normal)
  })

  test.each<[string, Uint8Array, object]>([
    ['a refusal', response([2]), { code: 'TIMESTAMP_REFUSED', facts: { status: 2 } }],
    ['a status of two bytes', response([0, 1]), { code: 'TIMESTAMP_REFUSED' }],
    ['no token', response([0]), { code: 'TIMESTAMP_SHAPE' }],
    ['no DER', Uint8Array.of(1, 2, 3), { code: 'TIMESTAMP_DER' }],
    ['a page', new TextEncoder().encode('<html></html>'), { code: 'TIMESTAMP_DER' }],
    [
      'a token over something else',
      granted({}, Uint8Array.of(9)),
      { code: 'TIMESTAMP_OTHER', facts: { field: 'messageImprint' } },
    ],
    [
      'an answer to an older question',
      granted({ nonce: Uint8Array.of(1) }),
      { code: 'TIMESTAMP_OTHER', facts: { field: 'nonce' } },
    ],
    ['another digest', granted({ imprintAlgorithm: '608648016503040203' }), { code: 'TIMESTAMP_OTHER' }],
  ])('refuses %s', (_, bytes, expected) => {
    expect(answerTo(bytes)).toMatchObject(expected)
  })
})

describe('readToken', () => {
  test('takes certificates and unsigned attributes out', () => {
    const token = authority.token(stamped)
    const root = readDer(token)
    const data = childAt(childAt(root, 1, TAG.context0, 'content'), 0, TAG.sequence, 'data')
    const [version, digests, content, signers] = data.children.map(({ raw }) => raw) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]
    const info = childAt(readDer(signers), 0, TAG.sequence, 'signer')
    const unsigned = tlv(TAG.context1, tlv(TAG.sequence))
    const more = tlv(TAG.set, tlv(TAG.sequence, ...info.children.map(({ raw }) => raw), unsigned))
    const fat = tlv(
      TAG.sequence,
      root.children[0]?.raw ?? new Uint8Array(),
      tlv(TAG.context0, tlv(TAG.sequence, version, digests, content, tlv(TAG.context0, authority.certificate), more)),
    )
    expect(bytesEqual(fat, token)).toBe(false)
    expect(readToken(fat).normal).toEqual(token)
  })

  test('refuses what is too large', () => {
    const large = tlv(TAG.sequence, new Uint8Array(70_000))
    expect(refusal(() => readToken(large))).toMatchObject({ code: 'TIMESTAMP_BYTES' })
    expect(refusal(() => readCertificate(large))).toMatchObject({ code: 'TIMESTAMP_BYTES' })
  })

  test.each([
    ['a certificate', authority.certificate],
    ['an empty sequence', Uint8Array.of(0x30, 0)],
    ['an integer', Uint8Array.of(2, 1, 1)],
  ])('refuses %s', (_, bytes) => {
    expect(refusal(() => readToken(bytes))).toMatchObject({ code: 'TIMESTAMP_SHAPE' })
  })
})
