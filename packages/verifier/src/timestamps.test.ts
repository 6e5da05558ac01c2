import { readFileSync } from 'node:fs'
import { base64Decode, base64Encode, bytesEqual, decodeCanonical, encodeCanonical, hexDecode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { bytes32FromNumber, numberFromBytes, P256_ORDER, pureCrypto as crypto } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { encodeBundle, encodeTrustFile, parseBundle, parseTrustFile, stampedBytes } from '@xiezhi/evidence'
import type { Bundle, TimestampAuthority } from '@xiezhi/evidence'
import { StampAuthority } from '@xiezhi/evidence/testing'
import type { TokenParts } from '@xiezhi/evidence/testing'
import { readToken } from '@xiezhi/evidence/timestamp'
import { describe, expect, test } from 'vitest'
import { reportLines } from './report.ts'
import { judgeTimestamp } from './timestamp/index.ts'
import type { VerificationResult } from './verdict.ts'
import { verifyBundle } from './verify-bundle.ts'

const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

const plain = parseBundle(recorded('opposing'))
const anchors = parseTrustFile(recorded('trust'))
const own = new StampAuthority(crypto)

const authority = ({ certificate }: StampAuthority, name = 'sample'): TimestampAuthority => ({
  name,
  certificate: base64Encode(certificate),
})
const trustOf = (...timestampAuthorities: readonly TimestampAuthority[]): Uint8Array =>
  encodeTrustFile({ ...anchors, timestampAuthorities })

const stamped = (by = own, change: Partial<TokenParts> = {}, bundle: Bundle = plain): Bundle => ({
  ...bundle,
  timestamps: [...bundle.timestamps, by.token(encodeBundle(bundle), change)],
})
const judge = (bundle: Bundle, trust = trustOf(authority(own))): VerificationResult =>
  verifyBundle(crypto, encodeBundle(bundle), trust, () => judgeTimestamp)
const failures = ({ checks }: VerificationResult): readonly unknown[] =>
  checks.filter(({ outcome }) => outcome === 'failed').map(({ id, facts }) => [id, facts['reason']])

describe('time stamps of a bundle', () => {
  test('are told with authority, time and number', () => {
    const result = judge(stamped())
    expect(failures(result)).toEqual([])
    expect(result).toMatchObject({
      result: 'valid',
      timestamps: [{ authority: 'sample', genTimeMs: Date.UTC(2026, 10, 29, 12, 0, 0, 500), serial: '21' }],
    })
    expect(result.notCovered).not.toContain('OUTSIDE_TIME')
    expect(result.notCovered).toContain('AUTHORITY_STANDING')
    expect(reportLines(result, 'zh-CN')).toContain('时间戳：本文件在 2026-11-29T20:00:00.5+08:00 (sample, 21) 已存在')
    expect(reportLines(result, 'en').join('\n')).toContain('Time stamp: this file existed at')
    expect(verifyBundle(nodeCrypto, encodeBundle(stamped()), trustOf(authority(own)), () => judgeTimestamp)).toEqual(
      result,
    )
  })

  test('each is over those before it: a second one renews the first', () => {
    const later = new StampAuthority(crypto, { secret: 8, serial: 10 })
    const twice = stamped(later, {}, stamped())
    const trust = trustOf(authority(own), authority(later, 'later'))
    expect(judge(twice, trust).timestamps.map(({ authority: name }) => name)).toEqual(['sample', 'later'])
    const [first, second] = twice.timestamps as [Uint8Array, Uint8Array]
    expect(failures(judge({ ...twice, timestamps: [second, first] }, trust))).toEqual([
      ['timestamp', 'TIMESTAMP_IMPRINT'],
      ['timestamp', 'TIMESTAMP_IMPRINT'],
    ])
    expect(failures(judge({ ...twice, timestamps: [second] }, trust))).toEqual([['timestamp', 'TIMESTAMP_IMPRINT']])
    expect(failures(judge({ ...twice, timestamps: [first, first] }, trust))).toEqual([
      ['timestamp', 'TIMESTAMP_IMPRINT'],
    ])
    expect(judge({ ...twice, timestamps: [first] }, trust).result).toBe('valid')
  })

  test('of another bundle do not serve', () => {
    const other = parseBundle(recorded('public'))
    expect(failures(judge({ ...plain, timestamps: stamped(own, {}, other).timestamps }))).toEqual([
      ['timestamp', 'TIMESTAMP_IMPRINT'],
    ])
  })

  test.each<[string, StampAuthority, Partial<TokenParts>, string]>([
    ['the digest of its content is another', own, { messageDigest: new Uint8Array(32) }, 'TIMESTAMP_DIGEST'],
    ['it names another certificate', own, { certificateDigest: new Uint8Array(32) }, 'CERTIFICATE_OF_ANOTHER'],
    ['its signature is another', own, { signature: (pair) => pair.with(9, (pair[9] ?? 0) ^ 1) }, 'TIMESTAMP_SIGNATURE'],
    ['its time does not exist', own, { genTime: '20261332120000Z' }, 'TIMESTAMP_SHAPE'],
    ['its time has no zone', own, { genTime: '20261129120000' }, 'TIMESTAMP_SHAPE'],
    [
      'the certificate had expired',
      new StampAuthority(crypto, { notAfter: '20261129115958Z' }),
      {},
      'CERTIFICATE_NOT_VALID',
    ],
    [
      'the certificate was not yet valid',
      new StampAuthority(crypto, { notBefore: '20261129120001Z' }),
      {},
      'CERTIFICATE_NOT_VALID',
    ],
    [
      'the key may sign programs',
      new StampAuthority(crypto, { purpose: '2b06010505070303' }),
      {},
      'CERTIFICATE_PURPOSE',
    ],
    ['the purpose is not critical', new StampAuthority(crypto, { isCritical: false }), {}, 'CERTIFICATE_PURPOSE'],
    ['the key has no purpose', new StampAuthority(crypto, { hasPurpose: false }), {}, 'CERTIFICATE_PURPOSE'],
  ])('are invalid where %s', (_, by, change, reason) => {
    const result = judge(stamped(by, change), trustOf(authority(by)))
    expect(failures(result)).toEqual([['timestamp', reason]])
    expect(result).toMatchObject({ result: 'invalid', statement: null, timestamps: [] })
  })

  const sha512 = '608648016503040203'
  test.each<[string, StampAuthority, Partial<TokenParts>, string]>([
    ['its imprint is by another digest', own, { imprintAlgorithm: sha512 }, 'IMPRINT_ALGORITHM_UNSUPPORTED'],
    ['it is signed over another digest', own, { digestAlgorithm: sha512 }, 'SIGNATURE_ALGORITHM_UNSUPPORTED'],
    ['it is signed by another algorithm', own, { signatureAlgorithm: '2b6570' }, 'SIGNATURE_ALGORITHM_UNSUPPORTED'],
    ['it has extensions', own, { extensions: [Uint8Array.of(0xa1, 0x02, 0x05, 0x00)] }, 'EXTENSION_UNSUPPORTED'],
    ['the key is on another curve', new StampAuthority(crypto, { curve: '2b81040022' }), {}, 'KEY_UNSUPPORTED'],
  ])('are not decidable where %s', (_, by, change, reason) => {
    const result = judge(stamped(by, change), trustOf(authority(by)))
    expect(failures(result)).toEqual([['timestamp', reason]])
    expect(result).toMatchObject({ result: 'undecidable', statement: null, timestamps: [] })
  })

  test('of an authority that is no anchor, or read by nobody, are not decidable', () => {
    expect(failures(judge(stamped(), recorded('trust')))).toEqual([['timestamp', 'AUTHORITY_UNKNOWN']])
    expect(judge(stamped(), recorded('trust')).result).toBe('undecidable')
    const foreign = new StampAuthority(crypto, { serial: 11 })
    expect(failures(judge(stamped(), trustOf(authority(foreign))))).toEqual([['timestamp', 'AUTHORITY_UNKNOWN']])
    const unread = verifyBundle(crypto, encodeBundle(stamped()), trustOf(authority(own)))
    expect(unread.result).toBe('undecidable')
    expect(failures(unread)).toEqual([['timestamp', 'TIMESTAMPS_NOT_READ']])
  })

  test('of an authority with the same name and another key are invalid', () => {
    const foreign = new StampAuthority(crypto, { secret: 8 })
    expect(failures(judge(stamped(), trustOf(authority(foreign))))).toEqual([['timestamp', 'CERTIFICATE_OF_ANOTHER']])
    const lying = stamped(foreign, { certificateDigest: crypto.sha256(own.certificate) })
    expect(failures(judge(lying))).toEqual([['timestamp', 'TIMESTAMP_SIGNATURE']])
  })

  test('are refused against an anchor that is no certificate', () => {
    const trust = trustOf({ name: 'x', certificate: base64Encode(Uint8Array.of(0x30, 0)) })
    expect(failures(judge(stamped(), trust))).toEqual([['timestamp', 'TIMESTAMP_SHAPE']])
  })

  test('hold nothing that nobody signed: another form of the same token is refused', () => {
    const [token] = stamped().timestamps as [Uint8Array]
    const high = own.token(encodeBundle(plain), {
      signature: (pair) =>
        Uint8Array.of(...pair.subarray(0, 32), ...bytes32FromNumber(P256_ORDER - numberFromBytes(pair.subarray(32)))),
    })
    expect(bytesEqual(high, token)).toBe(false)
    expect(readToken(high).normal).toEqual(token)
    expect(failures(judge({ ...plain, timestamps: [high] }))).toEqual([['timestamp', 'TIMESTAMP_NOT_NORMAL']])
    // The length of the outer sequence in three octets instead of two.
    const long = Uint8Array.of(0x30, 0x83, 0, ...token.subarray(2))
    expect(failures(judge({ ...plain, timestamps: [long] }))).toEqual([['timestamp', 'TIMESTAMP_DER']])
    expect(failures(judge({ ...plain, timestamps: [Uint8Array.of(...token, 0)] }))).toEqual([
      ['timestamp', 'TIMESTAMP_DER'],
    ])
  })

  test('no bit of a token can be changed', () => {
    const bundle = stamped()
    const [token] = bundle.timestamps as [Uint8Array]
    const survived: string[] = []
    for (let at = 0; at < token.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = token.with(at, (token[at] ?? 0) ^ (1 << bit))
        const verdict = judgeTimestamp(nodeCrypto, {
          token: changed,
          stamped: stampedBytes(bundle, 0),
          authorities: [authority(own)],
        })
        if (verdict.outcome === 'ok') survived.push(`${at}/${bit}`)
      }
    }
    expect(token.length).toBeGreaterThan(300)
    expect(survived).toEqual([])
  })

  test('no byte of the bundle below it can be changed, and without it the time is not covered', () => {
    const json = decodeCanonical(encodeBundle(stamped())) as Record<string, Json>
    const without = verifyBundle(crypto, encodeCanonical({ ...json, timestamps: [] }), recorded('trust'))
    expect(without.result).toBe('valid')
    expect(without.notCovered).toContain('OUTSIDE_TIME')
    expect(judge(parseBundle(encodeCanonical({ ...json, profile: 'public' }))).result).toBe('invalid')
  })
})

