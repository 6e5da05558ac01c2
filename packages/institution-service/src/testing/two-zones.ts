import { orderApi, orderState } from '@xiezhi/contracts'
import { EnforcementZones } from '@xiezhi/chain/testing'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Json } from '@xiezhi/codec'
import type { ControlItem, ControlRequest, InstitutionKind } from '@xiezhi/control-interface'
import type { Message } from '@xiezhi/kernel'
import { annexDigest, encodeOrderAnnex, subjectCommitment } from '../annex.ts'
import type { OrderAnnex } from '../annex.ts'
import { isHeldBy } from '../zone-order-ledger.ts'
import type { LedgerOutcome, OrderKey, OrderLedger, ReceivedOrder, StandingMeasure } from '../ports.ts'

/** The day of all zones and institutions of a test; the time of day is the clock's. */
export const TODAY = '2026-03-30'
export const CASE_NO = '（2026）粤0703执123号'
const BEIJING_MS = 8 * 3_600_000
const CASE = 'a1'.repeat(16)
const DIGEST = `sha256:${'dd'.repeat(32)}`
const SALT = '5a'.repeat(16)

/** UTC milliseconds of the test day at the clock's time of day, so that a core system with that day agrees. */
export function nowMs(): number {
  const time = new Date(Date.now() + BEIJING_MS).toISOString().slice(11, 23)
  return Date.parse(`${TODAY}T${time}+08:00`)
}

export interface OrderedEffect {
  readonly action: ReceivedOrder['effect']['action']
  readonly asset: ReceivedOrder['effect']['asset']
  readonly limitCents?: number
  readonly months?: number
  readonly whole?: boolean
  readonly measureId?: string
}

/** A court and a zone of institutions, and what the court's side knows of the annexes that it made. */
export class TwoZones {
  readonly zones = new EnforcementZones(nodeCrypto, nowMs() - 60_000)
  readonly annexes = new Map<string, OrderAnnex>()
  #instruments = 0
  readonly #changed: ((keys: readonly OrderKey[]) => void)[] = []

  constructor() {
    this.#act(['court-x/filing'], 'case/OpenCase', {
      caseRef: CASE,
      courtCode: '粤0703',
      procedure: 'CIVIL',
      caseNumber: null,
      caseNumberTag: DIGEST,
      filedOn: '2026-03-02',
      connectedRefs: [],
    })
    this.#act(['court-x/filing'], 'enforcement/Open', {
      caseRef: CASE,
      basisDigest: DIGEST,
      effectiveOn: '2025-12-01',
      performanceEndsOn: '2025-12-20',
      appliedOn: '2026-03-02',
      claim: { principalCents: 100_000_000_000, general: null, currency: 'CNY' },
    })
    this.zones.relay()
  }

  get client(): string {
    return this.zones.institution.clientId
  }

  /** Signs an instrument with one order and brings it to the institution; gives the order's id. */
  order(
    institution: string,
    effect: OrderedEffect,
    request: ((requestNo: string) => ControlRequest) | null,
    change: { readonly annex?: Partial<OrderAnnex>; readonly annexDigest?: null } = {},
  ): string {
    this.#instruments += 1
    const instrumentId = this.#instruments.toString(16).padStart(32, '0')
    const orderId = orderApi.orderIdOf(this.zones.court.chain.context(), instrumentId, 0)
    const made = request?.(orderId) ?? null
    const annex: OrderAnnex = { request: made, subjectSalt: SALT, distribution: null, ...change.annex }
    const kind = KINDS[effect.action] ?? ''
    const signers = kind === 'QUERY_NOTICE' ? ['court-x/enforcer'] : ['court-x/judge', 'court-x/enforcer']
    this.#act(signers, 'order/Issue', {
      instrumentId,
      kind,
      caseRef: CASE,
      documentDigest: DIGEST,
      emergency: false,
      validFrom: '2026-01-01',
      validTo: null,
      timeoutSeconds: Math.floor(this.zones.clock.nowMs / 1_000) + 3_600,
      deadlineMs: this.zones.clock.nowMs + 86_400_000,
      orders: [
        {
          client: this.zones.court.clientId,
          institution,
          effect: {
            action: effect.action,
            asset: effect.asset,
            subject: made === null ? DIGEST : subjectCommitment(suite(nodeCrypto, 'intl'), made, SALT),
            limitCents: effect.limitCents ?? null,
            currency: 'CNY',
            months: effect.months ?? null,
            whole: effect.whole ?? false,
            measureId: effect.measureId ?? null,
          },
          annexDigest:
            change.annexDigest === null ? null : annexDigest(suite(nodeCrypto, 'intl'), encodeOrderAnnex(annex)),
          relation: null,
        },
      ],
    })
    this.annexes.set(orderId, annex)
    this.relay()
    return orderId
  }

  revoke(orderId: string): void {
    const instrumentId = orderState.orders(this.zones.court.chain.store).get(orderId)?.instrumentId ?? ''
    this.#act(['court-x/judge'], 'order/Revoke', { instrumentId, reason: 'SET_ASIDE' })
    // Revocations are sent in the blocks that follow.
    this.zones.court.chain.block([])
    this.relay()
  }

  relay(): void {
    this.#tick()
    this.zones.relay()
    const { store } = this.zones.institution.chain
    const keys = orderState
      .inbox(store)
      .list({ limit: 100 })
      .map(({ id }) => ({ client: id[1] ?? '', orderId: id[2] ?? '' }))
    for (const changed of this.#changed) changed(keys)
  }

  received(orderId: string): ReceivedOrder {
    const order = orderState.received(this.zones.institution.chain.store).get(this.client, orderId)
    if (order === undefined) throw new RangeError(orderId)
    return order
  }

  /** What the court knows of its order. */
  sent(orderId: string): orderState.Order {
    const order = orderState.orders(this.zones.court.chain.store).get(orderId)
    if (order === undefined) throw new RangeError(orderId)
    return order
  }

  measure(measureId: string): Json {
    return this.zones.institution.chain.query('measure/measure', { measureId })
  }

  operate(institution: string, officer: 'operator' | 'gateway', type: string, value: Json): void {
    this.#tick()
    this.zones.act(this.zones.institution, [`${institution}/${officer}`], type, value)
  }

  /** The ledger as the service key of one institution reads and writes it. */
  ledger(institution: string): OrderLedger {
    const { chain } = this.zones.institution
    const signer = this.zones.signer(this.zones.institution, `${institution}/gateway`)
    return {
      inbox: (after, limit) =>
        Promise.resolve(
          chain.query('order/inbox', {
            institution,
            ...(after === undefined ? {} : { after: { client: after.client, orderId: after.orderId } }),
            limit,
          }) as unknown as readonly ReceivedOrder[],
        ),
      order: ({ client, orderId }) => Promise.resolve(orderState.received(chain.store).get(client, orderId)),
      measure: (measureId) =>
        Promise.resolve(
          (chain.query('measure/measure', { measureId }) as unknown as { measure: StandingMeasure } | null)?.measure,
        ),
      isHeld: (assetKey) => Promise.resolve(isHeldBy(chain.query('measure/line', { assetKey }))),
      submit: (messages: readonly Message[]) => {
        this.#tick()
        const { code, codespace } = chain.deliver(messages, [signer])
        const outcome: LedgerOutcome =
          code === 0 ? { kind: 'done' } : { kind: 'refused', reason: `${codespace}/${code}` }
        return Promise.resolve(outcome)
      },
      watch: (changed) => {
        this.#changed.push(changed)
        return Promise.resolve({ stop: () => void this.#changed.splice(this.#changed.indexOf(changed), 1) })
      },
    }
  }

  #act(signers: readonly string[], type: string, value: Json): void {
    this.#tick()
    this.zones.act(this.zones.court, signers, type, value)
  }

  #tick(): void {
    this.zones.clock.nowMs = Math.max(this.zones.clock.nowMs, nowMs())
  }
}

