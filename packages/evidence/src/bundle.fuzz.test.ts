import { readFileSync } from 'node:fs'
import { bytesEqual } from '@xiezhi/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeBundle, parseBundle } from './bundle.ts'
import { EvidenceError } from './evidence-error.ts'
import { parseAskerSummary } from './records.ts'
import { encodeTrustFile, parseTrustFile } from './trust.ts'
import { fuzz } from '../../../tools/fuzz/fuzz.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

const run = { short: 2000 }

const bundle = recorded('opposing')
const [summary] = parseBundle(bundle).asker.records

/** Each target reads; where it accepts, writing again must give the very input. */
const targets: [name: string, valid: Uint8Array, again: (bytes: Uint8Array) => Uint8Array | undefined][] = [
  ['parseBundle', bundle, (bytes) => encodeBundle(parseBundle(bytes))],
  [
    'parseTrustFile',
    recorded('trust'),
    (bytes) => {
      const { source, zones } = parseTrustFile(bytes)
      return encodeTrustFile({ source, zones })
    },
  ],
  [
    'parseAskerSummary',
    summary?.value ?? new Uint8Array(),
    (bytes) => {
      parseAskerSummary('k', bytes)
      return undefined
    },
  ],
]

/** Random bytes, and valid ones with a stretch replaced, removed, repeated or taken from elsewhere in the file. */
function hostile(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat({ max: valid.length })
  const insert = fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.uint8Array({ min: 0x20, max: 0x7e, maxLength: 6 }),
    fc.tuple(place, fc.nat({ max: 40 })).map(([at, count]) => valid.slice(at, at + count)),
  )
  const spliced = fc.tuple(place, fc.nat({ max: 8 }), insert).map(([at, count, bytes]) => {
    const made = new Uint8Array(at + bytes.length + Math.max(0, valid.length - at - count))
    made.set(valid.subarray(0, at))
    made.set(bytes, at)
    made.set(valid.subarray(at + count), at + bytes.length)
    return made
  })
  return fc.oneof({ weight: 1, arbitrary: fc.uint8Array({ maxLength: 96 }) }, { weight: 6, arbitrary: spliced })
}

describe('readers of evidence under hostile bytes', () => {
  test.each(targets)('%s throws typed errors only, and what it takes it writes alike', async (name, valid, again) => {
    expect(again(valid) ?? valid).toEqual(valid)
    const sound = fc.property(hostile(valid), (bytes) => {
      try {
        // Not toEqual: it goes byte by byte, which is most of the time of a long run.
        expect(bytesEqual(again(bytes) ?? bytes, bytes)).toBe(true)
      } catch (error) {
        if (!(error instanceof EvidenceError)) throw error
      }
    })
    await fuzz({ target: `evidence/${name}`, ...run }, (numRuns) => {
      fc.assert(sound, { numRuns })
    })
  })
})
