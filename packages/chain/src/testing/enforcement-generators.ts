import { caseState, enforcementState } from '@xiezhi/contracts'
import type { Generator, SeededRandom, TestChain } from '@xiezhi/kernel/testing'
import { acting, day, DIGEST, entryOf } from './generator.ts'

const ENFORCER = ['enforcer']
const JUDGE = ['judge']

const claimOf = (random: SeededRandom) => ({
  principalCents: 1 + random.below(1_000_000_00),
  general: random.pick([null, { annualRate: '0.0365', dayBasis: random.pick([360, 365, 361]), from: '2025-03-10' }]),
  currency: random.pick(['CNY', 'CNY', 'USD']),
})

const caseIn = ({ store }: TestChain, random: SeededRandom, state: string): string | undefined =>
  entryOf(random, enforcementState.enforcements(store), (one) => one.state === state)?.value.caseRef

/** Acts of the module enforcement that the state of a court zone allows, and some that it refuses. */
export const enforcementGenerators: readonly Generator[] = [
  acting(ENFORCER, 'enforcement/Open', (chain, random) => {
    const open = entryOf(random, caseState.cases(chain.store), ({ state }) => state === 'OPEN')
    if (open === undefined) return undefined
    return {
      caseRef: open.value.caseRef,
      basisDigest: DIGEST,
      effectiveOn: '2025-12-01',
      performanceEndsOn: random.pick([null, '2025-12-31', '2025-11-30']),
      appliedOn: random.pick(['2026-01-05', '2029-03-01']),
      claim: claimOf(random),
    }
  }),
  acting(ENFORCER, 'enforcement/Restate', (chain, random) => {
    const caseRef = caseIn(chain, random, 'OPEN')
    if (caseRef === undefined) return undefined
    return { caseRef, on: day(chain, -1), claim: claimOf(random), calculationDigest: DIGEST }
  }),
  acting(JUDGE, 'enforcement/SetStay', (chain, random) => {
    const caseRef = caseIn(chain, random, random.pick(['OPEN', 'STAYED', 'STAYED']))
    if (caseRef === undefined) return undefined
    return { caseRef, ground: random.pick([null, 'SETTLEMENT', null]), documentDigest: DIGEST }
  }),
  acting(JUDGE, 'enforcement/SetStay', (chain, random) => {
    const caseRef = caseIn(chain, random, 'OPEN')
    return caseRef === undefined ? undefined : { caseRef, ground: 'SETTLEMENT', documentDigest: DIGEST }
  }),
  acting(ENFORCER, 'enforcement/RecordPerformance', (chain, random) => {
    const caseRef = random.below(2) === 0 ? caseIn(chain, random, 'OPEN') : undefined
    if (caseRef === undefined) return undefined
    return { caseRef, on: day(chain, random.pick([0, -3, 2])), documentDigest: DIGEST }
  }),
  acting(ENFORCER, 'enforcement/Close', (chain, random) => {
    const caseRef = caseIn(chain, random, random.pick(['PERFORMED', 'PERFORMED', 'OPEN']))
    return caseRef === undefined ? undefined : { caseRef }
  }),
]

/** The kill switch of an institution, by two persons of two roles, and by one. */
export const haltGenerators: readonly Generator[] = [
  acting(['operator-1', 'auditor'], 'order/SetHalt', (_, random) => ({
    halted: random.pick([true, false]),
    reason: 'DRILL',
  })),
  acting(['operator-1'], 'order/Object', () => ({
    client: '07-tendermint-0',
    orderId: `${'0'.repeat(64)}-0`,
    objectionId: '0b'.repeat(16),
    documentDigest: DIGEST,
  })),
  acting(['operator-1'], 'order/SetHalt', () => ({ halted: true, reason: 'DRILL' })),
]
