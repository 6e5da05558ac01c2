import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeCanonical, hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { civilDateOf, shiftCivilMonths } from '@xiezhi/contracts/ids'
import type { ControlItem, ControlRequest } from '@xiezhi/control-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { hasOpenssl, HttpsInstitution } from '@xiezhi/institution-adapter'
import {
  amountCommitment,
  annexDigest,
  decodeAnswerAnnex,
  encodeOrderAnnex,
  subjectCommitment,
} from '@xiezhi/institution-service'
import type { OrderAnnex } from '@xiezhi/institution-service'
import { ANNEX_MEDIA_TYPE, ENVELOPES_PATH } from '@xiezhi/vault'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { annexKeys, readCard } from '../apps/gateway/src/annex/annex-keys.ts'
import { sealEnvelope } from '../packages/vault/src/annex/envelope.ts'
import { CLIENT } from './testing/alliance.ts'
import { BANK, CHAINS, LAND, startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance, Side } from './testing/enforcement-alliance.ts'
import { finished } from './testing/gateway.ts'
import { ANNEX_IDS, BANK_CODE, BATCH_KEY, CoreProcess, InstitutionDoor } from './testing/institution-door.ts'
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

function requestOf(requestNo: string, item: Partial<ControlItem> | undefined, institution: string): ControlRequest {
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

interface Ordered {
  readonly orderId: string
  readonly annex: OrderAnnex
}

interface OrderOptions {
  readonly item?: Partial<ControlItem>
  readonly isKept?: boolean
  readonly institution?: string
}

/** Signs an instrument with one order; `isKept`: the court's gateway has its annex. */
async function order(
  action: 'QUERY' | 'FREEZE',
  { item, isKept = true, institution = BANK }: OrderOptions = {},
): Promise<Ordered> {
  const instrumentId = (++instruments).toString(16).padStart(32, '0')
  const orderId = `${hexEncode(nodeCrypto.sha256(utf8Encode(`xiezhi/order/v1/${instrumentId}`)))}-0`
  const request = requestOf(orderId, action === 'QUERY' ? undefined : { ...item }, institution)
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
        institution,
        effect: {
          action,
          asset: isQuery ? null : institution === BANK ? 'DEPOSIT' : 'REAL_ESTATE',
          subject: subjectCommitment(nodeCrypto, request, annex.subjectSalt),
          limitCents: isQuery ? null : (item?.amountCents ?? CENTS),
          currency: 'CNY',
          months: isQuery ? null : 12,
          whole: institution !== BANK,
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
  }, 120_000)

  test('a core system that is killed between its booking and its answer is asked by number: nothing is booked twice', async () => {
    await core.admin('behaviours', { behaviours: [{ name: 'SLOW', times: 1, delayMs: 30_000 }] })
    const { orderId } = await order('FREEZE', { item: { accountNo: 'SAMPLE-0002', amountCents: 1_000 } })
    await until(async () => (await core.bookings(orderId)) === 1)
    expect(await stepsOf(orderId)).toEqual(['prepared', 'sent'])
    await core.stop('SIGKILL')
    await door.stop()
    expect((await received(orderId))?.state).toBe('ACCEPTED')
    await core.start()
    await door.start()
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    expect(await core.bookings(orderId)).toBe(1)
    const steps = await stepsOf(orderId)
    expect(steps.filter((step) => step === 'sent')).toHaveLength(1)
    expect(steps.at(-1)).toBe('answered')
    expect((await opened(orderId)).answer.items?.[0]?.actualControlledCents).toBe(1_000)
  }, 240_000)

  test('an annex with another content is not taken: the bank is told, the order stays, the right one is taken behind it', async () => {
    const { orderId, annex } = await order('QUERY', { isKept: false })
    await until(async () => ((await expected(orderId)) === 'EXPECTED' ? true : undefined))
    const forged = encodeOrderAnnex({ ...annex, subjectSalt: '6b'.repeat(16) })
    const before = await received(orderId)
    expect(await push(orderId, forged)).toEqual([422, 'ANNEX_DIGEST'])
    const operator = await door.signIn('institution', 'bank-operator')
    const alarm = await until(async () => {
      const { items } = await operator.client.call('listAlarms')
      return items.find(({ subject, kind }) => subject === orderId && kind === 'ANNEX_DIGEST')
    })
    expect(alarm).toMatchObject({ source: 'institution', owner: 'INSTITUTION_OPERATOR', state: 'OPEN' })
    expect(await received(orderId)).toEqual(before)
    const view = await operator.client.call('getInboxOrder', { params: { client: CLIENT, orderId } })
    expect(view).toMatchObject({ annex: 'WRONG', request: null, state: 'RECEIVED' })

    expect(await push(orderId, encodeOrderAnnex(annex))).toEqual([204, ''])
    expect(await push(orderId, encodeOrderAnnex(annex))).toEqual([409, 'ANNEX_REPLAYED'])
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
  }, 240_000)

  test('an annex that never comes has failed, the ledger says so, and a person may reject', async () => {
    const { orderId } = await order('QUERY', { isKept: false })
    await until(async () => ((await expected(orderId)) === 'EXPECTED' ? true : undefined))
    await database('institution', 'update vault.annex_in set fails_at_ms = 1 where reference = $1', [orderId])
    const rungs = await until(async () => {
      const found = (await received(orderId))?.rungs.map(({ rung }) => rung) ?? []
      return found.length > 1 ? found : undefined
    })
    expect(rungs).toEqual(['delivered', 'retrieval-failed'])
    const operator = await door.signIn('institution', 'bank-operator')
    const { id } = await operator.client.call('answerOrder', {
      params: { client: CLIENT, orderId },
      body: { kind: 'REJECTED', code: 'ANNEX_MISSING', rule: null },
    })
    expect(await finished(operator, id)).toMatchObject({ state: 'included' })
    expect(await answered(orderId)).toMatchObject({ kind: 'REJECTED', code: 'ANNEX_MISSING' })
  }, 240_000)

  test('where no core system is, a person takes on, carries out and answers; nobody sees another institution', async () => {
    const unit = '440703001001GB00001F00010001'
    const item = { realEstateUnit: unit, controlType: 'NON_DEPOSIT', content: 'ACCOUNT' } as const
    const { orderId } = await order('FREEZE', { item, institution: LAND })
    const params = { client: CLIENT, orderId }
    const bank = await door.signIn('institution', 'bank-operator')
    await expect(bank.client.call('getInboxOrder', { params })).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' })
    const land = await door.signIn('institution', 'land-operator')
    const view = await until(async () => {
      const found = await land.client.call('getInboxOrder', { params }).catch(() => undefined)
      return found?.annex === 'OPENED' && found
    })
    expect(view).toMatchObject({ state: 'RETRIEVED', isAutomatic: false, adapter: null, mayAccept: true })
    const shown = view.request?.items.flatMap(({ fields }) => fields.map(({ value }) => value))
    expect(shown).toContain(unit)
    await finished(land, (await land.client.call('acceptOrder', { params })).id)
    await until(async () => {
      const now = await land.client.call('getInboxOrder', { params })
      return now.state === 'ACCEPTED' ? now : undefined
    })
    const wrongNumber = registered('440703001001GB00001F00010002')
    await expect(land.client.call('answerOrder', { params, body: wrongNumber })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
    const { id } = await land.client.call('answerOrder', { params, body: registered(unit) })
    expect(await finished(land, id)).toMatchObject({ state: 'included' })
    expect(await answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    expect((await opened(orderId)).answer.items).toMatchObject([{ state: 'CONTROLLED' }])
    const { items } = await land.client.call('listMeasures')
    expect(items).toMatchObject([{ orderId, state: 'EFFECTIVE', institution: LAND, rank: 0 }])
    const line = await land.client.call('getAssetLine', { params: { assetKey: items[0]?.assetKey ?? '' } })
    expect(line.rows[0]?.history.map(({ kind }) => kind)).toEqual(['REGISTERED', 'PROMOTED'])
    await expect(bank.client.call('getAssetLine', { params: { assetKey: line.assetKey } })).rejects.toMatchObject({
      code: 'SUBJECT_UNKNOWN',
    })
  }, 240_000)

  test('the day has its comparison; what the core system has and the ledger has not is an alarm', async () => {
    const operator = await door.signIn('institution', 'bank-operator')
    const runs = await until(async () => {
      const { items } = await operator.client.call('listReconciliations')
      return items.length > 0 ? items : undefined
    })
    expect(runs).toMatchObject([{ institution: BANK, findings: [] }])
    const door2 = new HttpsInstitution(core.door, BATCH_KEY)
    await door2.submit(requestOf('BESIDE-1', { accountNo: 'SAMPLE-0010', amountCents: 100 }, BANK))
    door2.close()
    await database('institution', 'delete from reconciliation_run', [])
    const again = await until(async () => {
      const { items } = await operator.client.call('listReconciliations')
      return items.length > 0 ? items : undefined
    })
    expect(again[0]?.findings).toMatchObject([{ code: 'RECONCILIATION_ORPHAN', orders: 1 }])
    const { items } = await operator.client.call('listAlarms')
    expect(items.filter(({ kind }) => kind.startsWith('RECONCILIATION')).map(({ subject }) => subject)).toEqual([
      'BESIDE-1',
    ])
  }, 240_000)

  test('no account, name or number is in a log, a database file or a ledger’s store', async () => {
    await door.stop()
    const words = [PERSON.subjectName, PERSON.idNo, ACCOUNT, 'SAMPLE-0002', '440703001001GB00001F00010001']
    for (const word of words) expect(door.logs.filter((line) => line.includes(word))).toEqual([])
    const own = ['court', 'institution', 'gateway'].flatMap((name) => filesBelow(join(alliance.folder, name)))
    expect(own.length).toBeGreaterThan(50)
    for (const file of own) {
      const bytes = readFileSync(file)
      for (const word of words) if (bytes.includes(word)) throw new Error(`${word} in ${file}`)
    }
  }, 120_000)
})

function registered(number: string): {
  kind: 'REGISTERED'
  number: string
  registeredAtMs: number
  amountCents: null
  shortfall: null
} {
  const registeredAtMs = Math.floor(Date.now() / 1_000) * 1_000
  return { kind: 'REGISTERED', number, registeredAtMs, amountCents: null, shortfall: null }
}

async function stepsOf(orderId: string): Promise<string[]> {
  const rows = await database('institution', 'select state from adapter_journal where request_no = $1 order by id', [
    orderId,
  ])
  return rows.map(({ state }) => String(state))
}

async function expected(orderId: string): Promise<unknown> {
  const rows = await database('institution', 'select state from vault.annex_in where reference = $1', [orderId])
  return rows[0]?.['state']
}

/** Pushes a document as the court's gateway would, with the court's own keys. */
async function push(orderId: string, document: Json): Promise<readonly [number, string]> {
  const folder = join(alliance.folder, 'gateway')
  const { signer } = annexKeys(join(folder, 'court'))
  const recipient = readCard(join(folder, 'institution', 'annex-card.json'), ANNEX_IDS.institution)
  if (recipient === undefined) throw new Error('no card')
  const content = encodeCanonical(document)
  const envelope = sealEnvelope({
    sender: { id: ANNEX_IDS.court, signer },
    recipient,
    about: {
      chainId: CHAINS.court,
      packet: `${CLIENT}/${orderId}`,
      reference: orderId,
      purpose: 'ORDER_REQUEST',
    },
    digest: annexDigest(nodeCrypto, document),
    content,
    createdAtMs: Date.now(),
  })
  const answer = await fetch(`${door.listener('institution').config.publicUrl}${ENVELOPES_PATH}`, {
    method: 'POST',
    headers: { 'content-type': ANNEX_MEDIA_TYPE },
    body: new Uint8Array(envelope),
  })
  const text = await answer.text()
  return [answer.status, text === '' ? '' : (JSON.parse(text) as { code: string }).code]
}

async function database(side: Side, text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const { postgres } = door.config
  const port = postgres.kind === 'embedded' ? postgres.port : 0
  const password = readFileSync(join(alliance.folder, 'gateway', side, 'database.password'), 'utf8').trim()
  const name = `xiezhi_${side}`
  const client = new pg.Client({ host: '127.0.0.1', port, user: name, password, database: name })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end()
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })
}
