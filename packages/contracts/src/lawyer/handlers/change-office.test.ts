import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { bureau, department, DIGEST, elsewhere, LICENCE, roleErrors, standing, withLawyer } from '../fixtures.ts'

const message = (npcStandingMember: boolean, civilServant: boolean, from = '2026-03-02') => ({
  type: 'lawyer/ChangeOffice',
  value: { licenceNo: LICENCE, npcStandingMember, civilServant, from, instrumentDigest: DIGEST },
})

describe('changeOffice', () => {
  test.each([
    ['a member of a standing committee', true, false, 'STANDING_COMMITTEE_MEMBER'],
    ['a civil servant', false, true, 'CIVIL_SERVANT'],
  ])('%s is barred from litigation work', (_, member, servant, code) => {
    const { chain } = withLawyer()
    chain.deliver([message(member, servant)], department)

    const found = standing(chain, '2026-03-02')
    expect(found['verdict']).toBe('BLOCK')
    expect(found['checks']).toContainEqual({ rule: 'R18-14', result: 'BLOCK', reasons: [{ code, rule: 'R18-14' }] })
    chain.deliver([message(false, false)], department)
    expect(standing(chain, '2026-03-02')['verdict']).toBe('WARN')
  })

  test('rejects strangers, what is so already, and days before the licence', () => {
    const { chain } = withLawyer()

    expectRejected(chain, roleErrors.RoleMissing, [message(true, false)], bureau)
    expectRejected(chain, errors.OutsideJurisdiction, [message(true, false)], elsewhere)
    expectRejected(chain, errors.NothingChanges, [message(false, false)], department)
    expectRejected(chain, errors.DateOrder, [message(true, false, '2010-06-30')], department)
  })
})
