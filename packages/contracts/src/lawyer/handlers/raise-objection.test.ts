import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { bureau, DIGEST, lawyerSelf, LICENCE, OBJECTION_ID, roleErrors, standing, withLawyer } from '../fixtures.ts'

const message = (change: Partial<Record<'objectionId' | 'licenceNo', string>> = {}) => ({
  type: 'lawyer/RaiseObjection',
  value: { objectionId: OBJECTION_ID, licenceNo: LICENCE, groundsDigest: DIGEST, ...change },
})

describe('raiseObjection', () => {
  test('flags the record as disputed; the verdict stands', () => {
    const { chain, published } = withLawyer()
    const before = standing(chain, '2026-03-02')
    chain.deliver([message()], [lawyerSelf])

    expect(standing(chain, '2026-03-02')).toMatchObject({ verdict: before['verdict'], disputed: true })
    expect(published.at(-1)).toMatchObject({ kind: 'DISPUTED', status: 'ACTIVE' })
    expect(chain.query('lawyer/objection', { objectionId: OBJECTION_ID })).toMatchObject({
      raisedBy: { role: 'LAWYER', client: null },
    })
    expect(chain.query('lawyer/public', { licenceNo: LICENCE, onDate: '2026-03-02' })).toMatchObject({ disputed: true })
    expect(chain.violations()).toEqual([])
  })

  test('rejects strangers, an unknown lawyer, an id in use and a second open objection', () => {
    const { chain } = withLawyer()

    expectRejected(chain, roleErrors.RoleMissing, [message()], [bureau[0]])
    expectRejected(chain, errors.LicenceUnknown, [message({ licenceNo: '11101201010000001' })], [lawyerSelf])
    chain.deliver([message()], [lawyerSelf])
    expectRejected(chain, errors.ObjectionExists, [message()], [lawyerSelf])
    expectRejected(chain, errors.ObjectionOpen, [message({ objectionId: 'e5'.repeat(16) })], [lawyerSelf])
  })
})
