import type { Json } from '@xiezhi/codec'
import { defineErrors, ensure } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import { depositModule } from './module.ts'
import type { DepositPorts, DepositRole } from './ports.ts'

export const CASE_REF = 'ca'.repeat(16)
export const CLOSED_CASE = 'cc'.repeat(16)
export const DEPOSIT = 'de'.repeat(16)
export const LATER_DEPOSIT = 'df'.repeat(16)
export const DIGEST = `sm3:${'0d'.repeat(32)}`
export const OTHER_DIGEST = `sha256:${'0e'.repeat(32)}`
export const PLATFORM = 'sample-notary-chain'
export const HOUR_MS = 3_600_000

export const fixtureErrors = defineErrors('fixture', { RoleMissing: [2, 'no signer holds the role'] })

const ROLES: Readonly<Record<string, readonly DepositRole[]>> = {
  clerk: ['COURT_CLERK'],
  judge: ['COURT_JUDGE'],
  tech: ['COURT_TECH'],
  lawyer: ['LAWYER'],
  rival: ['LAWYER'],
  gateway: ['GATEWAY_SERVICE'],
}
export const clerk = testSigner('court', 'clerk', 1)
export const judge = testSigner('court', 'judge', 2)
export const tech = testSigner('court', 'tech', 3)
export const lawyer = testSigner('firm', 'lawyer', 4)
export const rival = testSigner('other-firm', 'rival', 5)
export const gateway = testSigner('court', 'gateway', 6)

const ports: DepositPorts = {
  requireRole(ctx, role) {
    const wanted: readonly DepositRole[] = typeof role === 'string' ? [role] : role
    const found = ctx.signers.find(({ officer }) => ROLES[officer]?.some((held) => wanted.includes(held)))
    ensure(found !== undefined, fixtureErrors.RoleMissing, { role: wanted.join(' ') })
    return found
  },
  noteAct: () => undefined,
  isCaseOpen: (_, caseRef) => caseRef === CASE_REF,
}

/** A court zone with this module alone; one case is open. */
export function depositChain(): TestChain {
  return new TestChain({ chainId: 'xz-court-1', modules: [depositModule(ports)] })
}

type Change = Readonly<Record<string, Json>>

export function depositMessage(chain: TestChain, change: Change = {}): Message {
  const value = {
    depositId: DEPOSIT,
    kind: 'EVIDENCE',
    caseRef: CASE_REF,
    digest: DIGEST,
    mediaType: 'application/pdf',
    sizeBytes: 48_211,
    collectedAtMs: chain.nowMs - HOUR_MS,
    sourceSystem: 'WEB_CAPTURE',
    platformId: null,
    interest: 'NOT_DECLARED',
    factAtMs: null,
    preChainNotes: null,
    foreignAnchor: null,
    supersedes: null,
  }
  return { type: 'deposit/DepositFile', value: { ...value, ...change } }
}

export function platformMessage(change: Change = {}): Message {
  const value = {
    platformId: PLATFORM,
    operatorCode: '91440300MA0000000X',
    filingNumber: '粤网信备00000000000000000001号（虚构）',
    standards: ['GB_T_43580'],
    appraisalDigest: null,
  }
  return { type: 'deposit/RecordPlatform', value: { ...value, ...change } }
}

export function contestMessage(change: Change = {}): Message {
  const value = { depositId: DEPOSIT, ground: 'POST_CHAIN', factors: ['INTEREST'], reasonsDigest: DIGEST }
  return { type: 'deposit/ContestDeposit', value: { ...value, ...change } }
}

export function orderMessage(chain: TestChain, change: Change = {}): Message {
  const value = {
    depositId: DEPOSIT,
    kinds: ['SOURCE', 'STORAGE'],
    orderDigest: DIGEST,
    dueAtMs: chain.nowMs + 24 * HOUR_MS,
  }
  return { type: 'deposit/OrderSource', value: { ...value, ...change } }
}

export function answerMessage(change: Change = {}): Message {
  const value = { depositId: DEPOSIT, order: 1, answers: [{ kind: 'SOURCE', digest: DIGEST }] }
  return { type: 'deposit/AnswerSourceOrder', value: { ...value, ...change } }
}

export function decideMessage(change: Change = {}): Message {
  const value = {
    depositId: DEPOSIT,
    confirmed: 'CONFIRMED',
    factors: [],
    corroboration: null,
    crossExaminedOn: '2026-03-01',
    decisionDigest: DIGEST,
  }
  return { type: 'deposit/DecideAuthenticity', value: { ...value, ...change } }
}

/** The same chain with a deposit of the lawyer's. */
export function withDeposit(change: Change = {}): TestChain {
  const chain = depositChain()
  chain.deliver([platformMessage()], [tech])
  chain.deliver([depositMessage(chain, change)], [lawyer])
  return chain
}
