import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { CASE, caseOf, DIGEST, done, enforcer, fixtureErrors, frozen, judge, otherJudge } from '../fixtures.ts'

const message = (ground: string | null) => ({
  type: 'enforcement/SetStay',
  value: { caseRef: CASE, ground, documentDigest: DIGEST },
})

describe('setStay', () => {
  test('a judge stays the enforcement and lets it go on; what stands stands', () => {
    const { chain } = frozen()
    done(chain, message('BANKRUPTCY_ACCEPTED'), judge)
    expect(caseOf(chain)).toMatchObject({ enforcement: { state: 'STAYED' }, controls: [{ state: 'EFFECTIVE' }] })
    done(chain, message(null), judge)
    expect(caseOf(chain).enforcement).toMatchObject({ state: 'OPEN', stay: null })
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
