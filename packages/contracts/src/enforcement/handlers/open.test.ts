import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import type { Json } from '@xiezhi/codec'
import type { ErrorKind } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  caseOf,
  CLAIM,
  CLOSED_CASE,
  done,
  enforcementChain,
  enforcer,
  fixtureErrors,
  judge,
  openMessage,
} from '../fixtures.ts'

describe('open', () => {
  test('opens the enforcement of an effective document, applied for in time', () => {
    const chain = enforcementChain()
    done(chain, openMessage())
    expect(caseOf(chain)).toMatchObject({ enforcement: { state: 'OPEN', limitation: 'IN_TIME' }, claim: CLAIM })
  })

  test('G20-15: a day late is filed; the debtor may raise it', () => {
    const chain = enforcementChain()
    const late = { effectiveOn: '2024-02-01', performanceEndsOn: '2024-03-09', appliedOn: '2026-03-10' }
    done(chain, openMessage(late))
    expect(caseOf(chain).enforcement.limitation).toBe('ACCEPT_WITH_DEFENCE')
  })

  test.each<[string, ErrorKind, Readonly<Record<string, Json>>]>([
    ['a case that is closed', errors.CaseNotOpen, { caseRef: CLOSED_CASE }],
    ['an end of performance before the effect', errors.DateOrder, { performanceEndsOn: '2026-03-16' }],
    ['an application on the last day of performance', errors.NotEffective, { appliedOn: '2026-03-27' }],
  ])('rejects %s', (_, kind, change) => {
    expectRejected(enforcementChain(), kind, [openMessage(change)], [enforcer])
  })

  test('rejects a second one, and an officer without the role', () => {
    const chain = enforcementChain()
    expectRejected(chain, fixtureErrors.RoleMissing, [openMessage()], [judge])
    done(chain, openMessage())
    expectRejected(chain, errors.EnforcementExists, [openMessage()], [enforcer])
  })
})
