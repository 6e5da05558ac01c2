import { caseState, depositState } from '@xiezhi/contracts'
import type { Generator, SeededRandom, TestChain } from '@xiezhi/kernel/testing'
import { acting, day, DIGEST, entryOf, randomId } from './generator.ts'

const CLERK = ['clerk']
const JUDGE = ['judge']
const HOUR_MS = 3_600_000

const standing = ({ store }: TestChain, random: SeededRandom): depositState.Deposit | undefined =>
  entryOf(random, depositState.deposits(store), ({ state }) => state === 'STANDING')?.value

/** Acts of the module deposit that the state of a court zone allows; every fourth one is left to be refused. */
export const depositGenerators: readonly Generator[] = [
  acting(CLERK, 'deposit/DepositFile', (chain, random) => {
    const open = entryOf(random, caseState.cases(chain.store), ({ state }) => state === 'OPEN')
    const earlier = random.below(3) === 0 ? standing(chain, random) : undefined
    const filing = earlier === undefined ? undefined : depositState.filings(chain.store).get(earlier.depositId)
    return {
      depositId: randomId(random),
      kind: earlier?.kind ?? random.pick(['EVIDENCE', 'SERVED_DOCUMENT']),
      caseRef: filing === undefined ? random.pick([null, open?.value.caseRef ?? null]) : filing.caseRef,
      digest: DIGEST,
      mediaType: 'application/pdf',
      sizeBytes: 1 + random.below(1_000_000),
      collectedAtMs: chain.nowMs - HOUR_MS,
      sourceSystem: 'WEB_CAPTURE',
      platformId: null,
      interest: random.pick(['NONE', 'NONE', 'NOT_DECLARED', 'STAKE']),
      factAtMs: random.pick([null, chain.nowMs - 2 * HOUR_MS]),
      preChainNotes: null,
      foreignAnchor: null,
      supersedes: earlier?.depositId ?? null,
    }
  }),
  acting(CLERK, 'deposit/ContestDeposit', (chain, random) => {
    const depositId = standing(chain, random)?.depositId
    if (depositId === undefined) return undefined
    const ground = random.pick(['POST_CHAIN', 'PRE_CHAIN'])
    return { depositId, ground, factors: random.pick([['INTEREST'], []]), reasonsDigest: DIGEST }
  }),
  acting(JUDGE, 'deposit/OrderSource', (chain, random) => {
    const depositId = standing(chain, random)?.depositId
    if (depositId === undefined) return undefined
    const dueAtMs = chain.nowMs + random.below(4) * HOUR_MS
    return { depositId, kinds: random.pick([['SOURCE'], ['STORAGE', 'LINKED_DATA']]), orderDigest: DIGEST, dueAtMs }
  }),
  acting(CLERK, 'deposit/AnswerSourceOrder', (chain, random) => {
    const found = entryOf(random, depositState.sourceOrders(chain.store), ({ state }) => state !== 'ANSWERED')
    if (found === undefined) return undefined
    const kind = random.pick(['SOURCE', ...found.value.kinds])
    return { depositId: found.id[0] ?? '', order: found.value.number, answers: [{ kind, digest: DIGEST }] }
  }),
  acting(JUDGE, 'deposit/DecideAuthenticity', (chain, random) => {
    const depositId = standing(chain, random)?.depositId
    if (depositId === undefined) return undefined
    return {
      depositId,
      confirmed: random.pick(['CONFIRMED', 'NOT_CONFIRMED']),
      factors: random.pick([[...depositState.FACTORS], []]),
      corroboration: random.pick([null, DIGEST]),
      crossExaminedOn: day(chain),
      decisionDigest: DIGEST,
    }
  }),
  acting(CLERK, 'deposit/RevokeDeposit', (chain, random) => {
    const depositId = random.below(4) === 0 ? standing(chain, random)?.depositId : undefined
    return depositId === undefined ? undefined : { depositId, reason: 'WITHDRAWN_BY_PARTY' }
  }),
]
