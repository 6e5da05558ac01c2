import { Overlay } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { expect, test } from 'vitest'
import { allEntries } from '../../all-entries.ts'
import { CASE, DIGEST, done, frozen, judge, MEASURE, proposalsOf, TODAY } from '../fixtures.ts'
import { openProposals } from '../state.ts'
import { toOpenProposals } from './0002-open-proposals.ts'

const restate = (principalCents: number) => ({
  type: 'enforcement/Restate',
  value: {
    caseRef: CASE,
    on: TODAY,
    claim: { principalCents, general: null, currency: 'CNY' },
    calculationDigest: DIGEST,
  },
})

test('open proposals of version 1 get their rows, decided ones none', () => {
  const { chain } = frozen()
  done(chain, restate(10_000_000))
  const [reduce] = proposalsOf(chain)
  const dismissed = { caseRef: CASE, proposalId: reduce?.proposalId ?? '', reasonsDigest: DIGEST }
  done(chain, { type: 'enforcement/DismissProposal', value: dismissed }, judge)
  done(chain, { type: 'enforcement/RecordPerformance', value: { caseRef: CASE, on: TODAY, documentDigest: DIGEST } })
  const store = new Overlay(chain.store)
  openProposals(store).delete(CASE, MEASURE, 'RELEASE')
  toOpenProposals.run({ ...chain.context(), store } as unknown as TxContext)

  const release = proposalsOf(chain).find(({ kind }) => kind === 'RELEASE')
  expect([...allEntries(store, openProposals)]).toEqual([
    { id: [CASE, MEASURE, 'RELEASE'], value: release?.proposalId },
  ])
})
