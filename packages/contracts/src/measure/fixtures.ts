import type { Json } from '@xiezhi/codec'
import { defineErrors, ensure } from '@xiezhi/kernel'
import type { Message } from '@xiezhi/kernel'
import { TestChain, testSigner } from '@xiezhi/kernel/testing'
import { bundledLaw } from '@xiezhi/law'
import { msOfShanghaiTimestamp } from '../ids.ts'
import { measureModule } from './module.ts'
import type { MeasureFact } from './state.ts'
import type { AcceptedOrder, MeasureNotice, MeasurePorts, MeasureResult, MeasureRole, OrderedEffect } from './ports.ts'

export const ASSET_KEY = 'a5'.repeat(16)
export const OTHER_KEY = 'a6'.repeat(16)
export const DIGEST = `sha256:${'0d'.repeat(32)}`
export const DISTRIBUTION = `sha256:${'0e'.repeat(32)}`
export const COURT_1 = 'court-zone-0'
export const COURT_2 = 'court-zone-1'
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

export const fixtureErrors = defineErrors('fixture', {
  RoleMissing: [2, 'no signer holds the role'],
  OrderUnknown: [3, 'no order has this id'],
  OrderAnswered: [4, 'the order has been answered'],
  OtherOrganisation: [5, 'the order belongs to another organisation'],
  Refused: [6, 'a message that must succeed was refused'],
})

const ROLES: Readonly<Record<string, MeasureRole>> = {
  registrar: 'REGISTRY_OPERATOR',
  teller: 'BANK_OPERATOR',
  adapter: 'GATEWAY_SERVICE',
}
export const registrar = testSigner('land-registry', 'registrar', 1)
export const adapter = testSigner('land-registry', 'adapter', 2)
export const teller = testSigner('bank', 'teller', 3)
export const visitor = testSigner('land-registry', 'visitor', 4)

/** An instant in Asia/Shanghai, as `2026-03-02 09:00:00`. */
export function at(text: string): number {
  return msOfShanghaiTimestamp(`${text.replace(' ', 'T')}+08:00`)
}

export interface SentOrder {
  readonly orderId: string
  readonly client: string
}

export interface Told extends MeasureNotice {
  readonly client: string
}

type OrderChange = Partial<Omit<AcceptedOrder, 'effect'>>

/** An institution's zone with this module alone, and the orders that it has taken on. */
export class Institution {
  readonly chain: TestChain
  readonly told: Told[] = []
  readonly #orders = new Map<string, AcceptedOrder>()
  readonly #results = new Map<string, MeasureResult>()
  readonly #stopped = new Map<string, number>()
  readonly booked: { orderId: string; measure: MeasureFact; annexDigest: string | null }[] = []
  #count = 0

