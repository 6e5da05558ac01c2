import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, judge, message, ROOT, rootOne, rootThree, rootTwo } from '../fixtures.ts'
import { keys } from '../state.ts'

const fresh = testSigner(COURT, 'clerk', 60)
const valid = {
  organisation: COURT,
  officer: 'clerk',
  key: fresh.key,
  validToMs: null,
  lostKey: clerk.key as string | null,
}
const enrol = (change: Partial<typeof valid> = {}) => message('EnrolKey', { ...valid, ...change })
const three = [rootOne, rootTwo, fresh]

describe('enrolKey', () => {
  test('replaces a lost key by the word of two persons', () => {
    const chain = authorityChain()
    expect(chain.deliver([enrol()], three).events).toMatchObject([{ type: 'KeyEnrolled' }])
    expect(keys(chain.store).get(clerk.key)?.end).toMatchObject({ reason: 'LOST', atMs: chain.nowMs })
    expect(keys(chain.store).get(fresh.key)).toMatchObject({ officer: 'clerk', end: null })
    expect(chain.violations()).toEqual([])
  })

  test('rejects the officer as one of the two', () => {
    const own = testSigner(ROOT, 'root-two', 61)
    const value = { organisation: ROOT, officer: 'root-two', key: own.key, lostKey: null }
    expectRejected(authorityChain(), errors.TwoPersonsNeeded, [enrol(value)], [rootOne, rootTwo, own])
    expect(authorityChain().deliver([enrol(value)], [rootOne, rootThree, own]).code).toBe(0)
  })

  test('rejects one person, unknown officers and foreign or ended keys', () => {
    const chain = authorityChain()
    expectRejected(chain, errors.KeyUnknown, [enrol()], [rootOne, fresh])
    expectRejected(chain, errors.OfficerUnknown, [enrol({ officer: 'nobody' })], three)
    expectRejected(chain, errors.KeyOfAnother, [enrol({ lostKey: judge.key })], three)
    expectRejected(chain, errors.KeyUnknown, [enrol({ lostKey: testSigner(COURT, 'clerk', 62).key })], three)
    expectRejected(chain, errors.KeyPossessionMissing, [enrol()], [rootOne, rootTwo])
    const revoke = message('RevokeKey', { key: clerk.key, compromisedFromMs: null })
    expect(chain.deliver([revoke], [clerk]).code).toBe(0)
    expectRejected(chain, errors.KeyNotInForce, [enrol()], three)
    const value = { organisation: COURT, officer: 'clerk', successor: null, leavesAtMs: null, duties: [] }
    expect(chain.deliver([message('ReleaseOfficer', value)], [rootOne, rootTwo]).code).toBe(0)
    expectRejected(chain, errors.OfficerLeft, [enrol({ lostKey: null })], three)
  })
})
