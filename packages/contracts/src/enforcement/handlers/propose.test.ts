import { expect, test } from 'vitest'
import { CASE, DIGEST, done, frozen, proposalsOf, TODAY } from '../fixtures.ts'

const restate = (principalCents: number) => ({
  type: 'enforcement/Restate',
  value: {
    caseRef: CASE,
    on: TODAY,
    claim: { principalCents, general: null, currency: 'CNY' },
    calculationDigest: DIGEST,
  },
})

test('a proposal that is open for a measure stands as it is; one of another kind stands beside it', () => {
  const { chain } = frozen()
  done(chain, restate(10_000_000))
  done(chain, restate(9_000_000))
  expect(proposalsOf(chain).map(({ kind }) => kind)).toEqual(['REDUCE'])
  done(chain, { type: 'enforcement/RecordPerformance', value: { caseRef: CASE, on: TODAY, documentDigest: DIGEST } })
  expect(
    proposalsOf(chain)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['REDUCE', 'RELEASE'])
})
