import type { Json } from '@xiezhi/codec'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { headOf } from '../api.ts'
import { errors } from '../errors.ts'
import { portErrors, reader, registryChain, version, writer } from '../fixtures.ts'

const rowsMessage = (rows: readonly unknown[], recordType = 'credential') => ({
  type: 'registry/ImportRecords',
  value: { recordType, rows: rows as Json },
})

describe('importRecords', () => {
  test('writes the rows that fit and reports the others by number and code', () => {
    const chain = registryChain()
    const rows = [
      version({ recordId: 'a' }),
      version({ recordId: 'b', fields: { status: 'PRACTISING', identityNo: 'x' } }),
      version({ recordId: 'a', rowsBefore: 1, validFrom: '2026-02-01' }),
      { recordId: 'c' },
      version({ recordType: 'internal', recordId: 'd' }),
      version({ recordId: 'e', fields: { status: '13800138000' } }),
    ]
    const result = chain.deliver([rowsMessage(rows)], [writer])
    const refused = [
      { row: 2, name: 'FieldNever', field: 'identityNo', code: errors.FieldNever.code },
      { row: 4, name: 'RowMalformed', code: errors.RowMalformed.code },
      { row: 5, name: 'RecordTypeMismatch', field: null },
      { row: 6, name: 'MobileNumberSeen', field: 'status' },
    ]
    expect(result.data).toMatchObject([{ accepted: 2, refused }])
    expect(result.events.map(({ type }) => type)).toEqual(['VersionRecorded', 'VersionRecorded', 'RecordsImported'])
    const { actId } = result.data?.[0] as { actId: string }
    expect(chain.query('registry/importReport', { actId })).toMatchObject({ rows: 6, accepted: 2, refused })
    const ctx = chain.context()
    expect(headOf(ctx, 'credential', 'a')?.rows).toBe(2)
    expect(['b', 'c', 'd', 'e'].map((id) => headOf(ctx, 'credential', id))).toEqual(Array(4).fill(undefined))
    expect(chain.violations()).toEqual([])
  })

  test('rejects signers who may not write, and record types of modules', () => {
    const chain = registryChain()
    expectRejected(chain, portErrors.NotWriter, [rowsMessage([version()])], [reader])
    expectRejected(chain, errors.WriterMissing, [rowsMessage([version()], 'internal')], [writer])
    expect(expectRejected(chain, errors.RecordTypeUnknown, [rowsMessage([version()], 'x')], [writer]).data).toBeNull()
  })
})
