import { readFileSync } from 'node:fs'
import type { Bundle } from '@xiezhi/evidence'
import { describe, expect, test } from 'vitest'
import { CheckList } from './checks.ts'
import { forgedFrom } from './testing/forged-bundle.ts'
import type { Changes } from './testing/forged-bundle.ts'
import { differingFields, objectField, readRecord, sameJson, valueOf } from './zone-records.ts'

/** A recorded bundle or trust file. */
const recorded = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../vectors/evidence/${name}.json`, import.meta.url)))

/** The records of a recorded bundle with changes, as two ledgers would prove them. */
const forged = (changes: Changes = {}, name = 'court'): Bundle => forgedFrom(recorded(name), changes)

const { asker } = forged({}, 'opposing')
const [summary] = asker.records

describe('records of a zone', () => {
  test('are found by key, or are not there', () => {
    expect(valueOf(asker, summary?.key ?? '')).toEqual(summary?.value)
    expect(valueOf(asker, 'query/summary/other')).toBeNull()
  })

  test('are read as objects; a failure is a check', () => {
    const checks = new CheckList()
    expect(readRecord(asker, summary?.key ?? '', checks)).toMatchObject({ licenceNo: '11101201010123456' })
    expect(readRecord(asker, 'other', checks)).toBeUndefined()
    expect(checks.all.map(({ outcome }) => outcome)).toEqual(['ok', 'failed'])
    expect(checks.all[1]?.facts).toEqual({ key: 'other', detail: 'absent', reason: 'RECORD_SHAPE' })
  })

  test('two absent values are not the same', () => {
    expect(sameJson(undefined, undefined)).toBe(false)
    expect(sameJson(null, null)).toBe(true)
    expect(sameJson({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
  })

  test('differ in the fields that one lacks or that are unlike', () => {
    expect(differingFields({ a: 1, b: [1], d: null }, { a: 1, b: [2], c: 0, d: null })).toEqual(['b', 'c'])
  })

  test.each([[[]], [null], ['x'], [1]])('a field that is %j is no object', (value) => {
    expect(objectField({ value }, 'value')).toBeUndefined()
  })
})
