import { expect, test } from 'vitest'
import { bundledLaw } from '@xiezhi/law'
import { CASE, DIGEST, done, enforcementChain, judge, openMessage, OTHER_CASE, TARGET_CENTS } from '../fixtures.ts'
import { bearerOf } from './bearer.ts'

test('an enforcement bears what is owed today, a preservation its amount until it has become one or is lifted', () => {
  const chain = enforcementChain()
  const ports = { lawBook: () => bundledLaw }
  const preserved = { caseRef: CASE, kind: 'IN_SUIT', rulingDigest: DIGEST, amountCents: 7_000, currency: 'CNY' }
  const value = { ...preserved, security: null, performanceEndsOn: null }
  done(chain, { type: 'enforcement/OpenPreservation', value }, judge)
  const before = bearerOf(chain.context(), ports, CASE)
  expect(before).toMatchObject({ organisation: 'court', state: 'PRESERVATION', currency: 'CNY' })
  expect(before?.targetCents()).toBe(7_000)
  done(chain, openMessage())
  const after = bearerOf(chain.context(), ports, CASE)
  expect([after?.state, after?.targetCents()]).toEqual(['OPEN', TARGET_CENTS])
  expect(bearerOf(chain.context(), ports, OTHER_CASE)).toBeUndefined()
})
