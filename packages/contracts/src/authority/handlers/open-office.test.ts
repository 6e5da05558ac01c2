import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, bureauOne, bureauTwo, BUREAU, COURT, grant, judge, message } from '../fixtures.ts'
import { offices } from '../state.ts'

const narrow = grant({ roles: ['JUSTICE_BUREAU'], recordTypes: ['lawFirm'], jurisdictions: ['1101'] })
const valid = { organisation: BUREAU, office: 'second', zh: '二处', en: 'Second', grant: narrow }
const both = [bureauOne, bureauTwo]

describe('openOffice', () => {
  test('opens an office below the organisation', () => {
    const chain = authorityChain()
    expect(chain.deliver([message('OpenOffice', valid)], both).events).toEqual([
      { type: 'OfficeOpened', data: { organisation: BUREAU, office: 'second' } },
    ])
    expect(offices(chain.store).get(BUREAU, 'second')?.grant).toEqual(narrow)
  })

  test.each([
    ['an organisation that is not there', errors.OrganisationUnknown, { ...valid, organisation: 'nobody' }, both],
    ['another organisation', errors.OrganisationNotOwn, { ...valid, organisation: COURT }, both],
    ['a signer without the role', errors.OrganisationNotOwn, valid, [bureauOne, judge]],
    ['an office that is open', errors.OfficeExists, { ...valid, office: 'main' }, both],
    ['a wider grant', errors.GrantWider, { ...valid, grant: grant({ jurisdictions: ['11'] }) }, both],
  ])('rejects %s and leaves no trace', (_, kind, value, signers) => {
    expect(expectRejected(authorityChain(), kind, [message('OpenOffice', value)], signers).data).toBeNull()
  })
})
