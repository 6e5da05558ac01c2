import { bundledLaw } from '@xiezhi/law'
import { describe, expect, test } from 'vitest'
import { findStanding } from './api.ts'
import {
  association,
  BEIJING_FIRM,
  bureau,
  department,
  DIGEST,
  LAWYER_ID,
  LICENCE,
  MOVED_LICENCE,
  sanctionMessage,
  SANCTION_ID,
  SHANGHAI_FIRM,
  standing,
  withLawyer,
} from './fixtures.ts'

const DAY_MS = 86_400_000

describe('a lawyer before the register', () => {
  test('G18-01: an active licence with the right firm letter passes', () => {
    const { chain } = withLawyer()

    expect(standing(chain, '2026-03-02')).toMatchObject({
      verdict: 'WARN',
      reasons: [{ code: 'ASSESSMENT_MISSING', rule: 'R18-21' }],
      facts: { known: true, statusOnDay: 'ACTIVE', numberCurrent: true },
      serial: '123456',
    })
  })

  test('a passed assessment of last year takes the warning away', () => {
    const { chain } = withLawyer()
    const value = { subject: 'lawyer', licenceNo: LICENCE, year: 2025, grade: 'COMPETENT', filedOn: '2026-02-01' }
    chain.deliver([{ type: 'lawyer/RecordAssessment', value }], [association])

    expect(standing(chain, '2026-03-02')).toMatchObject({ verdict: 'PASS', reasons: [] })
  })

  test.each([
    ['G18-02: a first digit of 2', '21101201010123456', 'NOT_A_LAWYER_LICENCE'],
    ['G18-03: category 0', '11101201000123456', 'CATEGORY_INVALID'],
    ['G18-03: a year to come', '11101203110123456', 'YEAR_IN_FUTURE'],
  ])('%s is barred by its number', (_, licenceNo, code) => {
    const { chain } = withLawyer()

    const found = standing(chain, '2026-03-02', { licenceNo })

    expect(found['verdict']).toBe('BLOCK')
    expect(found['reasons']).toContainEqual({ code, rule: 'S18.3' })
    expect(found['serial']).toBeNull()
  })

  test('a number that nobody holds is barred: a fake licence', () => {
    const { chain } = withLawyer()

    expect(standing(chain, '2026-03-02', { licenceNo: '11101201010999999' })).toMatchObject({
      verdict: 'BLOCK',
      reasons: [{ code: 'LICENCE_NOT_HELD', rule: 'R18-01' }],
    })
  })

  test('G18-07: the last day of a suspension bars, the day after passes', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)

    expect(standing(chain, '2026-02-28')['verdict']).toBe('WARN')
    expect(standing(chain, '2026-08-31')).toMatchObject({ verdict: 'BLOCK', facts: { statusOnDay: 'SUSPENDED' } })
    expect(standing(chain, '2026-09-01')).toMatchObject({ verdict: 'WARN', facts: { statusOnDay: 'ACTIVE' } })
  })

  test('the return after a suspension is an event of its own, at the day', () => {
    const { chain, published } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)

    chain.advance(182 * DAY_MS)
    expect(published.map(({ kind }) => kind)).toEqual(['GRANTED', 'SUSPENDED'])
    chain.advance(2 * DAY_MS)

    expect(published.at(-1)).toMatchObject({ kind: 'RETURNED', status: 'ACTIVE', from: '2026-09-01' })
    expect(chain.violations()).toEqual([])
  })

  test('a suspension set aside on review no longer shows, and subscribers are told', () => {
    const { chain, published } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)
    const value = { sanctionId: SANCTION_ID, on: '2026-04-01', instrumentDigest: DIGEST }
    chain.deliver([{ type: 'lawyer/SetAsideSanction', value }], department)

    expect(standing(chain, '2026-03-31')['verdict']).toBe('BLOCK')
    expect(standing(chain, '2026-04-01')['verdict']).toBe('WARN')
    expect(chain.query('lawyer/public', { licenceNo: LICENCE, onDate: '2026-04-02' })).toMatchObject({ sanctions: [] })
    expect(published.at(-1)).toMatchObject({ kind: 'SANCTION_SET_ASIDE', status: 'ACTIVE', from: '2026-04-01' })
    chain.advance(200 * DAY_MS)
    expect(published.at(-1)?.kind).toBe('SANCTION_SET_ASIDE')
    expect(chain.violations()).toEqual([])
  })

  test('G18-11: a move gives a new number to the same person; the old firm letter no longer counts', () => {
    const { chain } = withLawyer()
    const start = { licenceNo: LICENCE, from: '2026-03-02', instrumentDigest: DIGEST }
    chain.deliver([{ type: 'lawyer/StartTransfer', value: start }], department)
    const complete = {
      licenceNo: LICENCE,
      newLicenceNo: MOVED_LICENCE,
      newFirmUscc: SHANGHAI_FIRM,
      from: '2026-03-20',
      instrumentDigest: DIGEST,
    }
    chain.deliver([{ type: 'lawyer/CompleteTransfer', value: complete }], department)

    const gap = { letterFirmUscc: BEIJING_FIRM }
    expect(standing(chain, '2026-03-10', gap)['reasons']).toContainEqual({ code: 'FIRM_MISMATCH', rule: 'R18-02' })
    const moved = { licenceNo: MOVED_LICENCE, letterFirmUscc: SHANGHAI_FIRM }
    expect(standing(chain, '2026-03-21', moved)).toMatchObject({ verdict: 'WARN', serial: '123456' })
    expect(standing(chain, '2026-03-21', { ...moved, letterFirmUscc: BEIJING_FIRM })['verdict']).toBe('BLOCK')
    const old = standing(chain, '2026-03-21', { letterFirmUscc: SHANGHAI_FIRM })
    expect(old).toMatchObject({ verdict: 'WARN', serial: '123456', facts: { currentLicenceNo: MOVED_LICENCE } })
    expect(chain.query('lawyer/licence', { licenceNo: LICENCE })).toMatchObject({
      lawyerId: LAWYER_ID,
      numbers: [
        { licenceNo: LICENCE, to: '2026-03-19' },
        { licenceNo: MOVED_LICENCE, to: null },
      ],
    })
    expect(chain.violations()).toEqual([])
  })

  test('a revoked lawyer is barred but for a guardian or close relative, of whom the judge is told', () => {
    const { chain } = withLawyer()
    const offence = { on: '2026-01-05', article: 49, deserved: 'REVOCATION' }
    chain.deliver([sanctionMessage({ kind: 'REVOCATION', offence, months: null })], department)

    expect(standing(chain, '2026-03-02')['verdict']).toBe('BLOCK')
    expect(standing(chain, '2026-03-02', { exception: 'CLOSE_RELATIVE' })).toMatchObject({
      verdict: 'ALERT',
      tasks: [{ code: 'LICENCE_REVOKED', rule: 'R18-05', role: 'COURT_JUDGE', kind: 'DUTY' }],
    })
  })

  test('the answer names the records it rests on, and they change with the record', () => {
    const { chain } = withLawyer()
    const before = standing(chain, '2026-03-02')['heads']
    chain.deliver([sanctionMessage()], bureau)

    expect(before).toMatchObject([
      { recordType: 'lawyerCredential', recordId: LAWYER_ID },
      { recordType: 'firmCredential', recordId: BEIJING_FIRM },
    ])
    expect(standing(chain, '2026-03-02')['heads']).not.toEqual(before)
  })

  test('the answer for a case names the credit report by its anchored digest; one without a case names none', () => {
    const { chain } = withLawyer()
    const asked = { licenceNo: LICENCE, asOf: '2026-03-02', letterFirmUscc: BEIJING_FIRM, exception: 'NONE' } as const
    const named = (caseRef: string | null, licenceNo = LICENCE) =>
      findStanding(chain.context(), { lawBook: () => bundledLaw }, { ...asked, licenceNo, caseRef }).heads.filter(
        ({ recordType }) => recordType === 'creditReport',
      )
    expect(named('case-1')).toEqual([])
    for (const generatedAtMs of [1_000, 2_000]) {
      const reportDigest = `sm3:${String(generatedAtMs).padStart(64, '0')}`
      const value = { licenceNo: LICENCE, reportDigest, generatedAtMs, validUntilMs: chain.nowMs + 1 }
      chain.deliver([{ type: 'lawyer/AnchorCreditReport', value }], bureau)
      expect(named('case-1')).toEqual([{ recordType: 'creditReport', recordId: LAWYER_ID, digest: reportDigest }])
    }
    expect(named(null)).toEqual([])
    expect(named('case-1', '11101201010999999')).toEqual([])
  })
})
