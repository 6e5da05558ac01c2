import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  bureau,
  DIGEST,
  elsewhere,
  lawyerSelf,
  LICENCE,
  OBJECTION_ID,
  roleErrors,
  standing,
  withLawyer,
} from '../fixtures.ts'

const raise = {
  type: 'lawyer/RaiseObjection',
  value: { objectionId: OBJECTION_ID, licenceNo: LICENCE, groundsDigest: DIGEST },
}
const message = (objectionId = OBJECTION_ID) => ({
  type: 'lawyer/DecideObjection',
  value: { objectionId, upheld: true, decisionDigest: DIGEST },
})

describe('decideObjection', () => {
  test('ends the dispute with a decision of the bureau', () => {
    const { chain, published } = withLawyer()
    chain.deliver([raise], [lawyerSelf])
    chain.deliver([message()], [bureau[0]])

    expect(standing(chain, '2026-03-02')['disputed']).toBe(false)
    expect(chain.query('lawyer/objection', { objectionId: OBJECTION_ID })).toMatchObject({
      state: 'UPHELD',
      raisedBy: { role: 'LAWYER' },
      decision: { organisation: 'bureau', digest: DIGEST },
    })
    expect(published.at(-1)?.kind).toBe('DISPUTE_DECIDED')
    expect(chain.violations()).toEqual([])
  })

  test('rejects the lawyer, another region, an unknown objection and a second decision', () => {
    const { chain } = withLawyer()
    chain.deliver([raise], [lawyerSelf])

    expectRejected(chain, roleErrors.RoleMissing, [message()], [lawyerSelf])
    expectRejected(chain, errors.OutsideJurisdiction, [message()], [elsewhere[0]])
    expectRejected(chain, errors.ObjectionUnknown, [message('e5'.repeat(16))], [bureau[0]])
    chain.deliver([message()], [bureau[0]])
    expectRejected(chain, errors.ObjectionDecided, [message()], [bureau[0]])
  })
})
