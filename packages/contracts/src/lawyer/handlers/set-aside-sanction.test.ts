import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  association,
  bureau,
  department,
  DIGEST,
  elsewhere,
  roleErrors,
  SANCTION_ID,
  sanctionMessage,
  standing,
  withLawyer,
} from '../fixtures.ts'

const message = (change: Partial<Record<'sanctionId' | 'on', string>> = {}) => ({
  type: 'lawyer/SetAsideSanction',
  value: { sanctionId: SANCTION_ID, on: '2026-03-01', instrumentDigest: DIGEST, ...change },
})

describe('setAsideSanction', () => {
  test('a revocation set aside brings the licence back from that day', () => {
    const { chain } = withLawyer()
    const offence = { on: '2026-01-05', article: 49, deserved: 'REVOCATION' }
    chain.deliver([sanctionMessage({ kind: 'REVOCATION', offence, months: null })], department)
    chain.deliver([message({ on: '2026-05-01' })], department)

    expect(standing(chain, '2026-04-30')).toMatchObject({ verdict: 'BLOCK', facts: { statusOnDay: 'REVOKED' } })
    expect(standing(chain, '2026-05-01')).toMatchObject({ facts: { statusOnDay: 'ACTIVE' } })
    expect(chain.violations()).toEqual([])
  })

  test('rejects strangers and other organs', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)

    expectRejected(chain, roleErrors.SecondMissing, [message()], [bureau[0]])
    expectRejected(chain, errors.OutsideJurisdiction, [message()], elsewhere)
    expectRejected(chain, roleErrors.SecondMissing, [message()], [association])
    expectRejected(chain, errors.OtherOrgan, [message()], [association, bureau[0]])
  })

  test('rejects an unknown sanction, a second time, and a day before the decision', () => {
    const { chain } = withLawyer()
    chain.deliver([sanctionMessage()], bureau)

    expectRejected(chain, errors.SanctionUnknown, [message({ sanctionId: 'e5'.repeat(16) })], bureau)
    expectRejected(chain, errors.DateOrder, [message({ on: '2026-02-28' })], bureau)
    chain.deliver([message()], bureau)
    expectRejected(chain, errors.SanctionAlreadySetAside, [message()], bureau)
  })
})
