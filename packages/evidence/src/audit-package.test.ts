import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import { pureCrypto } from '@xiezhi/crypto'
import { describe, expect, test } from 'vitest'
import { encodeAuditPackage, parseAuditPackage } from './audit-package.ts'
import type { AuditHeader, AuditRow } from './audit-package.ts'

const header: AuditHeader = {
  packageId: 'a1'.repeat(16),
  authority: 'court',
  chainId: 'xz-court-1',
  person: 'b2'.repeat(16),
  kind: 'WITHOUT_CASE',
  purpose: null,
  parameter: 'PX-T26-5.withoutCase',
  limit: 2,
  count: 3,
  fromMs: 1_000,
  lockedAtMs: 3_000,
}
const rows = [1, 2, 3].map((n): AuditRow => {
  const place = { n, atMs: n * 1_000, role: 'COURT_CLERK', route: 'lookUpLawyer', purpose: 'AGENT_VERIFICATION' }
  return { ...place, subject: `0${n}`.repeat(16), page: null, refused: true, refusal: 'CASE_REQUIRED' }
})
const { bytes, digest } = encodeAuditPackage(pureCrypto, header, rows)

/** The same package with one thing changed. */
function changed(change: (json: { header: AuditHeader; rows: AuditRow[] }) => void): Uint8Array {
  const json = decodeCanonical(bytes)
  change(json as unknown as { header: AuditHeader; rows: AuditRow[] })
  return encodeCanonical(json)
}

const refusal = (code: string) => expect.objectContaining({ name: 'EvidenceError', code }) as Error

describe('an audit package', () => {
  test('is read back with the digest that the ledger holds', () => {
    expect(parseAuditPackage(pureCrypto, bytes)).toEqual({ header, rows, digest })
    expect(encodeAuditPackage(pureCrypto, header, rows)).toEqual({ bytes, digest })
  })

  test('is refused with any byte changed', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const other = bytes.slice()
      other[at] = (other[at] ?? 0) ^ 1
      expect(() => parseAuditPackage(pureCrypto, other), `byte ${at}`).toThrow(
        expect.objectContaining({ name: 'EvidenceError' }) as Error,
      )
    }
  })

  test.each<[string, string, Uint8Array]>([
    ['a row left out', 'AUDIT_ORDER', changed(({ rows }) => rows.splice(1, 1))],
    ['the last row left out', 'AUDIT_CHAIN', changed(({ rows }) => rows.pop())],
    ['two rows in each other’s place', 'AUDIT_ORDER', changed(({ rows }) => rows.reverse())],
    ['a time before the one before', 'AUDIT_ORDER', changed(({ rows }) => Object.assign(rows[1] ?? {}, { atMs: 1 }))],
    [
      'another subject',
      'AUDIT_CHAIN',
      changed(({ rows }) => Object.assign(rows[1] ?? {}, { subject: 'ff'.repeat(16) })),
    ],
    ['another person', 'AUDIT_CHAIN', changed(({ header }) => Object.assign(header, { person: 'ff'.repeat(16) }))],
    ['a field more', 'AUDIT_SHAPE', changed(({ header }) => Object.assign(header, { name: 'invented' }))],
    ['a blank', 'AUDIT_NOT_CANONICAL', new Uint8Array([...bytes, 0x20])],
    ['nothing', 'AUDIT_NOT_CANONICAL', new Uint8Array()],
  ])('%s is %s', (_, code, other) => {
    expect(() => parseAuditPackage(pureCrypto, other)).toThrow(refusal(code))
  })

  test('another header or no rows are another digest', () => {
    const digests = [
      digest,
      encodeAuditPackage(pureCrypto, { ...header, count: 4 }, rows).digest,
      encodeAuditPackage(pureCrypto, header, []).digest,
    ]
    expect(new Set(digests).size).toBe(3)
  })

  test('is nothing that is not one', () => {
    expect(() => parseAuditPackage(pureCrypto, encodeCanonical({ format: 'x' }))).toThrow(refusal('AUDIT_SHAPE'))
  })
})
