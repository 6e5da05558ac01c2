import { nodeCrypto } from '@xiezhi/crypto/node'
import { describe, expect, test } from 'vitest'
import { lookupCommitment, lookupRoot } from './lookup.ts'
import { encodeRequest, isRequestSigned, requestDigest, signRequest } from './request.ts'
import { judgeResult, signResult } from './result.ts'
import type { CheckRecord, CheckStatement } from './result.ts'
import { benchOf, codeOf, keyOf, NOW, person, SUITES } from './testing/samples.ts'
import { encodeCheckTrust, parseCheckTrust } from './trust.ts'

describe.each(SUITES)('a signed check under %s', (id) => {
  const { crypto, algorithms, court, subscriber, trust } = benchOf(nodeCrypto, id)
  const fields = {
    client: '07-tendermint-1',
    subscriber: 'credit-platform',
    key: keyOf(subscriber),
    purpose: 'CREDIT_DISPLAY',
    legalBasis: 'CREDIT_SHARING',
    person: person(1),
    atMs: null,
    withProof: false,
    nonce: '5a'.repeat(16),
    askedAtMs: NOW,
  }
  const request = signRequest(subscriber, fields)
  const digest = requestDigest(algorithms, request)
  const salt = '77'.repeat(16)
  const about = {
    authority: 'court',
    chainId: 'court-1',
    client: fields.client,
    subscriber: fields.subscriber,
    purpose: fields.purpose,
    requestDigest: digest,
    answer: 'ACTIVE',
    lists: ['DISHONEST'],
    atMs: NOW + 3,
    height: 40,
    source: 'FOLLOWED',
    answeredAtMs: NOW + 3,
    lookup: { salt, commitment: lookupCommitment(algorithms, { salt, requestDigest: digest }) },
    indexKey: null,
  } as const
  const result = signResult(court, about)
  const record: CheckRecord = { request, result }
  const resigned = (change: Partial<CheckStatement>): CheckRecord => ({
    request,
    result: signResult(court, { ...about, ...change }),
  })

  test('is valid for who trusts the court, after a way through text', () => {
    const read = JSON.parse(JSON.stringify(record)) as unknown
    const { verdict, findings, statement } = judgeResult(crypto, algorithms, read, trust)
    expect({ verdict, findings }).toEqual({ verdict: 'valid', findings: [] })
    expect(statement).toMatchObject({ answer: 'ACTIVE', atMs: NOW + 3, height: 40, assurance: 'GATEWAY_ASSERTS' })
    expect(statement.notProved).toEqual([
      'IDENTITY_OF_BEARER',
      'OTHER_MOMENTS',
      'OTHER_LEDGERS',
      'BINDING_OF_INDEX_KEY',
      'STATE_OF_LEDGER',
    ])
  })

  test('with a proof the state of the ledger is not the word of the court any more, the binding still is', () => {
    const { statement } = signResult(court, { ...about, indexKey: 'ef'.repeat(32) })
    expect(statement.assurance).toBe('GATEWAY_ASSERTS_BINDING')
    expect(statement.notProved).not.toContain('STATE_OF_LEDGER')
    expect(statement.notProved).toContain('BINDING_OF_INDEX_KEY')
  })

  test('the result alone says nothing of the person', () => {
    const text = JSON.stringify(result)
    expect(text).not.toContain(person(1).certificateNumber)
    expect(text).not.toContain(person(1).name)
  })

  test.each([
    ['the answer was changed', { statement: { ...result.statement, answer: 'NOT_ACTIVE' } }, ['RESULT_SIGNATURE']],
    ['the moment was changed', { statement: { ...result.statement, atMs: NOW } }, ['RESULT_SIGNATURE']],
    ['the signature is of somebody else', { signature: signResult(subscriber, about).signature }, ['RESULT_SIGNATURE']],
  ])('is invalid where %s', (_, change, findings) => {
    const judged = judgeResult(crypto, algorithms, { request, result: { ...result, ...change } }, trust)
    expect({ verdict: judged.verdict, findings: judged.findings }).toEqual({ verdict: 'invalid', findings })
  })

  test.each([
    ['another request', { requestDigest: lookupCommitment(algorithms, { salt, requestDigest: 'x' }) }, 'OTHER_REQUEST'],
    ['another subscriber', { subscriber: 'railway' }, 'OTHER_REQUEST'],
    ['another purpose', { purpose: 'TICKETS' }, 'OTHER_REQUEST'],
    ['a look-up that was not logged so', { lookup: { salt, commitment: digest } }, 'LOOKUP_COMMITMENT'],
  ])('is invalid where the court signed for %s', (_, change, finding) => {
    const judged = judgeResult(crypto, algorithms, resigned(change), trust)
    expect({ verdict: judged.verdict, findings: judged.findings }).toEqual({ verdict: 'invalid', findings: [finding] })
  })

  test('a result for another moment than the one asked about is none', () => {
    const asked = signRequest(subscriber, { ...fields, atMs: NOW - 1_000 })
    const own = requestDigest(algorithms, asked)
    const lookup = { salt, commitment: lookupCommitment(algorithms, { salt, requestDigest: own }) }
    const judgedAt = (atMs: number): string =>
      judgeResult(
        crypto,
        algorithms,
        { request: asked, result: signResult(court, { ...about, requestDigest: own, lookup, atMs }) },
        trust,
      ).verdict
    expect([judgedAt(NOW - 1_000), judgedAt(NOW)]).toEqual(['valid', 'invalid'])
  })

  test('a court that the trust file does not name cannot be judged', () => {
    const judged = judgeResult(crypto, algorithms, resigned({ chainId: 'court-2' }), trust)
    expect({ verdict: judged.verdict, findings: judged.findings }).toEqual({
      verdict: 'undecidable',
      findings: ['AUTHORITY_UNKNOWN'],
    })
  })

  test('a request is signed by the key that it names', () => {
    expect(isRequestSigned(crypto, request)).toBe(true)
    const { check, digest } = encodeRequest(algorithms, request)
    expect(check === undefined ? [] : crypto.verifyMany([check])).toEqual([true])
    expect(digest).toBe(requestDigest(algorithms, request))
    expect(encodeRequest(algorithms, { ...request, signature: 'no signature' }).check).toBeUndefined()
    const changed = { ...request, request: { ...request.request, person: person(2) } }
    expect(isRequestSigned(crypto, changed)).toBe(false)
    const judged = judgeResult(crypto, algorithms, { request: changed, result }, trust)
    expect(judged.findings).toEqual(['REQUEST_SIGNATURE', 'OTHER_REQUEST', 'LOOKUP_COMMITMENT'])
    expect(codeOf(() => signRequest(subscriber, { ...fields, nonce: '1' }))).toBe('REQUEST_FORM')
  })

  test('what is no record, and no trust file, is refused as that', () => {
    expect(codeOf(() => judgeResult(crypto, algorithms, { request }, trust))).toBe('RESULT_FORM')
    expect(parseCheckTrust(encodeCheckTrust(trust))).toEqual(trust)
    expect(codeOf(() => parseCheckTrust(Uint8Array.of(123)))).toBe('TRUST_FORM')
  })

  test('the root of a batch binds each look-up and their order', () => {
    const some = Array.from({ length: 7 }, (_, n) => lookupCommitment(algorithms, { salt, requestDigest: `${n}` }))
    const root = lookupRoot(algorithms, some)
    expect(root).toMatch(new RegExp(`^${algorithms.digestAlgorithm}:`))
    expect(lookupRoot(algorithms, some.toReversed())).not.toBe(root)
    for (let at = 0; at < some.length; at++) expect(lookupRoot(algorithms, some.toSpliced(at, 1))).not.toBe(root)
    expect(codeOf(() => lookupRoot(algorithms, []))).toBe('RESULT_FORM')
  })
})
