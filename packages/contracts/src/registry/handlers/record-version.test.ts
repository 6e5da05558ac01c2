import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestChain } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { headKey, headOf, versionKey, versionOf } from '../api.ts'
import { errors } from '../errors.ts'
import { commitments, portErrors, reader, record, registryChain, writer } from '../fixtures.ts'

let chain: TestChain
beforeEach(() => {
  chain = registryChain()
})

describe('recordVersion', () => {
  test('writes a version leaf and a head, nothing else, and says so in one event', () => {
    const before = chain.backend.entries().length
    const result = chain.deliver([record()], [writer])
    expect(result.code).toBe(0)
    expect(result.events).toMatchObject([{ type: 'VersionRecorded', data: { recordId: 'record-1', row: 1 } }])
    const written = chain.store.scan('registry/', { limit: 10 }).map(([key]) => key)
    expect(written).toEqual([headKey('credential', 'record-1'), versionKey('credential', 'record-1', 1)])
    // The other new leaves are the kernel's: spent ids.
    expect(chain.backend.entries().length - before).toBeGreaterThanOrEqual(2)
    expect(versionOf(chain.context(), 'credential', 'record-1', 1)).toMatchObject({
      n: 1,
      knownAtMs: chain.nowMs,
      fields: { status: 'PRACTISING' },
      writtenBy: [{ organisation: 'bureau-11', officer: 'writer', key: writer.key }],
    })
    expect(chain.violations()).toEqual([])
  })

  test('takes commitments of either suite', () => {
    expect(chain.deliver([record({ commitments: commitments(10, 'sm3') })], [writer]).code).toBe(0)
    expect(versionOf(chain.context(), 'credential', 'record-1', 1)?.commitments[0]).toMatch(/^sm3:/)
  })

  test('numbers two versions of one transaction', () => {
    const second = record({ fields: { status: 'SUSPENDED' }, rowsBefore: 1 })
    expect(chain.deliver([record({ rowsBefore: 0 }), second], [writer]).data).toMatchObject([{ row: 1 }, { row: 2 }])
    expect(headOf(chain.context(), 'credential', 'record-1')?.rows).toBe(2)
    expect(chain.violations()).toEqual([])
  })

  const [first = '', next = ''] = commitments(2)
  test.each([
    ['an unknown record type', errors.RecordTypeUnknown, record({ recordType: 'other' }), writer],
    ['a record type without writers', errors.WriterMissing, record({ recordType: 'internal' }), writer],
    ['a signer who may not write', portErrors.NotWriter, record(), reader],
    ['a validity in reverse', errors.ValidityReversed, record({ validTo: '2026-01-01' }), writer],
    ['commitments out of order', errors.CommitmentOrder, record({ commitments: [next, first] }), writer],
    ['a commitment twice', errors.CommitmentOrder, record({ commitments: [first, first] }), writer],
    ['two suites', errors.CommitmentsMixed, record({ commitments: [first, next.replace('sha256', 'sm3')] }), writer],
    ['a field that must never stand here', errors.FieldNever, record({ fields: { identityNo: '1' } }), writer],
    ['a mobile number as id', errors.MobileNumberSeen, record({ recordId: '13800138000' }), writer],
    ['a correction of no row', errors.RowUnknown, record({ supersedes: 1, reason: 'error' }), writer],
    ['another row count', errors.HeadMoved, record({ rowsBefore: 1 }), writer],
  ])('rejects %s and leaves no trace', (_, kind, message, signer) => {
    expect(expectRejected(chain, kind, [message], [signer]).data).toBeNull()
  })

  test('rejects a correction without reason, with a number in the reason, and a second one of the same row', () => {
    expect(chain.deliver([record()], [writer]).code).toBe(0)
    expectRejected(chain, errors.ReasonMissing, [record({ supersedes: 1 })], [writer])
    expectRejected(chain, errors.MobileNumberSeen, [record({ supersedes: 1, reason: 'call 13800138000' })], [writer])
    expect(chain.deliver([record({ supersedes: 1, reason: 'wrong status' })], [writer]).code).toBe(0)
    expectRejected(chain, errors.RowSuperseded, [record({ supersedes: 1, reason: 'again' })], [writer])
    expect(chain.violations()).toEqual([])
  })
})
