import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, clerk, COURT, grant, judge, message, rootOne, rootTwo } from '../fixtures.ts'
import { delegations } from '../state.ts'

const valid = { organisation: COURT, from: 'judge', to: 'clerk', grant: grant({ roles: ['COURT_PRESIDENT'] }) }

describe('appointSubstitute', () => {
  test('lets another officer act for an absent one by two persons', () => {
    const chain = authorityChain()
    const result = chain.deliver([message('AppointSubstitute', valid)], [rootOne, rootTwo])
    expect(delegations(chain.store).get(result.data?.[0] as string)).toMatchObject({
      kind: 'SUBSTITUTION',
      to: 'clerk',
    })
  })

  test('rejects one person, the absent officer alone and a wider grant', () => {
    const chain = authorityChain()
    const wide = { ...valid, grant: grant({ roles: ['LAWYER'] }) }
    expectRejected(chain, errors.TwoPersonsNeeded, [message('AppointSubstitute', valid)], [rootOne])
    expectRejected(chain, errors.RoleNotHeld, [message('AppointSubstitute', valid)], [judge, clerk])
    expectRejected(chain, errors.GrantWider, [message('AppointSubstitute', wide)], [rootOne, rootTwo])
    expect(chain.violations()).toEqual([])
  })
})
