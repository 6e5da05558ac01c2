import { expect, test } from 'vitest'
import { caseOf, CLAIM, done, enforcementChain, OTHER_CASE, openMessage } from '../fixtures.ts'

test('the claim is the one that was filed until it is restated; a case that is not there is null', () => {
  const chain = enforcementChain()
  done(chain, openMessage())
  expect(caseOf(chain)).toMatchObject({ claim: CLAIM, statements: [], controls: [] })
  expect(chain.query('enforcement/case', { caseRef: OTHER_CASE })).toBeNull()
  expect(chain.query('enforcement/target', { caseRef: OTHER_CASE })).toBeNull()
  expect(chain.query('enforcement/cases', { limit: 10 })).toHaveLength(1)
})
