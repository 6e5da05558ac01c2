import { expectRejected } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  CASE_REF,
  elsewhere,
  filing,
  fixtureErrors,
  judge,
  PARTY,
  partyMessage,
  TODAY,
  clerk,
  withCase,
} from '../fixtures.ts'
import { PARTIES_PER_CASE_MAX } from '../state.ts'

const NEW = 'd2'.repeat(16)

describe('addParty', () => {
  test('adds a party by id and commitment', () => {
    const { chain } = withCase()

    expect(chain.deliver([partyMessage(NEW, 'THIRD_PARTY')], [clerk]).data).toEqual([{ partyId: NEW }])
  })

  test('rejects strangers, an id in use, unknown and closed cases', () => {
    const { chain } = withCase()

    expectRejected(chain, fixtureErrors.RoleMissing, [partyMessage(NEW, 'CLAIMANT')], [judge])
    expectRejected(chain, errors.OutsideJurisdiction, [partyMessage(NEW, 'CLAIMANT')], [elsewhere])
    expectRejected(chain, errors.PartyExists, [partyMessage(PARTY, 'CLAIMANT')], [filing])
    expectRejected(chain, errors.CaseUnknown, [partyMessage(NEW, 'CLAIMANT', 'cb'.repeat(16))], [filing])
    chain.deliver([{ type: 'case/CloseCase', value: { caseRef: CASE_REF, closedOn: TODAY } }], [clerk])
    expectRejected(chain, errors.CaseClosed, [partyMessage(NEW, 'CLAIMANT')], [filing])
  })

  test('rejects one party more than the limit', () => {
    const { chain } = withCase()
    const more = Array.from({ length: PARTIES_PER_CASE_MAX - 2 }, (_, at) =>
      partyMessage(String(at).padStart(32, '0'), 'CLAIMANT'),
    )
    chain.deliver(more, [filing])

    expect(expectRejected(chain, errors.PartyLimit, [partyMessage(NEW, 'CLAIMANT')], [filing]).facts).toEqual({
      partiesMax: PARTIES_PER_CASE_MAX,
    })
  })
})
