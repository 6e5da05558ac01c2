import { encodeCanonical, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { civilDateOf, shiftCivilMonths } from '@xiezhi/contracts/ids'
import type { ControlItem, ControlRequest } from '@xiezhi/control-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { hasOpenssl } from '@xiezhi/institution-adapter'
import {
  amountCommitment,
  annexDigest,
  decodeAnswerAnnex,
  encodeOrderAnnex,
  subjectCommitment,
} from '@xiezhi/institution-service'
import type { OrderAnnex } from '@xiezhi/institution-service'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT } from './testing/alliance.ts'
import { BANK, CHAINS, COURT, startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance } from './testing/enforcement-alliance.ts'
import { ANNEX_IDS, BANK_CODE, CoreProcess, InstitutionDoor } from './testing/institution-door.ts'
import { until } from './testing/until.ts'

const canRun = hasOpenssl()
if (!canRun) console.log('not run: e2e/gateway-orders (openssl is not there)')

const CASE = 'a1'.repeat(16)
const DIGEST = `sha256:${'dd'.repeat(32)}`
const CASE_NO = '（2026）粤0703执123号'
/** Invented, and looked for wherever they must not be. */
const PERSON = { subjectName: '示例甲', idType: 'RESIDENT_ID', idNo: '999999199003070012' } as const
const ACCOUNT = 'SAMPLE-0001'
const CENTS = 5_000_000

let alliance: EnforcementAlliance
let core: CoreProcess
let door: InstitutionDoor
let instruments = 0

const today = (): string => civilDateOf(Date.now())

function requestOf(requestNo: string, item?: Partial<ControlItem>): ControlRequest {
  const base = {
    requestNo,
    institutionKind: 'BANK',
    ...PERSON,
    courtName: '示例市示例区人民法院',
    courtId: 'SAMPLE-0703',
    officerName: '示例执行员',
    institutionCode: BANK_CODE,
    caseNo: CASE_NO,
    officerWorkCard: 'GZ-0001',
    officerDutyCard: 'GW-0001',
    noticeNo: '（2026）粤0703执123号之一协',
  } as const
  if (item === undefined) return { ...base, nature: 'QUERY' }
  const freeze: ControlItem = {
    seq: 1,
    accountNo: ACCOUNT,
    currency: 'CNY',
    controlType: 'DEPOSIT',
    measure: 'FREEZE',
    content: 'AMOUNT',
    amountCents: CENTS,
    from: today(),
    to: shiftCivilMonths(today(), 12),
    ...item,
  }
  return { ...base, nature: 'CONTROL', rulingNo: '（2026）粤0703执123号之一', items: [freeze] }
}

interface Ordered {
  readonly orderId: string
  readonly annex: OrderAnnex
}

