import { expectRejected } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, bureauOne, BUREAU, grant, judge, message, ROOT, rootOne, rootTwo } from '../fixtures.ts'
import { organisations } from '../state.ts'

const narrow = grant({ roles: ['JUSTICE_BUREAU'], jurisdictions: ['110105'], recordTypes: ['lawFirm'] })
const valid = { organisation: 'district', parent: BUREAU, zh: '区司法局', en: 'District', grant: narrow }
const both: readonly TestSigner[] = [rootOne, rootTwo]

describe('accreditOrganisation', () => {
  test('adds a link below the parent and says so in one event', () => {
    const chain = authorityChain()
    const result = chain.deliver([message('AccreditOrganisation', valid)], both)
    expect(result.events).toEqual([
      { type: 'OrganisationAccredited', data: { organisation: 'district', parent: BUREAU, depth: 3 } },
    ])
    expect(organisations(chain.store).get('district')).toMatchObject({ depth: 3, parent: BUREAU, grant: narrow })
  })

  test.each([
    ['a parent that is not there', errors.OrganisationUnknown, { ...valid, parent: 'nobody' }, both],
    ['one person', errors.TwoPersonsNeeded, valid, [rootOne]],
    ['a person of another organisation', errors.OrganisationNotOwn, valid, [rootOne, judge]],
    ['officers of the bureau for a sibling of it', errors.OrganisationNotOwn, { ...valid, parent: ROOT }, [bureauOne]],
    ['an id in use', errors.OrganisationExists, { ...valid, organisation: BUREAU }, both],
    ['a role that the parent lacks', errors.GrantWider, { ...valid, grant: { ...narrow, roles: ['RELAYER'] } }, both],
    ['a wider region', errors.GrantWider, { ...valid, grant: { ...narrow, jurisdictions: ['12'] } }, both],
    ['everywhere', errors.GrantWider, { ...valid, grant: { ...narrow, jurisdictions: [''] } }, both],
    ['another record type', errors.GrantWider, { ...valid, grant: { ...narrow, recordTypes: ['*'] } }, both],
    ['dates in reverse', errors.GrantReversed, { ...valid, grant: { ...narrow, validFromMs: 9, validToMs: 9 } }, both],
  ])('rejects %s and leaves no trace', (_, kind, value, signers) => {
    expect(expectRejected(authorityChain(), kind, [message('AccreditOrganisation', value)], signers).data).toBeNull()
  })

  test('rejects a longer dated grant than that of the parent', () => {
    const chain = authorityChain()
    const dated = { ...valid, organisation: 'dated', grant: { ...narrow, validToMs: chain.nowMs + 10_000 } }
    expect(chain.deliver([message('AccreditOrganisation', dated)], both).code).toBe(0)
    const below = { ...valid, parent: 'dated' }
    expectRejected(chain, errors.GrantWider, [message('AccreditOrganisation', below)], both)
  })

  test('rejects the seventh link from the root', () => {
    const chain = authorityChain()
    for (let depth = 3; depth <= 6; depth++) {
      const value = { ...valid, organisation: `level-${depth}`, parent: depth === 3 ? BUREAU : `level-${depth - 1}` }
      expect(chain.deliver([message('AccreditOrganisation', value)], both).code).toBe(0)
    }
    const value = { ...valid, organisation: 'level-7', parent: 'level-6' }
    expectRejected(chain, errors.ChainTooDeep, [message('AccreditOrganisation', value)], both)
  })
})
