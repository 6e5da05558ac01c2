import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { CASE_REF, clerk, elsewhere, filing, fixtureErrors, SERIAL, TODAY, withAgent } from '../fixtures.ts'

const message = (closedOn = TODAY) => ({ type: 'case/CloseCase', value: { caseRef: CASE_REF, closedOn } })

describe('closeCase', () => {
  test('ends what ran for the case', () => {
    const made = withAgent()
    made.chain.deliver([message()], [clerk])

    expect(made.chain.query('case/case', { caseRef: CASE_REF })).toMatchObject({
      case: { state: 'CLOSED', closedOn: TODAY },
    })
    expect(made.chain.query('case/ofLawyer', { serial: SERIAL, limit: 5 })).toEqual([])
    expect(made.ended).toEqual([CASE_REF])
  })

  test('rejects strangers, days before filing or to come, and a closed case', () => {
    const { chain } = withAgent()

    expectRejected(chain, fixtureErrors.RoleMissing, [message()], [filing])
    expectRejected(chain, errors.OutsideJurisdiction, [message()], [elsewhere])
    expectRejected(chain, errors.DateOrder, [message('2026-02-28')], [clerk])
    expectRejected(chain, errors.DateOrder, [message('2026-03-03')], [clerk])
    chain.deliver([message()], [clerk])
    expectRejected(chain, errors.CaseClosed, [message()], [clerk])
  })
})
