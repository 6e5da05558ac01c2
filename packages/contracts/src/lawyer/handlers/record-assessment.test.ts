import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { association, BEIJING_FIRM, bureau, elsewhere, LICENCE, roleErrors, standing, withLawyer } from '../fixtures.ts'

const ofLawyer = (change: Readonly<Record<string, string | number>> = {}) => ({
  type: 'lawyer/RecordAssessment',
  value: { subject: 'lawyer', licenceNo: LICENCE, year: 2025, grade: 'INCOMPETENT', filedOn: '2026-02-01', ...change },
})
const ofFirm = (change: Readonly<Record<string, string | number>> = {}) => ({
  type: 'lawyer/RecordAssessment',
  value: { subject: 'firm', uscc: BEIJING_FIRM, year: 2025, grade: 'QUALIFIED', filedOn: '2026-02-01', ...change },
})

describe('recordAssessment', () => {
  test('an incompetent lawyer is warned about, not barred (R18-21)', () => {
    const { chain } = withLawyer()
    chain.deliver([ofLawyer()], [association])

    expect(standing(chain, '2026-03-02')).toMatchObject({
      verdict: 'WARN',
      reasons: [{ code: 'ASSESSMENT_INCOMPETENT', rule: 'R18-21' }],
    })
    expect(standing(chain, '2026-01-31')['reasons']).toEqual([{ code: 'ASSESSMENT_MISSING', rule: 'R18-21' }])
  })

  test('firms are assessed by the bureau', () => {
    const { chain } = withLawyer()
    chain.deliver([ofFirm()], [bureau[0]])

    expect(chain.query('lawyer/firm', { uscc: BEIJING_FIRM })).toMatchObject({ assessments: [{ grade: 'QUALIFIED' }] })
  })

  test('rejects the wrong organ, a second time, an unknown subject and a year to come', () => {
    const { chain } = withLawyer()
    chain.deliver([ofLawyer()], [association])

    expectRejected(chain, roleErrors.RoleMissing, [ofLawyer()], [bureau[0]])
    expectRejected(chain, roleErrors.RoleMissing, [ofFirm()], [association])
    expectRejected(chain, errors.OutsideJurisdiction, [ofLawyer()], [elsewhere[0]])
    expectRejected(chain, errors.AssessmentExists, [ofLawyer({ grade: 'COMPETENT' })], [association])
    expectRejected(chain, errors.YearNotOver, [ofLawyer({ year: 2027 })], [association])
    expectRejected(chain, errors.LicenceUnknown, [ofLawyer({ licenceNo: '11101201010000001' })], [association])
    expectRejected(chain, errors.FirmUnknown, [ofFirm({ uscc: `${BEIJING_FIRM.slice(0, 17)}0` })], [bureau[0]])
  })
})
