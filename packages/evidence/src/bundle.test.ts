import { readFileSync } from 'node:fs'
import { base64Decode, base64Encode, latin1Decode, latin1Encode, utf8Decode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { decodeLightBlock, encodeLightBlock } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BUNDLE_BYTES_MAX,
  encodeBundle,
  LIGHT_BLOCKS_PER_ZONE_MAX,
  normalLightBlock,
  parseBundle,
  PROFILES,
  RECORDS_PER_ZONE_MAX,
  stampedBytes,
} from './bundle.ts'
import type { ProvedRecord } from './bundle.ts'
import { edited, refusal } from './testing/edited.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

const court = recorded('court')
const block = blockOf(court, 'asker')

function blockOf(bytes: Uint8Array, side: 'asker' | 'answerer'): LightBlock {
  const [first] = parseBundle(bytes)[side].lightBlocks
  if (first === undefined) throw new Error('the vector has a light block')
  return first
}

/** The recorded light block, changed. */
const withBlock = (change: (block: LightBlock) => LightBlock): Uint8Array =>
  edited(court, ['asker', 'lightBlocks', 0], (text) =>
    base64Encode(encodeLightBlock(change(decodeLightBlock(base64Decode(text as string))))),
  )

const record = fc
  .record({
    key: fc.uint8Array({ minLength: 1, maxLength: 60 }).map(latin1Decode),
    height: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
    value: fc.option(fc.uint8Array({ minLength: 1, maxLength: 60 })),
    proof: fc.uint8Array({ minLength: 1, maxLength: 60 }),
  })
  .map((row): ProvedRecord => ({ ...row, keyBytes: latin1Encode(row.key) }))
const zone = fc.record({
  chainId: fc.string({ minLength: 1, maxLength: 12 }),
  clientId: fc.nat().map((n) => `07-tendermint-${n}`),
  lightBlocks: fc.constant([block]),
  records: fc
    .uniqueArray(record, { selector: ({ key }) => key, maxLength: 6 })
    .map((rows) => rows.sort((a, b) => (a.key < b.key ? -1 : 1))),
})
const bundle = fc.record({
  version: fc.constant(2 as const),
  timestamps: fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 8 }),
  profile: fc.constantFrom(...PROFILES),
  about: fc.record({
    kind: fc.constant('lawyer-verdict' as const),
    dispatchId: fc.string({ minLength: 1, maxLength: 20 }),
  }),
  asker: zone,
  answerer: zone,
})

describe('parseBundle', () => {
  test.each(['court', 'blocked', 'opposing', 'public'].flatMap((name) => [name, `v1/${name}`]))(
    'reads the recorded %s and writes it again',
    (name) => {
      expect(parseBundle(recorded(name)).version).toBe(name.startsWith('v1/') ? 1 : 2)
      expect(encodeBundle(parseBundle(recorded(name)))).toEqual(recorded(name))
    },
  )

  test('names a later version by its number, whatever else the file holds', () => {
    const later = edited(court, ['format'], () => 'xiezhi/evidence/v3')
    const facts = { newest: 2, seen: 3 }
    expect(refusal(() => parseBundle(later))).toEqual({ code: 'BUNDLE_VERSION', facts })
    expect(refusal(() => parseBundle(edited(later, ['asker'], () => undefined)))).toEqual({
      code: 'BUNDLE_VERSION',
      facts,
    })
  })

  test('a time stamp is over the bundle with those before it', () => {
    const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)]
    const plain = parseBundle(court)
    const stamped = { ...plain, timestamps: [one, two] }
    expect(stampedBytes(stamped, 0)).toEqual(court)
    expect(stampedBytes(stamped, 1)).toEqual(encodeBundle({ ...plain, timestamps: [one] }))
  })

  test('reads what encodeBundle writes, whatever the records hold', () => {
    fc.assert(
      fc.property(bundle, (made) => {
        expect(parseBundle(encodeBundle(made))).toEqual(made)
      }),
      { numRuns: 100 },
    )
  })

  test('refuses more bytes than a bundle may have before reading them', () => {
    const large = new Uint8Array(BUNDLE_BYTES_MAX + 1)
    expect(refusal(() => parseBundle(large))).toEqual({
      code: 'BUNDLE_BYTES',
      facts: { bytesMax: BUNDLE_BYTES_MAX, seen: BUNDLE_BYTES_MAX + 1 },
    })
  })

  test.each([
    ['a space', (text: string) => `${text} `],
    ['two keys exchanged', (text: string) => text.replace(/^\{"about":(\{.*?\}),(.*)\}$/s, '{$2,"about":$1}')],
    ['an escape that is not needed', (text: string) => text.replace('"about"', '"\\u0061bout"')],
    ['a key twice', (text: string) => text.replace('{"about"', '{"about":null,"about"')],
    ['a fraction', (text: string) => text.replace(/"height":(\d+)/, '"height":$1.0')],
    ['a cut', (text: string) => text.slice(0, -1)],
  ])('refuses JSON that is not canonical: %s', (_, change) => {
    const changed = utf8Encode(change(utf8Decode(court)))
    expect(changed).not.toEqual(court)
    expect(refusal(() => parseBundle(changed))).toMatchObject({ code: 'BUNDLE_NOT_CANONICAL' })
  })

  test.each<[string, (string | number)[], (old: Json) => unknown, string]>([
    ['a missing field', ['about'], () => undefined, '/about'],
    ['a missing zone', ['answerer'], () => undefined, '/answerer'],
    ['an extra field', ['remark'], () => 'x', ''],
    ['an extra field of a zone', ['asker', 'remark'], () => 'x', '/asker'],
    ['an extra field of a record', ['asker', 'records', 0, 'remark'], () => 'x', '/asker/records/0'],
    ['a missing field of a record', ['asker', 'records', 0, 'proof'], () => undefined, '/asker/records/0/proof'],
    ['another format', ['format'], () => 'xiezhi/evidences/v2', '/format'],
    ['a version that is no number', ['format'], () => 'xiezhi/evidence/v02', '/format'],
    ['version 1 with time stamps', ['format'], () => 'xiezhi/evidence/v1', ''],
    ['too many time stamps', ['timestamps'], () => Array.from({ length: 9 }, () => 'AAAA'), '/timestamps'],
    ['another profile', ['profile'], () => 'secret', '/profile'],
    ['another kind', ['about', 'kind'], () => 'order', '/about/kind'],
    ['a client that is none', ['asker', 'clientId'], () => 'client', '/asker/clientId'],
    ['a height of no block', ['asker', 'records', 0, 'height'], () => 0, '/asker/records/0/height'],
    ['no light block', ['asker', 'lightBlocks'], () => [], '/asker/lightBlocks'],
    [
      'too many light blocks',
      ['asker', 'lightBlocks'],
      (old) => Array.from({ length: LIGHT_BLOCKS_PER_ZONE_MAX + 1 }, () => (old as Json[])[0]),
      '/asker/lightBlocks',
    ],
    [
      'too many records',
      ['asker', 'records'],
      (old) => Array.from({ length: RECORDS_PER_ZONE_MAX + 1 }, () => (old as Json[])[0]),
      '/asker/records',
    ],
  ])('refuses %s', (_, path, change, where) => {
    const changed = edited(court, path, change)
    expect(refusal(() => parseBundle(changed))).toMatchObject({ code: 'BUNDLE_SHAPE', facts: { path: where } })
  })

  test.each([
    ['value', 'value'],
    ['proof', 'proof'],
  ])('refuses base64 with stray bits in %s', (field, named) => {
    // One digit of the last group has bits that no byte carries.
    const changed = edited(court, ['asker', 'records', 0, field], () => 'AAB=')
    expect(refusal(() => parseBundle(changed))).toEqual({
      code: 'BUNDLE_SHAPE',
      facts: { field: named, reason: 'BASE64_INVALID' },
    })
  })

  test('refuses a key with a character that is no byte', () => {
    const changed = edited(court, ['asker', 'records', 0, 'key'], () => '律')
    expect(refusal(() => parseBundle(changed))).toMatchObject({ code: 'BUNDLE_SHAPE', facts: { field: 'key' } })
  })

  test.each(['records', 'lightBlocks'] as const)('refuses %s that do not rise', (list) => {
    const twice = edited(court, ['asker', list], (old) => [(old as Json[])[0], ...(old as Json[])])
    expect(refusal(() => parseBundle(twice))).toEqual({ code: 'BUNDLE_ORDER', facts: { list, at: 1 } })
  })

  test('refuses records in another order', () => {
    const reversed = edited(court, ['asker', 'records'], (old) => [...(old as Json[])].reverse())
    expect(refusal(() => parseBundle(reversed))).toMatchObject({ code: 'BUNDLE_ORDER' })
  })
})

