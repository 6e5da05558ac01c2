import { array, boolean, integer, nullable, object, optional, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { Message, Module } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { DeliveredTx } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import { startOfCivilDateMs } from '../ids.ts'
import { checkIssue, onIssued, onNotice, onObjection, onResult } from './api.ts'
import { enforcementModule } from './module.ts'
import type { CourtOrder, EnforcementAlarm, EnforcementPorts, EnforcementRole, ObjectionAnswer } from './ports.ts'
import type { Proposal } from './state.ts'

export const CASE = 'ca'.repeat(16)
export const OTHER_CASE = 'cb'.repeat(16)
export const CLOSED_CASE = 'cc'.repeat(16)
export const DIGEST = `sha256:${'0d'.repeat(32)}`
export const MEASURE = '3e'.repeat(16)
export const ASSET_KEY = 'a5'.repeat(16)
export const OTHER_MEASURE = '3f'.repeat(16)
/** 2026-03-30 09:00 in Asia/Shanghai. */
export const START_MS = Date.parse('2026-03-30T01:00:00Z')
export const TODAY = '2026-03-30'

export const fixtureErrors = defineErrors('fixture', { RoleMissing: [2, 'no signer holds the role'] })

const ROLES: Readonly<Record<string, readonly EnforcementRole[]>> = {
  filing: ['COURT_FILING'],
  enforcer: ['COURT_ENFORCER'],
  judge: ['COURT_JUDGE'],
}
export const filing = testSigner('court', 'filing', 1)
export const enforcer = testSigner('court', 'enforcer', 2)
export const judge = testSigner('court', 'judge', 3)
export const stranger = testSigner('other-court', 'enforcer', 4)
export const judgeAbove = testSigner('high-court', 'judge', 6)
export const otherJudge = testSigner('other-court', 'judge', 5)

/** What the ports were told since the last chain was made, and the orders that they know. */
export const alarms: EnforcementAlarm[] = []
export const answers: (ObjectionAnswer & { client: string })[] = []
const sent = new Map<string, CourtOrder>()

const ports: EnforcementPorts = {
  requireRole(ctx, role) {
    const wanted: readonly EnforcementRole[] = typeof role === 'string' ? [role] : role
    const found = ctx.signers.find(({ officer }) => ROLES[officer]?.some((held) => wanted.includes(held)))
    ensure(found !== undefined, fixtureErrors.RoleMissing, { role: wanted.join(' ') })
    return found
  },
  noteAct: () => undefined,
  lawBook: () => bundledLaw,
  isCaseOpen: (_, caseRef) => caseRef !== CLOSED_CASE,
  raiseAlarm: (_, alarm) => {
    alarms.push(alarm)
  },
  orderOf: (_, orderId) => sent.get(orderId),
  answerObjection: (_, client, answer) => {
    answers.push({ client, ...answer })
  },
  isAbove: (_, court, below) => court === 'high-court' && below !== court,
}

/** A court zone with this module, and a desk that does what the primitive of orders does when it calls this module's api. */
export function enforcementChain(startMs: number = START_MS): TestChain {
  alarms.length = 0
  answers.length = 0
  sent.clear()
  return new TestChain({
    chainId: 'xz-court-1',
    modules: [enforcementModule(ports), deskModule()],
    startMs,
  })
}

const nullableId = nullable(string({ bytesMax: 32 }))
const nullableInteger = nullable(integer())
const effectSchema = object({
  action: string({ bytesMax: 48 }),
  asset: nullable(string({ bytesMax: 48 })),
  limitCents: nullableInteger,
  currency: string({ bytesMax: 3 }),
  months: nullableInteger,
  whole: boolean(),
  measureId: nullableId,
  toMeasureId: optional(string({ bytesMax: 32 })),
})
const measureSchema = object({
  measureId: string({ bytesMax: 32 }),
  assetKey: string({ bytesMax: 32 }),
  rank: integer(),
  from: nullable(string({ bytesMax: 10 })),
  to: nullable(string({ bytesMax: 10 })),
})
const orderSchema = object({
  orderId: string({ bytesMax: 70 }),
  instrumentId: string({ bytesMax: 32 }),
  caseRef: string({ bytesMax: 32 }),
  institution: string({ bytesMax: 64 }),
  effect: effectSchema,
  relation: nullable(object({ kind: string({ bytesMax: 16 }), orderId: string({ bytesMax: 70 }) })),
  client: string({ bytesMax: 64 }),
  result: nullable(object({ kind: string({ bytesMax: 16 }), measure: nullable(measureSchema) })),
})

function deskModule(): Module {
  return {
    name: 'desk',
    version: 1,
    errors: fixtureErrors,
    events: [],
    messages: [
      defineMessage({
        type: 'desk/Issue',
        schema: object({ kind: string({ bytesMax: 32 }), orders: array(orderSchema, { max: 64 }) }),
        check: (ctx, { kind, orders }) => {
          const { instrumentId = '', caseRef = '' } = orders[0] ?? {}
          return { inPlaceOf: checkIssue(ctx, ports, { instrumentId, kind, caseRef, orders }, ctx.signers) }
        },
        execute: (ctx, { orders }, { inPlaceOf }) => {
          for (const order of orders) sent.set(order.orderId, order)
          onIssued(ctx, orders)
          return inPlaceOf === undefined ? {} : { inPlaceOf }
        },
      }),
      defineMessage({
        type: 'desk/Result',
        schema: orderSchema,
        check: () => null,
        execute: (ctx, order) => {
          sent.set(order.orderId, order)
          onResult(ctx, ports, order)
          return null
        },
      }),
      defineMessage({
        type: 'desk/Objection',
        schema: object({
          objection: object({ objectionId: string({ bytesMax: 32 }), documentDigest: string({ bytesMax: 71 }) }),
          order: orderSchema,
        }),
        check: () => null,
        execute: (ctx, { objection, order }) => {
          onObjection(ctx, ports, objection, order)
          return null
        },
      }),
      defineMessage({
        type: 'desk/Notice',
        schema: object({
          orderId: string({ bytesMax: 70 }),
          event: string({ bytesMax: 32 }),
          measure: measureSchema,
          order: orderSchema,
        }),
        check: () => null,
        execute: (ctx, { order, ...notice }) => {
          onNotice(ctx, ports, notice, order)
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

type Change = Readonly<Record<string, Json>>
export const CLAIM = {
  principalCents: 100_000_000,
  general: { annualRate: '0.0365', dayBasis: 365, from: '2025-03-10' },
  currency: 'CNY',
}
/** Of S-1 on 2026-03-30: debt, doubled part, execution fee. */
export const TARGET_CENTS = 105_181_000

export function openMessage(change: Change = {}): Message {
  const value = {
    caseRef: CASE,
    basisDigest: DIGEST,
    effectiveOn: '2026-03-17',
    performanceEndsOn: '2026-03-27',
    appliedOn: TODAY,
    claim: CLAIM,
  }
  return { type: 'enforcement/Open', value: { ...value, ...change } }
}

export const orderIdOf = (n: number): string => `${'00'.repeat(32)}-${n}`

export function orderOf(n: number, effect: Change = {}, change: Change = {}): CourtOrder {
  const value = {
    orderId: orderIdOf(n),
    instrumentId: n.toString(16).padStart(32, '0'),
    caseRef: CASE,
    institution: 'bank',
    effect: {
      action: 'FREEZE',
      asset: 'DEPOSIT',
      limitCents: 30_000_000,
      currency: 'CNY',
      months: 12,
      whole: false,
      measureId: null,
      ...effect,
    },
    relation: null,
    client: '07-tendermint-0',
    result: null,
    ...change,
  }
  return value
}

export function issueMessage(orders: readonly CourtOrder[], kind = 'CONTROL_RULING'): Message {
  return { type: 'desk/Issue', value: { kind, orders: orders as unknown as Json } }
}

export function resultMessage(order: CourtOrder, kind: string, measure: Json = null): Message {
  return { type: 'desk/Result', value: { ...order, result: { kind, measure } } as unknown as Json }
}

export function objectionMessage(objectionId: string, order: CourtOrder): Message {
  const value = { objection: { objectionId, documentDigest: DIGEST }, order: order as unknown as Json }
  return { type: 'desk/Objection', value }
}

export const measureFact = (change: Change = {}): Json => ({
  measureId: MEASURE,
  assetKey: ASSET_KEY,
  rank: 0,
  from: TODAY,
  to: '2027-03-30',
  ...change,
})

export function done(chain: TestChain, message: Message, by = enforcer): DeliveredTx {
  const delivered = chain.deliver([message], [by])
  if (delivered.code !== 0) throw new RangeError(`${message.type}: ${delivered.codespace}/${delivered.code}`)
  return delivered
}

/** A case with one freeze of 300,000 yuan in effect. */
export function frozen(chain = enforcementChain()): { chain: TestChain; order: CourtOrder } {
  const order = orderOf(1)
  done(chain, openMessage())
  done(chain, issueMessage([order]))
  done(chain, resultMessage(order, 'FULFILLED', measureFact()))
  return { chain, order }
}

interface ShownCase {
  readonly enforcement: { readonly state: string; readonly limitation: string }
  readonly claim: Json
  readonly statements: readonly Json[]
  readonly controls: readonly { readonly orderId: string; readonly state: string; readonly to: string | null }[]
}

export function caseOf(chain: TestChain, caseRef = CASE): ShownCase {
  return chain.query('enforcement/case', { caseRef }) as unknown as ShownCase
}

export function proposalsOf(chain: TestChain, caseRef = CASE): readonly Proposal[] {
  return chain.query('enforcement/proposals', { caseRef, limit: 100 }) as unknown as readonly Proposal[]
}

/** First instant of a day in Asia/Shanghai, and nine hours. */
export function moveTo(chain: TestChain, day: string): void {
  chain.advance(startOfCivilDateMs(day) + 9 * 3_600_000 - chain.nowMs)
}

interface Matters {
  readonly preservation: Json
  readonly objections: readonly Json[]
  readonly transfers: readonly Json[]
  readonly sales: readonly Json[]
  readonly debtNotices: readonly Json[]
  readonly wrongs: readonly Json[]
  readonly rounds: readonly Json[]
  readonly requeries: readonly Json[]
}

export function mattersOf(chain: TestChain, caseRef = CASE): Matters {
  return chain.query('enforcement/matters', { caseRef }) as unknown as Matters
}
