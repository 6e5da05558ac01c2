import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  about,
  clerk,
  court,
  decideMessage,
  DIGEST,
  done,
  enforcer,
  EXIT,
  fixtureErrors,
  judge,
  judgeAbove,
  LEADERS,
  measureIn,
  moveTo,
  served,
} from '../fixtures.ts'

const ask = (askedOn: string) => about('Reconsider', { askedOn, documentDigest: DIGEST })
const answer = (isRevoked: boolean, on: string) =>
  about('DecideReconsideration', { isRevoked, on, decisionDigest: DIGEST })

describe('reconsider', () => {
  test('in three days after service, decided in five; the measure goes on', () => {
    const chain = served()
    moveTo(chain, '2026-03-05')
    const { data } = done(chain, ask('2026-03-05'), [clerk])
    expect(data).toMatchObject([{ decideBy: '2026-03-10' }])
    expect(measureIn(chain)).toMatchObject({ state: 'SERVED', reconsideration: { outcome: 'PENDING' } })
    expectRejected(chain, errors.ReconsiderationOpen, [ask('2026-03-05')], [clerk])
  })

  test('rejects what is late, not served, of another kind, or by other roles', () => {
    const chain = served()
    moveTo(chain, '2026-03-06')
    expectRejected(chain, errors.ReconsiderationLate, [ask('2026-03-06')], [clerk])
    expectRejected(chain, errors.DateOrder, [ask('2026-03-01')], [clerk])
    expectRejected(chain, fixtureErrors.RoleMissing, [ask('2026-03-05')], [enforcer])
    expectRejected(served(EXIT), errors.ReconsiderationLate, [ask('2026-03-02')], [clerk])
    const early = court()
    expectRejected(early, errors.MeasureUnknown, [ask('2026-03-02')], [clerk])
    done(early, decideMessage(), LEADERS)
    expectRejected(early, errors.ReconsiderationLate, [ask('2026-03-02')], [clerk])
  })
})

describe('decideReconsideration', () => {
  test('upheld, the measure stands; revoked, it is gone and the conduct may be judged anew', () => {
    const upheld = served()
    done(upheld, ask('2026-03-02'), [clerk])
    done(upheld, answer(false, '2026-03-02'), [judgeAbove])
    expect(measureIn(upheld)).toMatchObject({ state: 'SERVED', reconsideration: { outcome: 'UPHELD' } })
    expectRejected(upheld, errors.AlreadyPunished, [decideMessage({ measureId: 'f2'.repeat(16) })], LEADERS)

    const chain = served()
    done(chain, ask('2026-03-02'), [clerk])
    const { events } = done(chain, answer(true, '2026-03-02'), [judgeAbove])
    expect(events.map(({ type }) => type)).toContain('PersonalMeasureRevoked')
    expect(measureIn(chain)).toMatchObject({ state: 'REVOKED', reconsideration: { outcome: 'REVOKED' } })
    done(chain, decideMessage({ measureId: 'f2'.repeat(16) }), LEADERS)
    expect(chain.violations()).toEqual([])
  })

  test('rejects the court itself, other roles, days out of order, and what nobody asked for', () => {
    const chain = served()
    expectRejected(chain, errors.ReconsiderationNone, [answer(true, '2026-03-02')], [judgeAbove])
    done(chain, ask('2026-03-02'), [clerk])
    expectRejected(chain, errors.NotAbove, [answer(true, '2026-03-02')], [judge])
    expectRejected(chain, fixtureErrors.RoleMissing, [answer(true, '2026-03-02')], [clerk])
    expectRejected(chain, errors.DateOrder, [answer(true, '2026-03-03')], [judgeAbove])
    done(chain, answer(false, '2026-03-02'), [judgeAbove])
    expectRejected(chain, errors.ReconsiderationNone, [answer(true, '2026-03-02')], [judgeAbove])
  })
})
