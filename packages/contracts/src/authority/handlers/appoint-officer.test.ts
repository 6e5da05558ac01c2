import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import { authorityChain, bureauOne, clerk, COURT, grant, message, rootOne, rootTwo } from '../fixtures.ts'
import { keys, officers, persons } from '../state.ts'

const fresh = testSigner(COURT, 'judge-two', 50)
const valid = {
  organisation: COURT,
  office: 'main',
  officer: 'judge-two',
  personId: 'person-0050',
  grant: grant({ roles: ['COURT_JUDGE'] }),
  key: fresh.key as string | null,
  keyValidToMs: null as number | null,
}
const three: readonly TestSigner[] = [rootOne, rootTwo, fresh]

describe('appointOfficer', () => {
  test('appoints a person with a key that counts from the stamp on', () => {
    const chain = authorityChain()
    expect(chain.deliver([message('AppointOfficer', valid)], three).events).toMatchObject([
      { type: 'OfficerAppointed', data: { officer: 'judge-two', personId: 'person-0050' } },
    ])
    expect(officers(chain.store).get(COURT, 'judge-two')).toMatchObject({ left: null, personId: 'person-0050' })
    expect(keys(chain.store).get(fresh.key)).toMatchObject({
      officer: 'judge-two',
      validFromMs: chain.nowMs,
      end: null,
    })
    expect(persons(chain.store).has('person-0050', COURT, 'judge-two')).toBe(true)
    expect(chain.violations()).toEqual([])
  })

  test.each([
    ['an office that is not there', errors.OfficeUnknown, { ...valid, office: 'none' }, three],
    ['an officer id in use', errors.OfficerExists, { ...valid, officer: 'clerk' }, three],
    ['one administrator', errors.KeyUnknown, valid, [rootOne, fresh]],
    ['an administrator of another branch', errors.OrganisationNotOwn, valid, [rootOne, bureauOne, fresh]],
    [
      'a service that is a judge',
      errors.ServiceRoleMixed,
      { ...valid, grant: grant({ roles: ['RELAYER', 'COURT_JUDGE'] }) },
      three,
    ],
    ['a key in use', errors.KeyExists, { ...valid, key: clerk.key }, three],
    ['a key that is none', errors.KeyMalformed, { ...valid, key: `ed25519:${'ff'.repeat(32)}` }, three],
    ['a key that has not signed', errors.KeyPossessionMissing, valid, [rootOne, rootTwo]],
    ['a key that has expired', errors.IntervalReversed, { ...valid, keyValidToMs: 1 }, three],
  ])('rejects %s and leaves no trace', (_, kind, value, signers) => {
    expect(expectRejected(authorityChain(), kind, [message('AppointOfficer', value)], signers).data).toBeNull()
  })

  test('rejects the seventeenth office of one person', () => {
    const chain = authorityChain()
    const appoint = (n: number) => message('AppointOfficer', { ...valid, officer: `seat-${n}`, key: null })
    expect(
      chain.deliver(
        Array.from({ length: 16 }, (_, n) => appoint(n)),
        [rootOne, rootTwo],
      ).code,
    ).toBe(0)
    expectRejected(chain, errors.PersonLimit, [appoint(16)], [rootOne, rootTwo])
  })
})
