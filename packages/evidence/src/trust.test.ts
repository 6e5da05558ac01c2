import { readFileSync } from 'node:fs'
import { base64Encode, utf8Decode, utf8Encode } from '@xiezhi/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edited, refusal } from './testing/edited.ts'
import { encodeTrustFile, parseTrustFile, TRUST_BYTES_MAX, TRUST_FORMAT, TRUST_FORMAT_2 } from './trust.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

const trust = recorded('trust')

describe('parseTrustFile', () => {
  test('reads the recorded file and writes it again', () => {
    const rest = parseTrustFile(trust)
    expect(new TextDecoder().decode(trust)).toContain(TRUST_FORMAT)
    expect(encodeTrustFile(rest)).toEqual(trust)
  })

  test('reads what encodeTrustFile writes', () => {
    const validator = fc.record({
      publicKey: fc
        .uint8Array({ minLength: 32, maxLength: 32 })
        .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')),
      power: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
      organisation: fc.option(fc.string({ minLength: 1, maxLength: 12 })),
    })
    const zone = fc.record({
      chainId: fc.string({ minLength: 1, maxLength: 12 }),
      height: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
      validators: fc.array(validator, { minLength: 1, maxLength: 4 }),
    })
    const file = fc.record({
      source: fc.string({ minLength: 1, maxLength: 20 }),
      zones: fc.array(zone, { minLength: 1, maxLength: 3 }),
      timestampAuthorities: fc.array(
        fc.record({
          name: fc.string({ minLength: 1, maxLength: 9 }),
          certificate: fc.uint8Array({ minLength: 1, maxLength: 9 }).map(base64Encode),
        }),
        { maxLength: 2 },
      ),
    })
    fc.assert(
      fc.property(file, (made) => {
        expect(parseTrustFile(encodeTrustFile(made))).toEqual(made)
      }),
      { numRuns: 100 },
    )
  })

  test.each([
    ['a space', (text: string) => ` ${text}`],
    ['a cut', (text: string) => text.slice(0, -1)],
  ])('refuses %s', (_, change) => {
    const changed = utf8Encode(change(utf8Decode(trust)))
    expect(refusal(() => parseTrustFile(changed))).toMatchObject({ code: 'TRUST_NOT_CANONICAL' })
  })

  test('refuses more bytes than a trust file may have', () => {
    const large = new Uint8Array(TRUST_BYTES_MAX + 1).fill(0x20)
    expect(refusal(() => parseTrustFile(large))).toMatchObject({
      code: 'TRUST_NOT_CANONICAL',
      facts: { reason: 'JSON_BYTES' },
    })
  })

  test.each<[string, (string | number)[], unknown, string]>([
    ['another format', ['format'], 'xiezhi/trust/v3', '/format'],
    ['version 2 without authorities', ['format'], TRUST_FORMAT_2, '/timestampAuthorities'],
    ['no source', ['source'], undefined, '/source'],
    ['no zone', ['zones'], [], '/zones'],
    ['a zone without validators', ['zones', 0, 'validators'], [], '/zones/0/validators'],
    [
      'a key of 31 bytes',
      ['zones', 0, 'validators', 0, 'publicKey'],
      'ab'.repeat(31),
      '/zones/0/validators/0/publicKey',
    ],
    ['a power of 0', ['zones', 0, 'validators', 0, 'power'], 0, '/zones/0/validators/0/power'],
    ['an extra field', ['remark'], 'x', ''],
  ])('refuses %s', (_, path, value, where) => {
    const changed = edited(trust, path, () => value)
    expect(refusal(() => parseTrustFile(changed))).toMatchObject({ code: 'TRUST_SHAPE', facts: { path: where } })
  })
})
