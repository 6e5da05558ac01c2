import { expectRejected } from '@xiezhi/kernel/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import type { TestChain } from '@xiezhi/kernel/testing'
import { errors } from '../errors.ts'
import {
  authorityChain,
  bureauOne,
  bureauTwo,
  BUREAU,
  grant,
  message,
  ROOT,
  rootOne,
  rootThree,
  rootTwo,
} from '../fixtures.ts'
import { organisations } from '../state.ts'

let chain: TestChain
beforeEach(() => {
  chain = authorityChain()
})
const valid = { organisation: BUREAU, fromMs: null, toMs: null, reason: 'INSPECTION' }
const suspend = (change = {}): ReturnType<typeof message> => message('SuspendOrganisation', { ...valid, ...change })
const office = message('OpenOffice', {
  organisation: BUREAU,
  office: 'second',
  zh: '二处',
  en: 'Second',
  grant: grant({ roles: ['JUSTICE_BUREAU'], recordTypes: [], jurisdictions: ['11'] }),
})

describe('suspendOrganisation', () => {
  test('makes every later signature of the organisation void', () => {
    expect(chain.deliver([suspend()], [rootOne, rootTwo]).events).toMatchObject([{ type: 'OrganisationSuspended' }])
    expectRejected(chain, errors.OrganisationSuspended, [office], [bureauOne, bureauTwo])
  })

  test('begins at its date and ends at its date', () => {
    const fromMs = chain.nowMs + 1_000
    const toMs = chain.nowMs + 2_000
    expect(chain.deliver([suspend({ fromMs, toMs })], [rootOne, rootTwo]).code).toBe(0)
    chain.nowMs = fromMs
    expectRejected(chain, errors.OrganisationSuspended, [office], [bureauOne, bureauTwo])
    chain.nowMs = toMs
    expect(chain.deliver([office], [bureauOne, bureauTwo]).code).toBe(0)
    expect(organisations(chain.store).get(BUREAU)?.suspensions).toHaveLength(1)
  })

  test('rejects its own officers, the past, a reversed interval and a second suspension', () => {
    const [own, both] = [
      [bureauOne, bureauTwo],
      [rootOne, rootThree],
    ]
    expectRejected(chain, errors.OrganisationNotOwn, [suspend()], own)
    expectRejected(chain, errors.StartInPast, [suspend({ fromMs: chain.nowMs - 1 })], both)
    expectRejected(chain, errors.IntervalReversed, [suspend({ toMs: chain.nowMs - 1 })], both)
    expectRejected(chain, errors.RootNotSuspendable, [suspend({ organisation: ROOT })], both)
    expectRejected(chain, errors.OrganisationUnknown, [suspend({ organisation: 'nobody' })], both)
    expect(chain.deliver([suspend()], both).code).toBe(0)
    expectRejected(chain, errors.SuspensionExists, [suspend()], both)
  })
})