const KINDS: Readonly<Record<string, string>> = {
  QUERY: 'QUERY_NOTICE',
  FREEZE: 'CONTROL_RULING',
  RENEW: 'RENEWAL_RULING',
  RELEASE: 'RELEASE_RULING',
  REDUCE: 'RELEASE_RULING',
  SUSPEND: 'VARIATION_RULING',
  RESUME: 'VARIATION_RULING',
  CONVERT_TO_DISPOSAL: 'DISPOSAL_RULING',
  DEDUCT: 'DISPOSAL_RULING',
  CLOSE_DISPOSAL: 'DISPOSAL_RULING',
}

/** An invented person and an invented court, as the simulator's profiles know them. */
export function requestOf(
  kind: InstitutionKind,
  institutionCode: string,
  requestNo: string,
  item?: ControlItem,
): ControlRequest {
  const base = {
    requestNo,
    institutionKind: kind,
    subjectName: '示例甲',
    idType: 'RESIDENT_ID',
    idNo: '999999199003070012',
    courtName: '示例市示例区人民法院',
    courtId: 'SAMPLE-0703',
    officerName: '示例执行员',
    institutionCode,
    caseNo: CASE_NO,
    officerWorkCard: 'GZ-0001',
    officerDutyCard: 'GW-0001',
    noticeNo: '（2026）粤0703执123号之一协',
  } as const
  return item === undefined
    ? { ...base, nature: 'QUERY' }
    : { ...base, nature: 'CONTROL', rulingNo: '（2026）粤0703执123号之一', items: [item] }
}

/** The account of the sample debtor, as each item about it names it. */
export const BANK_ACCOUNT = {
  seq: 1,
  accountNo: 'SAMPLE-0001',
  currency: 'CNY',
  controlType: 'DEPOSIT',
  content: 'AMOUNT',
} as const

export function bankItem(change: Partial<ControlItem> = {}): ControlItem {
  return {
    ...BANK_ACCOUNT,
    measure: 'FREEZE',
    amountCents: 5_000_000,
    from: TODAY,
    to: '2027-03-30',
    ...change,
  }
}
