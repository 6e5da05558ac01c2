import { integer, json, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { CheckContext, Message, Module } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { onAnswer, onNotice, scheduleRenewal } from './api.ts'
import type { StatusNotice } from './handlers/receive-status-event.ts'
import { caseModule } from './module.ts'
import type { CaseActor, CaseFallback, CasePorts, CaseReceipt, CaseRole } from './ports.ts'
import type { Task, Verification } from './state.ts'

export const CLIENT = '07-tendermint-0'
export const COURT = '京0105'
export const CASE_REF = 'ca'.repeat(16)
export const PARTY = 'd0'.repeat(16)
export const OTHER_PARTY = 'd1'.repeat(16)
export const AGENT = 'a0'.repeat(16)
export const LICENCE = '11101201010123456'
export const SERIAL = '123456'
export const FIRM = '31110000MD0000016H'
export const DIGEST = `sha256:${'0d'.repeat(32)}`
export const TODAY = '2026-03-02'

export const fixtureErrors = defineErrors('fixture', { RoleMissing: [2, 'no signer holds the role'] })

interface Person {
  readonly roles: readonly CaseRole[]
  readonly jurisdictions: readonly string[]
}
const PERSONS: Readonly<Record<string, Person>> = {
  filing: { roles: ['COURT_FILING'], jurisdictions: ['京'] },
  clerk: { roles: ['COURT_CLERK'], jurisdictions: ['京0105'] },
  judge: { roles: ['COURT_JUDGE'], jurisdictions: ['京0105'] },
  personnel: { roles: ['COURT_PERSONNEL'], jurisdictions: ['京'] },
  elsewhere: { roles: ['COURT_FILING', 'COURT_CLERK', 'COURT_JUDGE'], jurisdictions: ['沪'] },
}
export const filing = testSigner('court', 'filing', 1)
export const clerk = testSigner('court', 'clerk', 2)
export const judge = testSigner('court', 'judge', 3)
export const personnel = testSigner('court', 'personnel', 4)
export const elsewhere = testSigner('other-court', 'elsewhere', 5)

export interface CaseChain {
  readonly chain: TestChain
  readonly receipts: Map<string, CaseReceipt>
  readonly fallbacks: Map<string, CaseFallback>
  /** Cases whose pushing was ended. */
  readonly ended: string[]
  /** Hands a receipt over as the query module does. */
  answer(receipt: CaseReceipt): void
  /** Hands a status event over as the query module does. */
  notify(change: Partial<StatusNotice>, caseRefs?: readonly string[]): void
}

/** The law in force, which a test may change, and the time at genesis. */
export interface LawOfTests {
  readonly law?: () => LawBook
  readonly startMs?: number
}

/** A court zone with this module alone. */
export function caseChain({ law = () => bundledLaw, startMs }: LawOfTests = {}): CaseChain {
  const receipts = new Map<string, CaseReceipt>()
  const fallbacks = new Map<string, CaseFallback>()
  const ended: string[] = []
  const ports: CasePorts = {
    requireRole: actorWith,
    lawBook: law,
    noteAct: () => undefined,
    receiptOf: (_, id) => receipts.get(id),
    fallbackOf: (_, id) => fallbacks.get(id),
    endSubscriptions: (_, caseRef) => ended.push(caseRef),
  }
  const chain = new TestChain({
    chainId: 'xz-court-1',
    modules: [caseModule(ports), wireModule(ports, receipts)],
    ...(startMs === undefined ? {} : { startMs }),
  })
  return {
    chain,
    receipts,
    fallbacks,
    ended,
    answer(receipt) {
      receipts.set(receipt.dispatchId, receipt)
      chain.deliver([{ type: 'wire/Answer', value: receipt.dispatchId }], [clerk])
    },
    notify(change, caseRefs = [CASE_REF]) {
      const notice = { ...NOTICE, recordedAtMs: chain.nowMs, ...change }
      chain.deliver([{ type: 'wire/Notice', value: { client: CLIENT, notice, caseRefs: [...caseRefs] } }], [clerk])
    },
  }
}

/** The same with an open case of two parties. */
export function withCase(change: Change = {}, options: LawOfTests = {}): CaseChain {
  const made = caseChain(options)
  made.chain.deliver(
    [openMessage(change), partyMessage(PARTY, 'CLAIMANT'), partyMessage(OTHER_PARTY, 'RESPONDENT')],
    [filing],
  )
  return made
}

/** The same with an agent of the claimant who was verified today. */
export function withAgent(change: Change = {}): CaseChain {
  const made = withCase()
  const receipt = receiptFor(made.chain)
  made.receipts.set(receipt.dispatchId, receipt)
  made.chain.deliver([enterMessage({ receiptId: receipt.dispatchId, ...change })], [filing])
  return made
}

type Change = Readonly<Record<string, Json>>

export function openMessage(change: Change = {}): Message {
  const value = {
    caseRef: CASE_REF,
    courtCode: COURT,
    procedure: 'CIVIL',
    caseNumber: '（2026）京0105民初1号',
    caseNumberTag: null,
    filedOn: '2026-03-01',
    connectedRefs: [],
  }
  return { type: 'case/OpenCase', value: { ...value, ...change } }
}

export function partyMessage(partyId: string, side: string, caseRef = CASE_REF): Message {
  return { type: 'case/AddParty', value: { caseRef, partyId, side, commitment: DIGEST } }
}

export const POWERS = {
  specialPowers: [],
  stage: 'FIRST_INSTANCE',
  signedOn: '2026-03-01',
  expiresOn: null,
  documentDigest: DIGEST,
}

export function enterMessage(change: Change = {}): Message {
  const value = {
    caseRef: CASE_REF,
    agentId: AGENT,
    partyId: PARTY,
    role: 'AGENT',
    licenceNo: LICENCE,
    letterFirmUscc: FIRM,
    exception: 'NONE',
    powers: POWERS,
    documents: { licence: DIGEST, firmLetter: DIGEST, legalAidLetter: null },
    enteredOn: TODAY,
    receiptId: null,
  }
  return { type: 'case/EnterAgent', value: { ...value, ...change } }
}

export const receiptId = (number: number): string => `${String(number).padStart(64, '0')}-0`

type Finding = NonNullable<CaseReceipt['result']['finding']>
export function receiptFor(
  { nowMs }: TestChain,
  change: {
    readonly number?: number
    readonly question?: Partial<CaseReceipt['question']>
    readonly finding?: Partial<Finding> | null
    readonly decidedAtMs?: number
  } = {},
): CaseReceipt {
  const { number = 1, question = {}, finding = {}, decidedAtMs = nowMs } = change
  const found: Finding = {
    verdict: 'PASS',
    reasons: [],
    tasks: [],
    facts: { statusOnDay: 'ACTIVE' },
    disputed: false,
    serial: SERIAL,
  }
  return {
    dispatchId: receiptId(number),
    question: {
      licenceNo: LICENCE,
      asOf: TODAY,
      caseRef: CASE_REF,
      letterFirmUscc: FIRM,
      exception: 'NONE',
      use: 'FILING',
      ...question,
    },
    result: { decidedAtMs, finding: finding === null ? null : { ...found, ...finding } },
    freshUntilMs: finding === null ? null : decidedAtMs + 86_400_000,
  }
}

/** What the bureau answers about a suspended lawyer. */
export const SUSPENDED_FINDING = {
  verdict: 'BLOCK',
  reasons: [{ code: 'LICENCE_SUSPENDED', rule: 'R18-03' }],
  facts: { statusOnDay: 'SUSPENDED' },
} as const

const NOTICE: StatusNotice = {
  eventId: `${SERIAL}-2`,
  serial: SERIAL,
  kind: 'SUSPENDED',
  status: 'SUSPENDED',
  from: TODAY,
  to: '2026-09-01',
  recordedAtMs: 0,
}

export function agentOf({ chain }: CaseChain, caseRef = CASE_REF, at = 0): Readonly<Record<string, Json>> {
  const { agents } = chain.query('case/case', { caseRef }) as { agents: Readonly<Record<string, Json>>[] }
  return agents[at] ?? {}
}

export function tasksOf({ chain }: CaseChain, caseRef = CASE_REF): readonly Task[] {
  return chain.query('case/tasks', { caseRef, limit: 100 }) as unknown as readonly Task[]
}

export function verificationOf({ chain }: CaseChain, verificationId: string): Verification {
  return chain.query('case/verification', { verificationId }) as unknown as Verification
}

function actorWith(ctx: CheckContext, role: CaseRole | readonly CaseRole[]): CaseActor {
  const wanted: readonly CaseRole[] = typeof role === 'string' ? [role] : role
  const signer = ctx.signers.find(({ officer }) => PERSONS[officer]?.roles.some((one) => wanted.includes(one)))
  ensure(signer !== undefined, fixtureErrors.RoleMissing)
  const { organisation, officer } = signer
  return { organisation, officer, personId: officer, jurisdictions: PERSONS[officer]?.jurisdictions ?? [] }
}

/** What the query module does when an answer or a status event has come. */
function wireModule(ports: CasePorts, receipts: ReadonlyMap<string, CaseReceipt>): Module {
  return {
    name: 'wire',
    version: 1,
    errors: fixtureErrors,
    events: [],
    messages: [
      defineMessage({
        type: 'wire/Answer',
        schema: string({ bytesMax: 80 }),
        check: (_, id) => receipts.get(id),
        execute: (ctx, _, receipt) => {
          if (receipt !== undefined) onAnswer(ctx, ports, receipt)
          return null
        },
      }),
      defineMessage({
        type: 'wire/CalendarYear',
        schema: integer(),
        check: () => null,
        execute: (ctx, year) => {
          scheduleRenewal(ctx, year, ctx.block.decidedAtMs)
          return null
        },
      }),
      defineMessage({
        type: 'wire/Notice',
        schema: object({
          client: string({ bytesMax: 64 }),
          notice: json({ bytesMax: 1_000 }),
          caseRefs: json({ bytesMax: 2_000 }),
        }),
        check: () => null,
        execute: (ctx, { client, notice, caseRefs }) => {
          onNotice(ctx, {
            client,
            notice: notice as unknown as StatusNotice,
            caseRefs: caseRefs as readonly string[],
          })
          return null
        },
      }),
    ],
    queries: [],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
}
