import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { formatCivilDate, parseCivilDate, type CivilDate } from '../time/civil-date.ts'
import { ip } from './area.ts'

const first = parseCivilDate('2026-01-01')!
const anyDay = fc.nat(60).map((days) => formatCivilDate((first + days) as CivilDate))
const holder = fc.constantFrom('甲', '乙', '丙')
const anyEvents = fc
  .array(
    fc.record({
      type: fc.constantFrom('GRANT' as const, 'TRANSFER' as const),
      from: holder,
      to: holder,
      contractDate: anyDay,
      effectiveDate: anyDay,
      recordedOn: anyDay,
    }),
    { maxLength: 6 },
  )
  .map((events) => events.map((event, index) => ({ ...event, eventNo: `E${index}` })))

describe('ip.titleAsOf', () => {
  test('what is recorded later leaves the report of a day of knowledge as it was', () => {
    fc.assert(
      fc.property(anyEvents, anyDay, anyDay, (events, asOf, knownAt) => {
        const known = events.filter(({ recordedOn }) => recordedOn <= knownAt)
        expect(ip.titleAsOf({ rightNo: 'ZL1', asOf, knownAt, events }, law)).toEqual(
          ip.titleAsOf({ rightNo: 'ZL1', asOf, knownAt, events: known }, law),
        )
      }),
    )
  })

  test('the order of the events does not matter, and the chain has neither holes nor overlaps', () => {
    fc.assert(
      fc.property(anyEvents, anyDay, (events, asOf) => {
        const facts = { rightNo: 'ZL1', asOf, knownAt: '2027-01-01' }
        const report = ip.titleAsOf({ ...facts, events }, law)
        expect(ip.titleAsOf({ ...facts, events: [...events].reverse() }, law)).toEqual(report)
        report.holderChain.forEach(({ from, to }, index) => {
          const next = report.holderChain[index + 1]
          if (next === undefined) expect(to).toBeNull()
          else expect(parseCivilDate(next.from)! - parseCivilDate(to!)!).toBe(1)
          if (to !== null) expect(from <= to).toBe(true)
        })
      }),
    )
  })
})

describe('ip.checkPatentNumber', () => {
  test('exactly one check character fits each number', () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 12), fc.nat(999_999_999_999), (length, value) => {
        const digits = String(value).padStart(12, '0').slice(-length)
        const fitting = Array.from('0123456789X').filter(
          (check) =>
            !ip
              .checkPatentNumber({ number: `${digits}.${check}` }, law)
              .reasons.some(({ code }) => code === 'CHECK_DIGIT_MISMATCH'),
        )
        expect(fitting).toHaveLength(1)
      }),
    )
  })
})

describe('ip.protectionTerm', () => {
  test('a patent is in force from its grant to the day before its term ends, and never again', () => {
    fc.assert(
      fc.property(fc.constantFrom('PATENT_INVENTION', 'PATENT_UTILITY', 'PATENT_DESIGN'), anyDay, (rightKind, day) => {
        const facts = { rightKind, filingDate: day, grantDate: day } as const
        const { lastProtectedDay, terminationDate } = ip.protectionTerm({ ...facts, asOf: day }, law)
        expect(ip.protectionTerm({ ...facts, asOf: lastProtectedDay! }, law).verdict).toBe('IN_FORCE')
        expect(ip.protectionTerm({ ...facts, asOf: terminationDate! }, law).verdict).toBe('EXPIRED')
      }),
    )
  })
})
