import { decodeCanonical } from '@xiezhi/codec'
import { EvidenceError } from '@xiezhi/evidence'
import { describe, expect, test } from 'vitest'
import { CheckList } from './checks.ts'

describe('CheckList', () => {
  test('keeps every check in its order and goes on after a failure', () => {
    const checks = new CheckList()
    expect(checks.record('record-set', 'a', true)).toBe(true)
    expect(checks.failed).toBe(false)
    expect(checks.record('record-set', 'b', false, { missing: 1 })).toBe(false)
    expect(checks.run('record-shape', null, { key: 'k' }, () => 7)).toBe(7)
    expect(checks.failed).toBe(true)
    expect(checks.all).toEqual([
      { id: 'record-set', zone: 'a', outcome: 'ok', facts: {} },
      { id: 'record-set', zone: 'b', outcome: 'failed', facts: { missing: 1 } },
      { id: 'record-shape', zone: null, outcome: 'ok', facts: { key: 'k' } },
    ])
  })

  test('turns a typed error into a failure: its code is the reason, its own reason the detail', () => {
    const checks = new CheckList()
    const failing = (): never => {
      throw new EvidenceError('RECORD_SHAPE', { key: 'k', reason: 'absent' })
    }
    expect(checks.run('record-shape', 'a', { height: 3 }, failing)).toBeUndefined()
    expect(checks.all[0]?.facts).toEqual({ height: 3, key: 'k', detail: 'absent', reason: 'RECORD_SHAPE' })
    checks.run('bundle-format', null, {}, () => decodeCanonical(Uint8Array.of(0)))
    expect(checks.all[1]).toMatchObject({ outcome: 'failed' })
  })

  test('lets a fault of the program pass', () => {
    const checks = new CheckList()
    const faulty = (): never => {
      throw new TypeError('fault')
    }
    expect(() => checks.run('record-shape', null, {}, faulty)).toThrow(TypeError)
    expect(checks.all).toEqual([])
  })
})
