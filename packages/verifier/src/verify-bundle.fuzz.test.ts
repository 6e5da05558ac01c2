import { readFileSync } from 'node:fs'
import type { Bundle } from '@xiezhi/evidence'
import { base64Decode, base64Encode, decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { pureCrypto as crypto } from '@xiezhi/crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportLines } from './report.ts'
import { failedChecks, forgedFrom, judge } from './testing/forged-bundle.ts'
import type { Changes } from './testing/forged-bundle.ts'
import { verifyBundle } from './verify-bundle.ts'
import { fuzz } from '../../../tools/fuzz/fuzz.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

/** The records of a recorded bundle with changes, as two ledgers would prove them. */
const forged = (changes: Changes = {}, name = 'court'): Bundle => forgedFrom(recorded(name), changes)

const run = { short: 2000 }
/** Each is judged whole, signatures included; the decoders have their own long run in evidence and lightclient. */
const JUDGED_SHARE = 1 / 10
/** Each makes and signs what two ledgers would prove: slower, and read by the same decoders. */
const LYING_SHARE = 1 / 20

const bundle = recorded('opposing')
const trust = recorded('trust')
const json = decodeCanonical(bundle) as Record<string, Json>

/** Places of base64 texts in a bundle. */
const SIDES = ['asker', 'answerer'] as const
const FIELDS = ['lightBlocks', 'value', 'proof'] as const

/** The bundle with bytes inside one base64 text replaced, removed or added: the JSON around it stays in form. */
function spliced(side: (typeof SIDES)[number], field: (typeof FIELDS)[number], splice: Splice): Uint8Array {
  const zone = json[side] as Record<string, Json>
  const change = (text: Json): string => {
    const bytes = [...base64Decode(text as string)]
    bytes.splice(Math.floor(splice.at * bytes.length), splice.count, ...splice.insert)
    return base64Encode(Uint8Array.from(bytes))
  }
  const changed =
    field === 'lightBlocks'
      ? { ...zone, lightBlocks: (zone['lightBlocks'] as Json[]).map(change) }
      : {
          ...zone,
          records: (zone['records'] as Record<string, Json>[]).map((record) => ({
            ...record,
            [field]: change(record[field] ?? ''),
          })),
        }
  return encodeCanonical({ ...json, [side]: changed })
}

interface Splice {
  readonly at: number
  readonly count: number
  readonly insert: Uint8Array
}

const splice = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  count: fc.nat({ max: 4 }),
  insert: fc.uint8Array({ maxLength: 4 }),
})

/** What a ledger that lies may put into a record: any JSON, near the shape that is expected. */
const hostileRecord = fc.dictionary(
  fc.constantFrom('sequence', 'dispatchId', 'verdict', 'refusal', 'result', 'question', 'packets', 'client', 'x'),
  fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.constantFrom('', 'PASS'),
    fc.constant([]),
    fc.constant({}),
    fc.boolean(),
  ),
)

describe('verifyBundle under hostile input', () => {
  test('takes no bundle with a part changed, and throws nothing', async () => {
    const sound = fc.property(fc.constantFrom(...SIDES), fc.constantFrom(...FIELDS), splice, (side, field, change) => {
      const changed = spliced(side, field, change)
      const result = verifyBundle(crypto, changed, trust)
      const isSame = changed.length === bundle.length && changed.every((byte, at) => byte === bundle[at])
      expect(result.result).toBe(isSame ? 'valid' : 'invalid')
      expect(reportLines(result, 'zh-CN').length).toBeGreaterThan(2)
    })
    await fuzz({ target: 'verifier/verifyBundle', ...run, share: JUDGED_SHARE }, (numRuns) => {
      fc.assert(sound, { numRuns })
    })
  })

  test('throws nothing whatever two ledgers prove', async () => {
    const sound = fc.property(fc.nat({ max: 3 }), fc.nat({ max: 3 }), hostileRecord, (first, second, record) => {
      let at = 0
      const hostile = (place: number) => (_: string, value: Uint8Array) =>
        at++ % 4 === place ? encodeCanonical(record) : value
      const result = judge(forged({ asker: hostile(first), answerer: hostile(second) }))
      expect(failedChecks(result)).not.toEqual([])
      expect(result).toMatchObject({ result: 'invalid', statement: null })
    })
    await fuzz({ target: 'verifier pairs of lying ledgers', ...run, short: 100, share: LYING_SHARE }, (numRuns) => {
      fc.assert(sound, { numRuns })
    })
  })
})
