import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  association,
  bureau,
  department,
  DIGEST,
  elsewhere,
  LICENCE,
  roleErrors,
  SANCTION_ID,
  sanctionMessage,
  withLawyer,
} from '../fixtures.ts'

const OTHER_ID = 'd4'.repeat(16)
const warning = {
  kind: 'WARNING',
  months: null,
  offence: { on: '2026-01-05', article: 47, deserved: 'WARNING' },
  sanctionId: OTHER_ID,
}

describe('sanctionLawyer', () => {
  test('a suspension of six months ends with the day before the same day', () => {
    const { chain, published } = withLawyer()
    const result = chain.deliver([sanctionMessage()], bureau)

    expect(result.events.map(({ type }) => type)).toEqual(['LawyerSanctioned', 'LawyerStatusChanged'])
    expect(chain.query('lawyer/sanctions', { licenceNo: LICENCE })).toMatchObject([
      { sanctionId: SANCTION_ID, from: '2026-03-01', to: '2026-08-31', organ: 'bureau', revoked: null },
    ])
    expect(published.at(-1)).toMatchObject({ kind: 'SUSPENDED', from: '2026-03-01', to: '2026-08-31' })
    expect(chain.violations()).toEqual([])
  })

  test('a warning changes no status and takes one person', () => {
    const { chain, published } = withLawyer()
    const result = chain.deliver([sanctionMessage(warning)], [bureau[0]])

    expect(result.events.map(({ type }) => type)).toEqual(['LawyerSanctioned'])
    expect(published).toHaveLength(1)
  })

  test('is public within its window and for as long as it stands', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)
    const shownOn = (onDate: string) => chain.query('lawyer/public', { licenceNo: LICENCE, onDate })

    expect(shownOn('2027-03-01')).toMatchObject({ sanctions: [{ kind: 'SUSPENSION' }] })
    expect(shownOn('2027-03-02')).toMatchObject({ sanctions: [] })
  })

  test('a warning again within a year calls for a suspension (律师法 51)', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage(warning)], bureau)
    const again = { ...warning, sanctionId: SANCTION_ID, from: '2026-06-01', decidedOn: '2026-06-01' }
    const offence = { on: '2026-05-01', article: 47, deserved: 'WARNING' }

    const { facts } = expectRejected(chain, errors.SanctionOutsideLaw, [sanctionMessage({ ...again, offence })], bureau)
    expect(facts).toMatchObject({ required: 'SUSPENSION', minMonths: 3, maxMonths: 12 })
    const suspension = { ...again, kind: 'SUSPENSION', months: 3, offence }
    expect(chain.deliver([sanctionMessage(suspension)], bureau).code).toBe(0)
  })

  test('rejects signers who may not decide it', () => {
    const { chain } = withLawyer()
    const revocation = {
      kind: 'REVOCATION',
      months: null,
      offence: { on: '2026-01-05', article: 49, deserved: 'REVOCATION' },
    }
    const censure = { kind: 'INDUSTRY_PUBLIC_CENSURE', months: null, offence: null }

    expectRejected(chain, roleErrors.SecondMissing, [sanctionMessage()], [bureau[0]])
    expectRejected(chain, errors.OutsideJurisdiction, [sanctionMessage()], elsewhere)
    expectRejected(chain, roleErrors.RoleMissing, [sanctionMessage(revocation)], bureau)
    expectRejected(chain, roleErrors.RoleMissing, [sanctionMessage(censure)], bureau)
    expect(chain.deliver([sanctionMessage(censure)], [association]).code).toBe(0)
  })

  const rejections: [name: string, kind: ErrorKind, change: Parameters<typeof sanctionMessage>[0]][] = [
    ['a suspension longer than the article', errors.SanctionOutsideLaw, { months: 7 }],
    ['a suspension without a term', errors.SanctionIncomplete, { months: null }],
    ['a warning with a term', errors.SanctionIncomplete, { ...warning, months: 1 }],
    ['an administrative sanction without offence', errors.SanctionIncomplete, { offence: null }],
    ['a start before the decision', errors.DateOrder, { from: '2026-02-28' }],
    ['publicity that ends before the decision', errors.DateOrder, { publicUntil: '2026-02-01' }],
    ['an unknown lawyer', errors.LicenceUnknown, { licenceNo: '11101201010000001' }],
    [
      'days before the licence',
      errors.DateOrder,
      {
        decidedOn: '2009-01-01',
        from: '2009-01-01',
        offence: { on: '2008-01-01', article: 48, deserved: 'SUSPENSION' },
      },
    ],
  ]
  test.each(rejections)('rejects %s', (_, kind, change) => {
    expect(expectRejected(withLawyer().chain, kind, [sanctionMessage(change)], bureau).code).toBe(kind.code)
  })

  test('rejects an id in use, days of another suspension, and a licence that has ended', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)
    const later = { sanctionId: OTHER_ID, from: '2026-08-31', decidedOn: '2026-08-31' }

    expectRejected(chain, errors.SanctionExists, [sanctionMessage()], bureau)
    expectRejected(chain, errors.SuspensionOverlaps, [sanctionMessage(later)], bureau)
    const end = { licenceNo: LICENCE, status: 'CANCELLED', from: '2026-03-15', instrumentDigest: DIGEST }
    chain.deliver([{ type: 'lawyer/EndLicence', value: end }], department)
    expectRejected(chain, errors.LicenceEnded, [sanctionMessage({ ...later, from: '2026-09-15' })], bureau)
  })
})
