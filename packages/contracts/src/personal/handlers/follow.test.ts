import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  about,
  carryOutMessage,
  court,
  decideMessage,
  DETENTION,
  DIGEST,
  done,
  enforcer,
  EXIT,
  fixtureErrors,
  judge,
  LEADERS,
  measureIn,
  moveTo,
  otherJudge,
  otherPresident,
  served,
  serviceMessage,
} from '../fixtures.ts'

const lift = (ground: string) => about('Lift', { ground, decisionDigest: DIGEST })

describe('recordService', () => {
  test('the time to ask for reconsideration begins; an exit restriction has none', () => {
    expect(measureIn(served())).toMatchObject({ state: 'SERVED', servedOn: '2026-03-02', reconsiderBy: '2026-03-05' })
    expect(measureIn(served(EXIT))).toMatchObject({ state: 'SERVED', reconsiderBy: null })
  })

  test('rejects other roles, days out of order, what is not there, and a second service', () => {
    const chain = court()
    expectRejected(chain, errors.MeasureUnknown, [serviceMessage()], [enforcer])
    done(chain, decideMessage(), LEADERS)
    expectRejected(chain, fixtureErrors.RoleMissing, [serviceMessage()], [judge])
    expectRejected(chain, errors.DateOrder, [serviceMessage('2026-03-01')], [enforcer])
    expectRejected(chain, errors.DateOrder, [serviceMessage('2026-03-03')], [enforcer])
    done(chain, serviceMessage(), [enforcer])
    expectRejected(chain, fixtureErrors.StepRefused, [serviceMessage()], [enforcer])
  })
})

describe('carryOut', () => {
  test('a detention ends by itself at midnight after its last day', () => {
    const chain = served(DETENTION)
    done(chain, carryOutMessage(), [enforcer])
    expect(measureIn(chain)).toMatchObject({ state: 'CARRIED_OUT', carriedOutOn: '2026-03-02', endsOn: '2026-03-16' })
    moveTo(chain, '2026-03-16')
    expect(measureIn(chain)?.state).toBe('CARRIED_OUT')
    moveTo(chain, '2026-03-17')
    expect(measureIn(chain)?.state).toBe('ENDED')
    expect(chain.violations()).toEqual([])
  })

  test('a fine is paid and stays; nothing is carried out before it was served', () => {
    const chain = court()
    done(chain, decideMessage(), LEADERS)
    expectRejected(chain, fixtureErrors.StepRefused, [carryOutMessage()], [enforcer])
    done(chain, serviceMessage(), [enforcer])
    expectRejected(chain, fixtureErrors.RoleMissing, [carryOutMessage()], LEADERS)
    expectRejected(chain, errors.DateOrder, [carryOutMessage('2026-03-03')], [enforcer])
    done(chain, carryOutMessage(), [enforcer])
    moveTo(chain, '2026-04-02')
    expect(measureIn(chain)).toMatchObject({ state: 'CARRIED_OUT', endsOn: null })
  })
})

describe('lift', () => {
  test.each([
    ['EXIT_RESTRICTION', EXIT, ['PERFORMED', 'SECURITY_SUFFICIENT', 'APPLICANT_CONSENT']],
    ['DETENTION', DETENTION, ['ADMITTED_AND_CORRECTED']],
    ['FINE', {}, []],
  ])('R20-95: %s is lifted on its grounds only', (_, change, grounds) => {
    for (const ground of ['PERFORMED', 'SECURITY_SUFFICIENT', 'APPLICANT_CONSENT', 'ADMITTED_AND_CORRECTED']) {
      const chain = served(change)
      if (!(grounds as readonly string[]).includes(ground)) {
        expectRejected(chain, errors.LiftNotDue, [lift(ground)], LEADERS)
        continue
      }
      done(chain, lift(ground), LEADERS)
      expect(measureIn(chain)?.state).toBe('LIFTED')
      expect(chain.violations()).toEqual([])
    }
  })

  test('rejects one person alone and other courts; a lifted detention does not end once more', () => {
    const chain = served(DETENTION)
    done(chain, carryOutMessage(), [enforcer])
    expectRejected(chain, fixtureErrors.RoleMissing, [lift('ADMITTED_AND_CORRECTED')], [judge])
    expectRejected(chain, errors.OtherCourt, [lift('ADMITTED_AND_CORRECTED')], [otherPresident, otherJudge])
    done(chain, lift('ADMITTED_AND_CORRECTED'), LEADERS)
    moveTo(chain, '2026-03-20')
    expect(measureIn(chain)?.state).toBe('LIFTED')
  })
})
