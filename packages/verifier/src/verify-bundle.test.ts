import { readFileSync } from 'node:fs'
import { base64Decode, base64Encode, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import { encodeBundle, encodeTrustFile, parseBundle, parseTrustFile } from '@xiezhi/evidence'
import { describe, expect, test } from 'vitest'
import { failedChecks } from './testing/forged-bundle.ts'
import { verifyBundle } from './verify-bundle.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

const trust = recorded('trust')
const court = recorded('court')
const parsed = parseBundle(court)

interface BundleJson {
  readonly [field: string]: Json
}

/** The recorded bundle with the first byte of one base64 text changed. */
function flipped(side: 'asker' | 'answerer', pick: (zone: Record<string, Json>) => Record<string, Json>): Uint8Array {
  const json = decodeCanonical(court) as BundleJson
  return encodeCanonical({ ...json, [side]: pick({ ...(json[side] as Record<string, Json>) }) })
}

function flip(text: Json, at: number): string {
  const bytes = base64Decode(text as string)
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = (bytes[place] ?? 0) ^ 1
  return base64Encode(bytes)
}

describe('verifyBundle', () => {
  test.each(['court', 'opposing', 'public'] as const)('%s is valid against its anchors', (profile) => {
    const result = verifyBundle(crypto, recorded(profile), trust)

    expect(failedChecks(result)).toEqual([])
    expect(result).toMatchObject({
      result: 'valid',
      profile,
      trustSource: parseTrustFile(trust).source,
      statement: { dispatchId: parsed.about.dispatchId, licenceNo: '11101201010123456', refusal: null },
      assurance: [
        { chainId: parsed.asker.chainId, level: 'institution', validators: 1, organisations: 1 },
        { chainId: parsed.answerer.chainId, level: 'institution', validators: 1, organisations: 1 },
      ],
    })
    expect(result.statement?.reasons === null).toBe(profile !== 'court')
    expect(result.notCovered.includes('ASKER_LEDGER_DETAIL')).toBe(profile !== 'court')
    expect(result.notCovered).toContain('DATE_OF_VERIFICATION')
  })

  test('says what the ledgers said: a licence that nobody holds is blocked, with its ground', () => {
    const { statement } = verifyBundle(crypto, recorded('blocked'), trust)
    expect(statement?.verdict).toBe('BLOCK')
    expect(statement?.reasons?.map(({ code }) => code)).toContain('LICENCE_NOT_HELD')
  })

  test.each(['asker', 'answerer'] as const)('names what a changed byte in each part of the %s breaks', (side) => {
    const records = parsed[side].records.length
    for (let at = 0; at < records; at++) {
      for (const field of ['value', 'proof'] as const) {
        const changed = flipped(side, (zone) => ({
          ...zone,
          records: (zone['records'] as BundleJson[]).map((record, index) =>
            index === at ? { ...record, [field]: flip(record[field] ?? null, -1) } : record,
          ),
        }))
        const result = verifyBundle(crypto, changed, trust)
        expect([at, field, failedChecks(result), result.statement]).toEqual([at, field, ['record-proof'], null])
      }
      const renamed = flipped(side, (zone) => ({
        ...zone,
        records: (zone['records'] as BundleJson[]).map((record, index) =>
          index === at ? { ...record, height: Number(record['height']) - 1 } : record,
        ),
      }))
      expect(failedChecks(verifyBundle(crypto, renamed, trust))).toEqual(['record-proof'])
    }
    // The last bytes of a light block are the key of its validator.
    const block = flipped(side, (zone) => ({
      ...zone,
      lightBlocks: (zone['lightBlocks'] as string[]).map((text) => flip(text, 60)),
    }))
    const broken = verifyBundle(crypto, block, trust)
    expect(broken.result).toBe('invalid')
    expect(broken.statement).toBeNull()
  })

  test('does not let another dispatch, chain or client stand in', () => {
    const other = parseBundle(recorded('blocked'))
    const failures = (bundle: typeof parsed): string[] =>
      failedChecks(verifyBundle(crypto, encodeBundle(bundle), trust))
    expect(failures({ ...parsed, about: other.about })).toEqual(['record-set'])
    expect(failures({ ...parsed, answerer: other.answerer })).toEqual(['record-set'])
    expect(failures({ ...parsed, answerer: { ...parsed.answerer, clientId: '07-tendermint-7' } })).toEqual([
      'record-set',
    ])
    expect(failures({ ...parsed, asker: { ...parsed.asker, clientId: '07-tendermint-7' } })).toEqual([
      'dispatch-identity',
    ])
    expect(failures({ ...parsed, profile: 'opposing' })).toEqual(['record-set'])
    expect(failures({ ...parsed, answerer: parsed.asker })).toContain('dispatch-identity')
  })

  test('refuses missing and extra records', () => {
    const { asker } = parsed
    const without = { ...parsed, asker: { ...asker, records: asker.records.slice(1) } }
    const act = asker.records[0]?.key.split('/')[2] ?? ''
    const result = verifyBundle(crypto, encodeBundle(without), trust)
    expect(result.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([
      {
        id: 'record-set',
        zone: asker.chainId,
        outcome: 'failed',
        facts: { key: asker.records[0]?.key.replace(act, '*'), reason: 'RECORD_ABSENT' },
      },
    ])
    const noRequest = {
      ...parsed,
      asker: { ...asker, records: asker.records.filter(({ key }) => !key.includes('request')) },
    }
    expect(
      verifyBundle(crypto, encodeBundle(noRequest), trust).checks.filter(({ outcome }) => outcome === 'failed'),
    ).toEqual([
      { id: 'record-set', zone: asker.chainId, outcome: 'failed', facts: { expected: 4, missing: 1, extra: 6 } },
      {
        id: 'record-set',
        zone: parsed.answerer.chainId,
        outcome: 'failed',
        facts: { expected: 4, missing: 0, extra: 1 },
      },
    ])
    const noSummary = { ...parsed, asker: { ...asker, records: asker.records.slice(0, -1) } }
    expect(failedChecks(verifyBundle(crypto, encodeBundle(noSummary), trust))).toEqual(['record-set'])
    const opposing = parseBundle(recorded('opposing'))
    const extra = { ...opposing, asker: { ...asker, records: asker.records.slice(2) } }
    expect(failedChecks(verifyBundle(crypto, encodeBundle(extra), trust))).toEqual(['record-set'])
  })

  test.each(['court', 'opposing', 'public', 'blocked'])('%s of version 1 is judged as version 1', (name) => {
    const result = verifyBundle(crypto, recorded(`v1/${name}`), recorded('v1/trust'))
    expect(failedChecks(result)).toEqual([])
    expect(result).toMatchObject({ result: 'valid', statement: { asker: null, policy: null } })
    expect(result.notCovered).toEqual(expect.arrayContaining(['OFFICER_ACCREDITATION', 'POLICY_TEXT', 'OUTSIDE_TIME']))
  })

  test('is undecidable in a later version, and says which it reads', () => {
    const later = encodeCanonical({ ...(decodeCanonical(court) as BundleJson), format: 'xiezhi/evidence/v3' })
    expect(verifyBundle(crypto, later, trust)).toMatchObject({
      result: 'undecidable',
      statement: null,
      checks: [{ id: 'bundle-format', facts: { reason: 'BUNDLE_VERSION', newest: 2, seen: 3 } }, { outcome: 'ok' }],
    })
    expect(verifyBundle(crypto, later, court).result).toBe('invalid')
  })

  test('is undecidable without an anchor, and says for which chain', () => {
    const { source, zones } = parseTrustFile(trust)
    const only = encodeTrustFile({ source, zones: zones.slice(0, 1) })
    const result = verifyBundle(crypto, court, only)
    expect(result).toMatchObject({ result: 'undecidable', statement: null })
    expect(result.checks.at(-1)).toMatchObject({ id: 'anchor-known', zone: zones[1]?.chainId, outcome: 'failed' })
  })

  test('is invalid, not undecidable, where an anchor is missing and another part is wrong', () => {
    const { source, zones } = parseTrustFile(trust)
    const only = encodeTrustFile({ source, zones: zones.slice(0, 1) })
    const { asker } = parsed
    const without = { ...parsed, asker: { ...asker, records: asker.records.slice(1) } }
    expect(verifyBundle(crypto, encodeBundle(without), only).result).toBe('invalid')
  })

  test('is invalid against the anchors of others', () => {
    const { source, zones } = parseTrustFile(trust)
    const [first, second] = zones
    if (first === undefined || second === undefined) throw new Error('the vector has two zones')
    const exchanged = encodeTrustFile({
      source,
      zones: [
        { ...first, validators: second.validators },
        { ...second, validators: first.validators },
      ],
    })
    const result = verifyBundle(crypto, court, exchanged)
    expect(result.result).toBe('invalid')
    expect(failedChecks(result)).toEqual(['light-block', 'record-proof'])
    expect(result.checks.find(({ outcome }) => outcome === 'failed')?.facts).toMatchObject({ reason: 'COMMIT_ADDRESS' })
  })

  test.each([
    ['a bundle that is none', new Uint8Array([1]), trust, 'bundle-format', 'BUNDLE_NOT_CANONICAL'],
    ['a trust file that is none', court, new Uint8Array([1]), 'trust-format', 'TRUST_NOT_CANONICAL'],
    ['a trust file in place of the bundle', trust, trust, 'bundle-format', 'BUNDLE_SHAPE'],
    ['a bundle in place of the trust file', court, court, 'trust-format', 'TRUST_SHAPE'],
    ['an oversized bundle', new Uint8Array(4 * 1024 * 1024 + 1), trust, 'bundle-format', 'BUNDLE_BYTES'],
  ])('reports %s and throws nothing', (_, bundle, anchors, id, reason) => {
    const result = verifyBundle(crypto, bundle, anchors)
    expect(result).toMatchObject({ result: 'invalid', statement: null, assurance: [] })
    expect(result.checks.filter(({ outcome }) => outcome === 'failed')).toMatchObject([{ id, facts: { reason } }])
  })
})