  constructor(startMs: number = at('2026-03-02 09:00:00')) {
    this.chain = new TestChain({ chainId: 'xz-registry-1', modules: [measureModule(this.#ports())], startMs })
  }

  #ports(): MeasurePorts {
    return {
      requireRole(ctx, role) {
        const wanted: readonly MeasureRole[] = typeof role === 'string' ? [role] : role
        const found = ctx.signers.find(({ officer }) => wanted.some((one) => one === ROLES[officer]))
        ensure(found !== undefined, fixtureErrors.RoleMissing, { role: wanted.join(' ') })
        const { organisation, officer } = found
        return { organisation, officer, personId: officer, roles: [ROLES[officer] ?? ''] }
      },
      noteAct: () => undefined,
      lawBook: () => bundledLaw,
      requireAccepted: (_, institution, client, orderId) => {
        const order = this.#orders.get(`${client}/${orderId}`)
        ensure(order !== undefined, fixtureErrors.OrderUnknown, { orderId })
        ensure(order.institution === institution, fixtureErrors.OtherOrganisation, { institution })
        ensure(!this.#results.has(`${client}/${orderId}`), fixtureErrors.OrderAnswered, { orderId })
        return order
      },
      requireBooked: (_, institution, client, orderId) => {
        const order = this.#orders.get(`${client}/${orderId}`)
        const stoppedAtMs = this.#stopped.get(`${client}/${orderId}`) ?? null
        ensure(order !== undefined, fixtureErrors.OrderUnknown, { orderId })
        ensure(order.institution === institution, fixtureErrors.OtherOrganisation, { institution })
        const open = stoppedAtMs !== null || !this.#results.has(`${client}/${orderId}`)
        ensure(open, fixtureErrors.OrderAnswered, { orderId })
        return { ...order, stoppedAtMs }
      },
      recordLateBooking: (_, { client, orderId }, measure, annexDigest) => {
        this.#stopped.delete(`${client}/${orderId}`)
        this.booked.push({ orderId, measure, annexDigest })
      },
      isOrderOpen: (_, client, orderId) => !this.#results.has(`${client}/${orderId}`),
      answerOrder: (_, { client, orderId }, result) => {
        this.#results.set(`${client}/${orderId}`, result)
      },
      tell: (_, client, notice) => {
        this.told.push({ client, ...notice })
      },
    }
  }

  /** An order has come now and is taken on. */
  order(effect: Partial<OrderedEffect> = {}, change: OrderChange = {}): SentOrder {
    const orderId = `${(++this.#count).toString(16).padStart(64, '0')}-0`
    const order: AcceptedOrder = {
      orderId,
      client: COURT_1,
      institution: 'land-registry',
      caseRef: 'ca'.repeat(16),
      organisation: 'court-1',
      instrument: { instrumentId: '1e'.repeat(16), kind: 'CONTROL_RULING', signedAtMs: this.chain.nowMs },
      receivedAtMs: this.chain.nowMs,
      ...change,
      effect: {
        action: 'FREEZE',
        asset: 'REAL_ESTATE',
        subject: DIGEST,
        limitCents: null,
        currency: 'CNY',
        months: 36,
        whole: true,
        measureId: null,
        ...effect,
      },
    }
    this.#orders.set(`${order.client}/${orderId}`, order)
    return { orderId, client: order.client }
  }

  /** An order on a measure of the first court. */
  orderOn(measureId: string, action: OrderedEffect['action'], effect: Partial<OrderedEffect> = {}): SentOrder {
    return this.order({ action, measureId, asset: null, months: null, ...effect })
  }

  resultOf({ client, orderId }: SentOrder): MeasureResult | undefined {
    return this.#results.get(`${client}/${orderId}`)
  }

  /** A revocation arrives now, after the order had been taken on. */
  stop({ client, orderId }: SentOrder): void {
    const rejected = { kind: 'REJECTED', code: 'INSTRUMENT_REVOKED', rule: 'X-70' }
    const result = { ...rejected, measure: null, amount: null, annexDigest: null } as unknown as MeasureResult
    this.#results.set(`${client}/${orderId}`, result)
    this.#stopped.set(`${client}/${orderId}`, this.chain.nowMs)
  }

  /** The institution answers by another way: it could not carry the order out. */
  fail({ client, orderId }: SentOrder): void {
    const failed = { kind: 'FAILED', code: 'CORE_REFUSED', rule: null, measure: null, amount: null, annexDigest: null }
    this.#results.set(`${client}/${orderId}`, failed as MeasureResult)
  }

  registerMessage(
    { client, orderId }: SentOrder,
    measureId: string,
    change: Readonly<Record<string, Json>> = {},
  ): Message {
    const registeredAtMs = Math.floor(this.chain.nowMs / 1_000) * 1_000
    const given = { client, orderId, measureId, assetKey: ASSET_KEY, registeredAtMs }
    return {
      type: 'measure/Register',
      value: { ...given, amount: null, annexDigest: null, shortfall: null, ...change },
    }
  }

  carryOutMessage({ client, orderId }: SentOrder, change: Readonly<Record<string, Json>> = {}): Message {
    const nothing = { amount: null, annexDigest: null, shortfall: null, distribution: null }
    return { type: 'measure/CarryOut', value: { client, orderId, ...nothing, ...change } }
  }

  beginMessage({ client, orderId }: SentOrder): Message {
    return { type: 'measure/BeginDeduction', value: { client, orderId } }
  }

  /** A measure of an order that has come before its registration. */
  registered(
    measureId: string,
    effect: Partial<OrderedEffect> = {},
    { order = {}, message = {} }: { order?: OrderChange; message?: Readonly<Record<string, Json>> } = {},
  ): SentOrder {
    const sent = this.order(effect, order)
    this.do(this.registerMessage(sent, measureId, message))
    return sent
  }

  /** Delivers a message that must succeed. */
  do(message: Message): Json {
    const { code, codespace, facts, data } = this.chain.deliver([message], [registrar])
    ensure(code === 0, fixtureErrors.Refused, { codespace, code, facts })
    return data?.[0] ?? null
  }

  carriedOut(measureId: string, action: OrderedEffect['action'], effect: Partial<OrderedEffect> = {}): SentOrder {
    const sent = this.orderOn(measureId, action, effect)
    const distribution = action === 'CLOSE_DISPOSAL' ? DISTRIBUTION : null
    this.do(this.carryOutMessage(sent, { distribution }))
    return sent
  }

  /** The measure as it stands. */
  measure(measureId: string): Json {
    return (this.chain.query('measure/measure', { measureId }) as { measure: Json } | null)?.measure ?? null
  }

  line(assetKey: string = ASSET_KEY, asOfMs?: number): LineView {
    const question = asOfMs === undefined ? { assetKey } : { assetKey, asOfMs }
    return this.chain.query('measure/line', question) as unknown as LineView
  }

  /** Moves the clock to an instant and makes a block. */
  moveTo(ms: number): void {
    this.chain.advance(ms - this.chain.nowMs)
  }
}

interface LineView {
  readonly line: { readonly review: boolean; readonly rows: readonly { measureId: string; state: string }[] }
  readonly standing: {
    readonly effective: { readonly measureId: string; readonly sinceMs: number } | null
    readonly waiting: readonly { readonly measureId: string; readonly rank: number }[]
    readonly ended: readonly string[]
  }
}

/** Id of the `n`th measure. */
export function id(n: number): string {
  return n.toString(16).padStart(32, '0')
}
