import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestChain } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, grant, judge, message, rootOne, rootTwo } from '../fixtures.ts'
import { delegated, delegations } from '../state.ts'

let chain: TestChain
let delegationId: string
beforeEach(() => {
  chain = authorityChain()
  const value = { organisation: COURT, from: 'judge', to: 'clerk', grant: grant({ roles: ['COURT_JUDGE'] }) }
  delegationId = chain.deliver([message('Delegate', value)], [judge]).data?.[0] as string
})
const end = (id = delegationId) => message('EndDelegation', { delegationId: id })

describe('endDelegation', () => {
  test('is ended by its giver or by two persons, and the row stays', () => {
    expect(chain.deliver([end()], [judge]).code).toBe(0)
    expect(delegations(chain.store).get(delegationId)?.endedAtMs).toBe(chain.nowMs)
    expect(delegated(chain.store).has(COURT, 'clerk', delegationId)).toBe(false)
    expect(chain.violations()).toEqual([])
  })

  test('is ended by two persons', () => {
    expect(chain.deliver([end()], [rootOne, rootTwo]).code).toBe(0)
    expectRejected(chain, errors.DelegationEnded, [end()], [judge])
  })

  test('rejects its user and an unknown id', () => {
    expectRejected(chain, errors.DelegationNotOwn, [end()], [clerk])
    expectRejected(chain, errors.RoleNotHeld, [end()], [clerk, rootOne])
    expectRejected(chain, errors.DelegationUnknown, [end(`${'0'.repeat(64)}-0`)], [judge])
  })
})
