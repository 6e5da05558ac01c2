import { array, boolean, integer, nullable, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { Message, Module } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import type { DeliveredTx } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import { checkIssue, onIssued, onNotice, onResult } from './api.ts'
import { enforcementModule } from './module.ts'
import type { CourtOrder, EnforcementPorts, EnforcementRole } from './ports.ts'
import type { Proposal } from './state.ts'

export const CASE = 'ca'.repeat(16)
export const OTHER_CASE = 'cb'.repeat(16)
export const CLOSED_CASE = 'cc'.repeat(16)
export const DIGEST = `sha256:${'0d'.repeat(32)}`
export const MEASURE = '3e'.repeat(16)
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
  isAbove: (_, court, below) => court === 'high-court' && below === 'court',
}

/** A court zone with this module, and a desk that does what the primitive of orders does when it calls this module's api. */
export function enforcementChain(): TestChain {
  return new TestChain({
    chainId: 'xz-court-1',
    modules: [enforcementModule(ports), deskModule()],
    startMs: START_MS,
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
})
const measureSchema = object({
  measureId: string({ bytesMax: 32 }),
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
          onIssued(ctx, orders)
          return inPlaceOf === undefined ? {} : { inPlaceOf }
        },
      }),
      defineMessage({
        type: 'desk/Result',
        schema: orderSchema,
        check: () => null,
        execute: (ctx, order) => {
          onResult(ctx, ports, order)
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

export const measureFact = (change: Change = {}): Json => ({
  measureId: MEASURE,
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
