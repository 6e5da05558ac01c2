import { readFileSync } from 'node:fs'
import { base64Decode } from '@xiezhi/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EvidenceError } from '../evidence-error.ts'
import { readCertificate, readTimestampResponse, readToken } from './index.ts'
import { fuzz } from '../../../../tools/fuzz/fuzz.ts'

const run = { short: 2000 }

const { tokens } = JSON.parse(
  readFileSync(new URL('../../../../vectors/timestamp/openssl.json', import.meta.url), 'utf8'),
) as { readonly tokens: readonly { readonly token: string; readonly certificate: string }[] }
const samples = tokens.flatMap(({ token, certificate }) => [base64Decode(token), base64Decode(certificate)])
const question = { imprint: new Uint8Array(32), nonce: new Uint8Array(8) }

const hostile = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .record({
      sample: fc.constantFrom(...samples),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      count: fc.nat({ max: 4 }),
      insert: fc.uint8Array({ maxLength: 4 }),
    })
    .map(({ sample, at, count, insert }) => {
      const bytes = [...sample]
      bytes.splice(Math.floor(at * bytes.length), count, ...insert)
      return Uint8Array.from(bytes)
    }),
)

test.each([
  ['readToken', readToken],
  ['readCertificate', readCertificate],
  ['readTimestampResponse', (bytes: Uint8Array) => readTimestampResponse(bytes, question)],
] as const)('%s throws typed errors only', async (name, read) => {
  const sound = fc.property(hostile, (bytes) => {
    try {
      read(bytes)
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error
    }
  })
  await fuzz({ target: `evidence/${name}`, ...run }, (numRuns) => {
    fc.assert(sound, { numRuns })
  })
})

test('nesting without end is refused', () => {
  const deep = Array.from({ length: 20_000 }, () => [0x30, 0x80]).flat()
  expect(() => readToken(Uint8Array.from(deep))).toThrow(EvidenceError)
})
