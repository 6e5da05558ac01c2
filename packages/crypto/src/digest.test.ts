import { expect, test } from 'vitest'
import { codeOf } from '../node/testing/code-of.ts'
import { formatDigest, isDigest, parseDigest } from './digest.ts'

const HEX = '0123456789abcdef'.repeat(4)

test('text and parts are one another', () => {
  for (const algorithm of ['sha256', 'sm3'] as const) {
    const parts = parseDigest(`${algorithm}:${HEX}`)
    expect(parts.algorithm).toBe(algorithm)
    expect(formatDigest(parts)).toBe(`${algorithm}:${HEX}`)
    expect(isDigest(formatDigest(parts))).toBe(true)
  }
})

test.each([
  ['no algorithm', HEX],
  ['another algorithm', `sha512:${HEX}`],
  ['upper case', `sha256:${HEX.toUpperCase()}`],
  ['31 bytes', `sm3:${HEX.slice(2)}`],
  ['33 bytes', `sm3:${HEX}00`],
  ['a line break at the end', `sm3:${HEX}\n`],
  ['nothing', ''],
])('refuses %s', (_, text) => {
  expect(codeOf(() => parseDigest(text))).toBe('DIGEST_TEXT_INVALID')
  expect(isDigest(text)).toBe(false)
})

test('refuses bytes of another length', () => {
  expect(codeOf(() => formatDigest({ algorithm: 'sm3', bytes: new Uint8Array(31) }))).toBe('DIGEST_TEXT_INVALID')
})
