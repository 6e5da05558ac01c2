import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestChain } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, grant, judge, message, relayer, rootOne, rootTwo } from '../fixtures.ts'
import { delegations } from '../state.ts'

let chain: TestChain
beforeEach(() => {
  chain = authorityChain()
})
const narrow = grant({ roles: ['COURT_JUDGE'], recordTypes: [], orderTypes: [] })
const valid = { organisation: COURT, from: 'judge', to: 'clerk', grant: narrow }
const give = (change = {}) => message('Delegate', { ...valid, ...change })

describe('delegate', () => {
  test('is recorded under the act and told', () => {
    const result = chain.deliver([give()], [judge])
    const id = result.data?.[0] as string
    expect(result.events).toMatchObject([{ type: 'DelegationGiven', data: { delegationId: id, kind: 'DELEGATION' } }])
    expect(delegations(chain.store).get(id)).toMatchObject({ from: 'judge', to: 'clerk', endedAtMs: null })
    expect(chain.violations()).toEqual([])
  })

  test.each([
    ['someone else for the judge', errors.DelegationNotOwn, {}, [clerk]],
    ['an unknown officer', errors.OfficerUnknown, { to: 'nobody' }, [judge]],
    ['the same person in another office', errors.DelegateSelf, { to: 'judge-elsewhere' }, [judge]],
    ['a role the judge lacks', errors.GrantWider, { grant: grant({ roles: ['COURT_FILING'] }) }, [judge]],
    ['a term that is over', errors.StartInPast, { grant: { ...narrow, validToMs: 5 } }, [judge]],
    ['a service', errors.ServiceRoleMixed, { to: relayer.officer }, [judge]],
  ])('rejects %s and leaves no trace', (_, kind, change, signers) => {
    expect(expectRejected(chain, kind, [give(change)], signers).data).toBeNull()
  })

  test('rejects more than thirty-two, and officers who left', () => {
    expect(
      chain.deliver(
        Array.from({ length: 32 }, () => give()),
        [judge],
      ).code,
    ).toBe(0)
    expectRejected(chain, errors.DelegationLimit, [give()], [judge])
    const value = { organisation: COURT, officer: 'clerk', successor: null, leavesAtMs: null, duties: [] }
    expect(chain.deliver([message('ReleaseOfficer', value)], [rootOne, rootTwo]).code).toBe(0)
    expectRejected(chain, errors.OfficerLeft, [give()], [judge])
  })
})
