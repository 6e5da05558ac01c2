import { readFileSync, writeFileSync } from 'node:fs'
import type { Json } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchName, BatchReader, BatchWriter, parseBatchName } from './batch.ts'
import type { BatchKey } from './batch.ts'
import { DEDUCT, FREEZE, HEADER } from './testing/samples.ts'

const key: BatchKey = { crypto: pureCrypto, hash: 'sm3', key: new Uint8Array(32).fill(7) }
const head = { kind: 'REQUESTS', sender: 'court', recipient: 'bank', sequence: 3 } as const

function write(records: readonly Json[], by: BatchKey = key): string[] {
  const writer = new BatchWriter(by, records.length)
  return [writer.header(head), ...records.map((record) => writer.record(record)), writer.trailer()]
}

function read(lines: readonly string[], by: BatchKey = key): Json[] {
  const reader = new BatchReader(by)
  const records = lines.map((line) => reader.line(line)).filter((record) => record !== undefined)
  reader.end()
  return records
}

const lines = write([HEADER, FREEZE, DEDUCT])

describe('batch', () => {
  test('gives back any records in their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ bdhm: fc.string(), n: fc.integer() }), { maxLength: 20 }),
        fc.constantFrom('sha256', 'sm3'),
        (records, hash) => {
          expect(read(write(records, { ...key, hash }), { ...key, hash })).toEqual(records)
        },
      ),
      { numRuns: 50 },
    )
  })

  test.each<[string, readonly string[], string]>([
    ['nothing', [], 'BATCH_CUT'],
    ['a batch without its end', lines.slice(0, -1), 'BATCH_CUT'],
    ['a record short', [...lines.slice(0, 2), ...lines.slice(3)], 'BATCH_CUT'],
    ['a record too many', [...lines.slice(0, 2), lines[1] ?? '', ...lines.slice(2)], 'BATCH_COUNT'],
    ['records in another order', [lines[0] ?? '', lines[2] ?? '', lines[1] ?? '', ...lines.slice(3)], 'BATCH_DIGEST'],
    [
      'a changed record',
      lines.map((line, at) => (at === 2 ? line.replace('5000000', '6000000') : line)),
      'BATCH_DIGEST',
    ],
    ['a changed sequence', lines.map((line) => line.replace('"pcxh":3', '"pcxh":4')), 'BATCH_DIGEST'],
    ['another header', ['{"gs":"xiezhi/control-batch/v2"}', ...lines.slice(1)], 'BATCH_HEADER'],
    ['half a record', lines.map((line, at) => (at === 1 ? line.slice(0, 40) : line)), 'BATCH_RECORD'],
    ['something after the end', [...lines, '{}'], 'BATCH_COUNT'],
    ['a batch of somebody else', write([HEADER], { ...key, key: new Uint8Array(32).fill(8) }), 'BATCH_MAC'],
  ])('refuses %s', (_, given, code) => {
    expect(() => read(given)).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('is not written with another number of records than promised', () => {
    const writer = new BatchWriter(key, 2)
    writer.header(head)
    writer.record(HEADER)
    expect(() => writer.trailer()).toThrow(expect.objectContaining({ code: 'BATCH_COUNT' }) as Error)
  })

  test('has a name that tells where it belongs', () => {
    expect(batchName(head)).toBe('qq_court_bank_0000000003.jsonl')
    expect(parseBatchName(batchName(head))).toEqual(head)
    for (const name of [
      'qq_court_bank_3.jsonl',
      '../qq_court_bank_0000000003.jsonl',
      'xx_court_bank_0000000003.jsonl',
      'qq_court_bank_0000000000.jsonl',
    ])
      expect(() => parseBatchName(name)).toThrow(expect.objectContaining({ code: 'BATCH_NAME' }) as Error)
  })

  test('has the bytes of the recorded vector', () => {
    const file = new URL('../../../vectors/control-interface/batch-sm3.jsonl', import.meta.url)
    if (process.env['XIEZHI_RECORD'] === '1') writeFileSync(file, `${lines.join('\n')}\n`)
    expect(readFileSync(file, 'utf8')).toBe(`${lines.join('\n')}\n`)
  })
})
