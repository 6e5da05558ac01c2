import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, bureauOne, bureauTwo, BUREAU, message, rootOne, rootTwo } from '../fixtures.ts'
import { organisations } from '../state.ts'

const both = [rootOne, rootTwo]
const reinstate = message('ReinstateOrganisation', { organisation: BUREAU })

describe('reinstateOrganisation', () => {
  test('ends a running suspension at the stamp and keeps it in the history', () => {
    const chain = authorityChain()
    const value = { organisation: BUREAU, fromMs: null, toMs: null, reason: 'AUDIT' }
    expect(chain.deliver([message('SuspendOrganisation', value)], both).code).toBe(0)
    chain.advance(5_000)
    expect(chain.deliver([reinstate], both).code).toBe(0)
    expect(organisations(chain.store).get(BUREAU)?.suspensions).toMatchObject([{ toMs: chain.nowMs }])
    const revoke = message('RevokeKey', { key: bureauOne.key, compromisedFromMs: null })
    expect(chain.deliver([revoke], [bureauOne]).code).toBe(0)
  })

  test('takes back a suspension that has not begun', () => {
    const chain = authorityChain()
    const value = { organisation: BUREAU, fromMs: chain.nowMs + 60_000, toMs: null, reason: 'AUDIT' }
    expect(chain.deliver([message('SuspendOrganisation', value)], both).code).toBe(0)
    expect(chain.deliver([reinstate], both).code).toBe(0)
    expect(organisations(chain.store).get(BUREAU)?.suspensions).toEqual([])
  })

  test('rejects where nothing is suspended, and officers of the organisation itself', () => {
    const chain = authorityChain()
    expectRejected(chain, errors.SuspensionUnknown, [reinstate], both)
    expectRejected(chain, errors.OrganisationNotOwn, [reinstate], [bureauOne, bureauTwo])
    expect(chain.violations()).toEqual([])
  })
})