describe('light blocks of a bundle', () => {
  test('are refused where they are none', () => {
    const changed = edited(court, ['asker', 'lightBlocks', 0], () => 'AAAA')
    expect(refusal(() => parseBundle(changed))).toMatchObject({ code: 'BUNDLE_LIGHT_BLOCK', facts: { index: 0 } })
  })

  test.each<[string, (block: LightBlock) => LightBlock]>([
    [
      'a proposer',
      (one) => ({ ...one, validators: { ...one.validators, proposer: one.validators.validators[0] ?? null } }),
    ],
    [
      'a priority',
      (one) => ({
        ...one,
        validators: {
          ...one.validators,
          validators: one.validators.validators.map((member) => ({ ...member, proposerPriority: 5n })),
        },
      }),
    ],
  ])('are refused with %s: nothing signs it', (_, change) => {
    expect(refusal(() => parseBundle(withBlock(change)))).toEqual({
      code: 'BUNDLE_LIGHT_BLOCK',
      facts: { index: 0, reason: 'not normal' },
    })
  })

  test('are refused where a signature names another than its validator', () => {
    const changed = withBlock((one) => ({
      ...one,
      commit: {
        ...one.commit,
        signatures: one.commit.signatures.map((slot) => ({ ...slot, validatorAddress: new Uint8Array(20) })),
      },
    }))
    expect(refusal(() => parseBundle(changed))).toEqual({
      code: 'BUNDLE_LIGHT_BLOCK',
      facts: { index: 0, reason: 'signature address' },
    })
  })

  test('lose what nothing signs when they are written', () => {
    const loud = {
      ...block,
      validators: {
        validators: block.validators.validators.map((member) => ({ ...member, proposerPriority: -3n })),
        proposer: block.validators.validators[0] ?? null,
      },
    }
    expect(normalLightBlock(loud)).toEqual(block)
    const parsed = parseBundle(court)
    expect(encodeBundle({ ...parsed, asker: { ...parsed.asker, lightBlocks: [loud] } })).toEqual(court)
  })
})

test('encodeBundle refuses to write more than can be read', () => {
  const parsed = parseBundle(court)
  const [first] = parsed.asker.records
  if (first === undefined) throw new Error('the vector has a record')
  const huge = { ...parsed.asker, records: [{ ...first, value: new Uint8Array(BUNDLE_BYTES_MAX) }] }
  expect(() => encodeBundle({ ...parsed, asker: huge })).toThrow('JSON_BYTES')
})
