import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE,
  caseOf,
  DIGEST,
  done,
  enforcer,
  fixtureErrors,
  frozen,
  judge,
  otherJudge,
  proposalsOf,
} from '../fixtures.ts'

const message = (ground: string | null) => ({
  type: 'enforcement/SetStay',
  value: { caseRef: CASE, ground, documentDigest: DIGEST },
})

describe('setStay', () => {
  test('a judge stays the enforcement and lets it go on; what stands stands', () => {
    const { chain } = frozen()
    done(chain, message('GUARANTY'), judge)
    expect(caseOf(chain)).toMatchObject({ enforcement: { state: 'STAYED' }, controls: [{ state: 'EFFECTIVE' }] })
    expect(proposalsOf(chain)).toEqual([])
    done(chain, message(null), judge)
    expect(caseOf(chain).enforcement).toMatchObject({ state: 'OPEN', stay: null })
  })

  test('T20-8: bankruptcy was accepted: the release of what stands is proposed once, and nothing is released by it', () => {
    const { chain } = frozen()
    done(chain, message('BANKRUPTCY_ACCEPTED'), judge)
    expect(caseOf(chain)).toMatchObject({ enforcement: { state: 'STAYED' }, controls: [{ state: 'EFFECTIVE' }] })
    const proposed = { kind: 'RELEASE', keepCents: null, reason: 'BANKRUPTCY', rule: 'R20-73', state: 'OPEN' }
    expect(proposalsOf(chain)).toMatchObject([proposed])
    done(chain, message(null), judge)
    done(chain, message('BANKRUPTCY_ACCEPTED'), judge)
    expect(proposalsOf(chain)).toMatchObject([proposed])
    expect(chain.violations()).toEqual([])
  })

  test('rejects other roles, other courts, and a stay that stands as asked', () => {
    const { chain } = frozen()
    expectRejected(chain, fixtureErrors.RoleMissing, [message('OTHER')], [enforcer])
    expectRejected(chain, errors.OtherCourt, [message('OTHER')], [otherJudge])
    expectRejected(chain, errors.StayUnchanged, [message(null)], [judge])
    done(chain, message('OTHER'), judge)
    expectRejected(chain, errors.StayUnchanged, [message('GUARANTY')], [judge])
  })
})