/** Signs an instrument with one order; `isKept`: the court's gateway has its annex. */
async function order(
  action: 'QUERY' | 'FREEZE',
  { item, isKept = true }: { readonly item?: Partial<ControlItem>; readonly isKept?: boolean } = {},
): Promise<Ordered> {
  const instrumentId = (++instruments).toString(16).padStart(32, '0')
  const orderId = `${hexEncode(nodeCrypto.sha256(utf8Encode(`xiezhi/order/v1/${instrumentId}`)))}-0`
  const request = requestOf(orderId, action === 'QUERY' ? undefined : { ...item })
  const annex: OrderAnnex = { request, subjectSalt: '5a'.repeat(16), distribution: null }
  const digest = annexDigest(nodeCrypto, encodeOrderAnnex(annex))
  if (isKept) {
    const kept = await door.listener('court').orders.keepOrderAnnexes([{ owner: PERSON.idNo, annex }])
    expect(kept).toEqual([digest])
  }
  const isQuery = action === 'QUERY'
  const value: Json = {
    instrumentId,
    kind: isQuery ? 'QUERY_NOTICE' : 'CONTROL_RULING',
    caseRef: CASE,
    documentDigest: DIGEST,
    emergency: false,
    validFrom: today(),
    validTo: null,
    timeoutSeconds: Math.floor(Date.now() / 1_000) + 3_600,
    deadlineMs: Date.now() + 86_400_000,
    orders: [
      {
        client: CLIENT,
        institution: BANK,
        effect: {
          action,
          asset: isQuery ? null : 'DEPOSIT',
          subject: subjectCommitment(nodeCrypto, request, annex.subjectSalt),
          limitCents: isQuery ? null : (item?.amountCents ?? CENTS),
          currency: 'CNY',
          months: isQuery ? null : 12,
          whole: false,
          measureId: null,
        },
        annexDigest: digest,
        relation: null,
      },
    ],
  }
  await alliance.court.act('order/Issue', value, ...(isQuery ? ['enforcer-1'] : ['judge-1', 'enforcer-1']))
  return { orderId, annex }
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

/** What the court's ledger knows of its order, once it is answered. */
function answered(orderId: string): Promise<NonNullable<Sent['result']>> {
  return until(async () => {
    const found = (await alliance.court.client.query('order/order', { orderId })) as unknown as { order: Sent }
    return found.order.result ?? undefined
  })
}

async function received(orderId: string): Promise<{ state: string; rungs: { rung: string }[] } | null> {
  return (await alliance.institution.client.query('order/received', { client: CLIENT, orderId })) as never
}

/** The opened annex of an answer, as the court's gateway has it. */
async function opened(orderId: string): Promise<ReturnType<typeof decodeAnswerAnnex>> {
  const { orders } = door.listener('court')
  const document = await until(() => orders.received(ANNEX_IDS.institution, orderId))
  return decodeAnswerAnnex(document)
}

async function openCase(): Promise<void> {
  await alliance.court.act(
    'case/OpenCase',
    {
      caseRef: CASE,
      courtCode: '粤0703',
      procedure: 'CIVIL',
      caseNumber: null,
      caseNumberTag: DIGEST,
      filedOn: today(),
      connectedRefs: [],
    },
    'filing-1',
  )
  const claim = { principalCents: 100_000_000_000, general: null, currency: 'CNY' }
  const days = { effectiveOn: shiftCivilMonths(today(), -3), performanceEndsOn: shiftCivilMonths(today(), -2) }
  await alliance.court.act(
    'enforcement/Open',
    { caseRef: CASE, basisDigest: DIGEST, ...days, appliedOn: today(), claim },
    'enforcer-1',
  )
}

describe.skipIf(!canRun)('orders of a court, at a bank over mutual TLS', () => {
  beforeAll(async () => {
    alliance = await startEnforcementAlliance()
    core = new CoreProcess(alliance.folder)
    await core.start()
    door = await InstitutionDoor.open(alliance, core)
    await door.start()
    await alliance.openLink()
    await openCase()
  }, 240_000)
  afterAll(async () => {
    await door.stop()
    await alliance.close()
    await core.stop()
  }, 60_000)

  test('a freeze is booked once, and its answer comes back proved and opened', async () => {
    const { orderId } = await order('FREEZE')
    const result = await answered(orderId)
    expect(result).toMatchObject({ kind: 'FULFILLED', code: null })
    const { answer, amountSalt } = await opened(orderId)
    expect(answer.items).toMatchObject([{ state: 'CONTROLLED', actualControlledCents: CENTS }])
    const found = { unit: 'CENTS', quantity: CENTS, currency: 'CNY' } as const
    expect(result.amount).toBe(amountCommitment(nodeCrypto, found, amountSalt))
    expect(await core.bookings(orderId)).toBe(1)
    const rungs = (await received(orderId))?.rungs.map(({ rung }) => rung)
    expect(rungs).toEqual(['delivered', 'retrieved', 'accepted'])
  }, 120_000)

  test('a query is answered, and what was found is in the annex alone', async () => {
    const { orderId } = await order('QUERY')
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED', amount: null })
    const { answer } = await opened(orderId)
    expect(answer.query?.accounts?.map(({ accountNo }) => accountNo)).toContain(ACCOUNT)
    expect(encodeCanonical((await received(orderId)) as never).length).toBeGreaterThan(0)
    expect([COURT, CHAINS.court]).toHaveLength(2)
  }, 120_000)
})