interface StampVector {
  readonly name: string
  readonly certificate: string
  readonly token: string
}

describe('tokens that OpenSSL made', () => {
  const { stamped: text, tokens } = JSON.parse(
    readFileSync(new URL('../../../vectors/timestamp/openssl.json', import.meta.url), 'utf8'),
  ) as { readonly stamped: string; readonly tokens: readonly StampVector[] }
  const input = new TextEncoder().encode(text)
  const judged = (token: Uint8Array, certificate: string): unknown =>
    judgeTimestamp(crypto, { token, stamped: input, authorities: [{ name: 'openssl', certificate }] })

  test.each(tokens.map(({ name, ...vector }) => [name, vector] as const))('%s', (name, { certificate, token }) => {
    const { normal } = readToken(base64Decode(token))
    const expected =
      name === 'sha512'
        ? { outcome: 'undecidable', reason: 'IMPRINT_ALGORITHM_UNSUPPORTED' }
        : name === 'p384'
          ? { outcome: 'undecidable', reason: 'KEY_UNSUPPORTED' }
          : { outcome: 'ok', authority: 'openssl' }
    expect(judged(normal, certificate)).toMatchObject(expected)
    if (name !== 'rsa') return
    // The signature stands last.
    for (const at of [-1, -100, -256]) {
      const changed = normal.slice()
      changed[changed.length + at] = (changed.at(at) ?? 0) ^ 1
      expect(judged(changed, certificate)).toMatchObject({ outcome: 'failed', reason: 'TIMESTAMP_SIGNATURE' })
    }
  })

  test('not for other bytes', () => {
    for (const { token, certificate } of tokens.slice(0, 2)) {
      const authorities = [{ name: 'openssl', certificate }]
      const { normal } = readToken(base64Decode(token))
      expect(judgeTimestamp(crypto, { token: normal, stamped: hexDecode('00'), authorities })).toEqual({
        outcome: 'failed',
        reason: 'TIMESTAMP_IMPRINT',
        authority: null,
      })
    }
  })
})
