import { hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { civilDateOf, shiftCivilMonths } from '@xiezhi/contracts/ids'
import type { ControlItem, ControlRequest } from '@xiezhi/control-interface'
import type { Suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { annexDigest, decodeAnswerAnnex, encodeOrderAnnex, subjectCommitment } from '@xiezhi/institution-service'
import type { OrderAnnex } from '@xiezhi/institution-service'
import { expect } from 'vitest'
import { openVault } from '../../apps/gateway/src/vault/open-vault.ts'
import { DEBTORS } from '../../apps/gateway/src/vault/private-texts.ts'
import { CLIENT } from './alliance.ts'
import { BANK } from './enforcement-alliance.ts'
import type { EnforcementAlliance } from './enforcement-alliance.ts'
import { ANNEX_IDS, BANK_CODE } from './institution-door.ts'
import type { InstitutionDoor } from './institution-door.ts'
import { until, untilFound } from './until.ts'

const CASE = 'a1'.repeat(16)
const DIGEST = `sha256:${'dd'.repeat(32)}`
export const CASE_NO = '（2026）粤0703执123号'
/** Invented, and looked for wherever they must not be. */
export const PERSON = { subjectName: '示例甲', idType: 'RESIDENT_ID', idNo: '999999199003070012' } as const
export const ACCOUNT = 'SAMPLE-0001'
export const CENTS = 5_000_000

const today = (): string => civilDateOf(Date.now())

export function requestOf(
  requestNo: string,
  item: Partial<ControlItem> | undefined,
  institution: string,
): ControlRequest {
  const base = {
    requestNo,
    institutionKind: institution === BANK ? 'BANK' : 'LAND',
    ...PERSON,
    courtName: '示例市示例区人民法院',
    courtId: 'SAMPLE-0703',
    officerName: '示例执行员',
    institutionCode: institution === BANK ? BANK_CODE : 'SAMPLELAND',
    caseNo: CASE_NO,
    officerWorkCard: 'GZ-0001',
    officerDutyCard: 'GW-0001',
    noticeNo: '（2026）粤0703执123号之一协',
  } as const
  if (item === undefined) return { ...base, nature: 'QUERY' }
  const term = { seq: 1, measure: 'FREEZE', from: today(), to: shiftCivilMonths(today(), 12) } as const
  const account = { accountNo: ACCOUNT, currency: 'CNY', amountCents: CENTS }
  const freeze: ControlItem = {
    ...term,
    ...(institution === BANK ? account : {}),
    controlType: 'DEPOSIT',
    content: 'AMOUNT',
    ...item,
  }
  return { ...base, nature: 'CONTROL', rulingNo: '（2026）粤0703执123号之一', items: [freeze] }
}

function effectOf(
  action: 'QUERY' | 'FREEZE',
  institution: string,
  subject: string,
  item: Partial<ControlItem> | undefined,
): Json {
  const common = { action, subject, currency: 'CNY', whole: institution !== BANK, measureId: null }
  if (action === 'QUERY') return { ...common, asset: null, limitCents: null, months: null }
  const asset = institution === BANK ? 'DEPOSIT' : 'REAL_ESTATE'
  return { ...common, asset, limitCents: item?.amountCents ?? CENTS, months: 12 }
}

interface Ordered {
  readonly orderId: string
  readonly annex: OrderAnnex
}

interface OrderOptions {
  readonly item?: Partial<ControlItem>
  readonly isKept?: boolean
  readonly institution?: string
  readonly caseRef?: string
  /** Of an order that was signed before the court's zone had its suite. */
  readonly algorithms?: Suite
  /** Until the deadline. */
  readonly waitMs?: number
}

interface Sent {
  readonly state: string
  readonly result: {
    readonly kind: string
    readonly code: string | null
    readonly amount: string | null
    readonly annexDigest: string | null
  } | null
}

/** An invented court that orders, and looks for its answers. */
export class OrderingCourt {
  readonly alliance: EnforcementAlliance
  readonly door: InstitutionDoor
  #instruments = 0

  constructor(alliance: EnforcementAlliance, door: InstitutionDoor) {
    this.alliance = alliance
    this.door = door
  }

  /** Signs an instrument with one order; `isKept`: the court's gateway has its annex. */
  async order(
    action: 'QUERY' | 'FREEZE',
    {
      item,
      isKept = true,
      institution = BANK,
      caseRef = CASE,
      waitMs = 86_400_000,
      algorithms: earlier,
    }: OrderOptions = {},
  ): Promise<Ordered> {
    const instrumentId = (++this.#instruments).toString(16).padStart(32, '0')
    const orderId = `${hexEncode(nodeCrypto.sha256(utf8Encode(`xiezhi/order/v1/${instrumentId}`)))}-0`
    const request = requestOf(orderId, action === 'QUERY' ? undefined : { ...item }, institution)
    const annex: OrderAnnex = { request, subjectSalt: '5a'.repeat(16), distribution: null }
    const { orders } = this.door.listener('court')
    const algorithms = earlier ?? orders.algorithms
    const digest = annexDigest(algorithms, encodeOrderAnnex(annex))
    if (isKept) {
      if (earlier !== undefined) await this.#keepEarlier(digest, encodeOrderAnnex(annex))
      else expect(await orders.keepOrderAnnexes([{ owner: PERSON.idNo, annex }])).toEqual([digest])
    }
    const isQuery = action === 'QUERY'
    const value: Json = {
      instrumentId,
      kind: isQuery ? 'QUERY_NOTICE' : 'CONTROL_RULING',
      caseRef,
      documentDigest: DIGEST,
      emergency: false,
      validFrom: today(),
      validTo: null,
      timeoutSeconds: Math.floor(Date.now() / 1_000) + 3_600,
      deadlineMs: Date.now() + waitMs,
      orders: [
        {
          client: CLIENT,
          institution,
          effect: effectOf(action, institution, subjectCommitment(algorithms, request, annex.subjectSalt), item),
          annexDigest: digest,
          relation: null,
        },
      ],
    }
    await this.alliance.court.act('order/Issue', value, ...(isQuery ? ['enforcer-1'] : ['judge-1', 'enforcer-1']))
    return { orderId, annex }
  }

  async #keepEarlier(commitment: string, value: Json): Promise<void> {
    const { config, db, clock } = this.door.listener('court')
    const { vault } = await openVault(config, db, clock)
    const text = {
      owner: PERSON.idNo,
      commitment,
      name: 'orderAnnex',
      value,
      salt: 'A'.repeat(22),
      clock: 'annex',
    } as const
    await vault.keepTexts(DEBTORS, [text])
  }

  /** What the court's ledger knows of its order, once it is answered. */
  answered(orderId: string, waitMs?: number): Promise<NonNullable<Sent['result']>> {
    return untilFound(
      async () => (await this.alliance.court.client.query('order/order', { orderId })) as unknown as { order: Sent },
      ({ order }) => order.result ?? undefined,
      waitMs,
    )
  }

  async received(
    orderId: string,
  ): Promise<{ state: string; annexDigest: string | null; rungs: { rung: string }[] } | null> {
    return (await this.alliance.institution.client.query('order/received', { client: CLIENT, orderId })) as never
  }

  /** The opened annex of an answer, as the court's gateway has it. */
  async opened(orderId: string): Promise<ReturnType<typeof decodeAnswerAnnex>> {
    const { orders } = this.door.listener('court')
    const document = await until(() => orders.received(ANNEX_IDS.institution, orderId))
    return decodeAnswerAnnex(document)
  }

  async openCase(caseRef = CASE): Promise<void> {
    await this.alliance.court.act(
      'case/OpenCase',
      {
        caseRef,
        courtCode: '粤0703',
        procedure: 'CIVIL',
        caseNumber: null,
        caseNumberTag: `sha256:${caseRef}${caseRef}`,
        filedOn: today(),
        connectedRefs: [],
      },
      'filing-1',
    )
    const claim = { principalCents: 100_000_000_000, general: null, currency: 'CNY' }
    const days = { effectiveOn: shiftCivilMonths(today(), -3), performanceEndsOn: shiftCivilMonths(today(), -2) }
    await this.alliance.court.act(
      'enforcement/Open',
      { caseRef, basisDigest: DIGEST, ...days, appliedOn: today(), claim },
      'enforcer-1',
    )
  }

  /** Everything has been performed. */
  async closeCase(caseRef: string): Promise<void> {
    const performed = { caseRef, on: today(), documentDigest: DIGEST }
    await this.alliance.court.act('enforcement/RecordPerformance', performed, 'enforcer-1')
    await this.alliance.court.act('enforcement/Close', { caseRef }, 'enforcer-1')
  }
}
