import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { depositChain, fixtureErrors, lawyer, PLATFORM, platformMessage, tech } from '../fixtures.ts'

describe('recordPlatform', () => {
  test('records the filing and the standards; a later record replaces it', () => {
    const chain = depositChain()
    chain.deliver([platformMessage()], [tech])
    chain.deliver([platformMessage({ filingNumber: null })], [tech])

    expect(chain.query('deposit/platforms', { limit: 9 })).toMatchObject([
      { platformId: PLATFORM, filingNumber: null, standards: ['GB_T_43580'] },
    ])
  })

  test('rejects others than the court technician, and a standard named twice', () => {
    const chain = depositChain()
    expectRejected(chain, fixtureErrors.RoleMissing, [platformMessage()], [lawyer])
    expectRejected(chain, errors.RepeatedEntry, [platformMessage({ standards: ['A', 'A'] })], [tech])
  })
})
