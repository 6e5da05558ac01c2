import { expect, test } from 'vitest'
import { CASE, done, enforcementChain, openMessage } from '../fixtures.ts'

test.each([
  ['on the day of filing (S-1)', '2026-03-30', [103_850_000, 52_500, 1_278_500, 105_181_000]],
  ['on the day on which it could still be performed', '2026-03-27', [103_820_000, 0, 1_278_200, 105_098_200]],
  ['on the day of payment (S-1)', '2026-05-20', [104_360_000, 945_000, 1_283_600, 106_588_600]],
])('%s', (_, asOf, [documentCents, doubledCents, feeCents, totalCents]) => {
  const chain = enforcementChain()
  done(chain, openMessage())
  const target = { asOf, documentCents, doubledCents, feeCents, totalCents }
  expect(chain.query('enforcement/target', { caseRef: CASE, asOf })).toEqual(target)
})
