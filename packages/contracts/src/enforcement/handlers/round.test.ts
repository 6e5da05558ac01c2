import type { TestChain } from '@xiezhi/kernel/testing'
import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  alarms,
  CASE,
  caseOf,
  DIGEST,
  done,
  enforcementChain,
  enforcer,
  fixtureErrors,
  frozen,
  issueMessage,
  judge,
  mattersOf,
  MEASURE,
  moveTo,
  openMessage,
  orderOf,
  otherJudge,
  resultMessage,
} from '../fixtures.ts'

const end = {
  type: 'enforcement/EndRound',
  value: {
    caseRef: CASE,
    rulingDigest: DIGEST,
    consumptionOrderDigest: DIGEST,
    listingDigest: DIGEST,
    searchDigest: DIGEST,
    hearingDigest: DIGEST,
  },
}
const resume = (on: string) => ({
  type: 'enforcement/ResumeRound',
  value: { caseRef: CASE, on, documentDigest: DIGEST },
})
const query = (n: number) => orderOf(n, { action: 'QUERY', asset: null, limitCents: null, months: null })

/** An enforcement of 2026-03-30 in which an institution has found nothing. */
function searched(): TestChain {
  const chain = enforcementChain()
  done(chain, openMessage())
  done(chain, issueMessage([query(1)], 'QUERY_NOTICE'))
  done(chain, resultMessage(query(1), 'FULFILLED'))
  return chain
}

describe('end of the round (R20-37)', () => {
  test('after more than three months and a search; asked again every six months for five years', () => {
    const chain = searched()
    moveTo(chain, '2026-06-30')
    expect(expectRejected(chain, errors.RoundTooEarly, [end], [judge]).facts).toEqual({ after: '2026-06-30' })
    moveTo(chain, '2026-07-01')
    const [answer] = done(chain, end, judge).data as unknown as [{ requeries: string[] }]
    expect(answer.requeries).toHaveLength(10)
    expect([answer.requeries[0], answer.requeries.at(-1)]).toEqual(['2027-01-01', '2031-07-01'])
    expect(caseOf(chain).enforcement).toMatchObject({ state: 'ROUND_ENDED' })

    moveTo(chain, '2026-12-31')
    expect(mattersOf(chain).requeries).toEqual([])
    moveTo(chain, '2027-01-01')
    expect(mattersOf(chain).requeries).toMatchObject([{ round: 1, number: 1, dueOn: '2027-01-01', state: 'DUE' }])
    expect(alarms).toMatchObject([{ kind: 'REQUERY_DUE', owner: 'COURT_ENFORCER', subject: CASE }])
    done(chain, issueMessage([query(2)], 'QUERY_NOTICE'))
    expect(mattersOf(chain).requeries).toMatchObject([{ state: 'DONE', instrumentId: query(2).instrumentId }])
    moveTo(chain, '2031-12-31')
    expect(mattersOf(chain).requeries).toHaveLength(10)
    expect(chain.violations()).toEqual([])
  })

  test('a hit: the round goes on, and asks no more; what was controlled goes on all the time', () => {
    const { chain } = frozen()
    done(chain, issueMessage([query(2)], 'QUERY_NOTICE'))
    done(chain, resultMessage(query(2), 'FULFILLED'))
    moveTo(chain, '2026-07-01')
    done(chain, end, judge)
    const control = issueMessage([orderOf(3)])
    expect(expectRejected(chain, errors.StateForbids, [control], [judge]).facts).toEqual({ state: 'ROUND_ENDED' })
    const renewal = orderOf(4, { action: 'RENEW', limitCents: null, measureId: MEASURE })
    done(chain, issueMessage([renewal], 'RENEWAL_RULING'), judge)
    expectRejected(chain, errors.DateOrder, [resume('2026-06-30')], [judge])
    expectRejected(chain, errors.DateOrder, [resume('2026-07-02')], [judge])
    expectRejected(chain, fixtureErrors.RoleMissing, [resume('2026-07-01')], [enforcer])
    done(chain, resume('2026-07-01'), judge)
    done(chain, control, judge)
    moveTo(chain, '2027-02-01')
    expect(mattersOf(chain)).toMatchObject({ rounds: [{ number: 1, resumedOn: '2026-07-01' }], requeries: [] })
    done(chain, end, judge)
    expect(mattersOf(chain).rounds).toMatchObject([{ number: 1 }, { number: 2, resumedOn: null }])
    expectRejected(chain, errors.StateForbids, [end], [judge])
  })

  test('rejects a case that nobody has searched, other roles and courts, and to resume what goes on', () => {
    const { chain } = frozen()
    moveTo(chain, '2026-07-01')
    expectRejected(chain, errors.NothingSearched, [end], [judge])
    expectRejected(chain, fixtureErrors.RoleMissing, [end], [enforcer])
    expectRejected(chain, errors.OtherCourt, [end], [otherJudge])
    expectRejected(chain, errors.StateForbids, [resume('2026-07-01')], [judge])
  })
})
