import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { civilDateOf, shiftCivilDate } from '@xiezhi/contracts/ids'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Alarm, RouteOutput, Routes } from '@xiezhi/gateway-api'
import { hasOpenssl, HttpsInstitution } from '@xiezhi/institution-adapter'
import { amountCommitment, annexDigest, encodeOrderAnnex } from '@xiezhi/institution-service'
import { bundledLaw, termEnd } from '@xiezhi/law'
import { ANNEX_MEDIA_TYPE, ENVELOPES_PATH } from '@xiezhi/vault'
import type { Vault } from '@xiezhi/vault'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { annexKeys, readCard } from '../apps/gateway/src/annex/annex-keys.ts'
import type { Log } from '../apps/gateway/src/log.ts'
import type { Listener } from '../apps/gateway/src/routes/listener.ts'
import { openVault } from '../apps/gateway/src/vault/open-vault.ts'
import { startOrderClocks } from '../apps/gateway/src/vault/order-clocks.ts'
import { RetentionRun } from '../apps/gateway/src/vault/retention-run.ts'
import { sealEnvelope } from '../packages/vault/src/annex/envelope.ts'
import { CLIENT } from './testing/alliance.ts'
import { BANK, CHAINS, LAND, startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance, Side } from './testing/enforcement-alliance.ts'
import { finished } from './testing/gateway.ts'
import type { SignedIn } from './testing/gateway.ts'
import { ANNEX_IDS, BATCH_KEY, CoreProcess, InstitutionDoor } from './testing/institution-door.ts'
import { ACCOUNT, CASE_NO, CENTS, OrderingCourt, PERSON, requestOf } from './testing/ordering-court.ts'
import { until } from './testing/until.ts'

const canRun = hasOpenssl()
if (!canRun) console.log('not run: e2e/gateway-orders (openssl is not there)')

const FIRST_MS = 180_000

let alliance: EnforcementAlliance
let core: CoreProcess
let door: InstitutionDoor
let court: OrderingCourt

describe.skipIf(!canRun)('orders of a court, at a bank over mutual TLS', () => {
  beforeAll(async () => {
    alliance = await startEnforcementAlliance()
    core = new CoreProcess(alliance.folder)
    await core.start()
    door = await InstitutionDoor.open(alliance, core)
    await door.start()
    await alliance.openLink()
    court = new OrderingCourt(alliance, door)
    await court.openCase()
  }, 240_000)
  afterAll(async () => {
    await door.stop()
    await alliance.close()
    await core.stop()
  }, 60_000)

  test('a freeze is booked once, and its answer comes back proved and opened', async () => {
    const { orderId } = await court.order('FREEZE')
    // The first order waits for the key files that a demonstration makes at its first start.
    const result = await court.answered(orderId, FIRST_MS)
    expect(result).toMatchObject({ kind: 'FULFILLED', code: null })
    const { answer, amountSalt } = await court.opened(orderId)
    expect(answer.items).toMatchObject([{ state: 'CONTROLLED', actualControlledCents: CENTS }])
    const found = { unit: 'CENTS', quantity: CENTS, currency: 'CNY' } as const
    expect(result.amount).toBe(amountCommitment(suite(nodeCrypto, 'intl'), found, amountSalt))
    expect(await core.bookings(orderId)).toBe(1)
    const rungs = (await court.received(orderId))?.rungs.map(({ rung }) => rung)
    expect(rungs).toEqual(['delivered', 'retrieved', 'accepted'])
  }, 240_000)

  test('a query is answered, and what was found is in the annex alone', async () => {
    const { orderId } = await court.order('QUERY')
    expect(await court.answered(orderId)).toMatchObject({ kind: 'FULFILLED', amount: null })
    const { answer } = await court.opened(orderId)
    expect(answer.query?.accounts?.map(({ accountNo }) => accountNo)).toContain(ACCOUNT)
  }, 120_000)

  test('a core system that is killed between its booking and its answer is asked by number: nothing is booked twice', async () => {
    await core.admin('behaviours', { behaviours: [{ name: 'SLOW', times: 1, delayMs: 30_000 }] })
    const { orderId } = await court.order('FREEZE', { item: { accountNo: 'SAMPLE-0002', amountCents: 1_000 } })
    await until(async () => (await core.bookings(orderId)) === 1)
    expect(await stepsOf(orderId)).toEqual(['prepared', 'sent'])
    await core.stop('SIGKILL')
    await door.stop()
    expect((await court.received(orderId))?.state).toBe('ACCEPTED')
    await core.start()
    await door.start()
    expect(await court.answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    expect(await core.bookings(orderId)).toBe(1)
    const steps = await stepsOf(orderId)
    expect(steps.filter((step) => step === 'sent')).toHaveLength(1)
    expect(steps.at(-1)).toBe('answered')
    expect((await court.opened(orderId)).answer.items?.[0]?.actualControlledCents).toBe(1_000)
  }, 240_000)

  test('an annex with another content is not taken: the bank is told, the order stays, the right one is taken behind it', async () => {
    const { orderId, annex } = await court.order('QUERY', { isKept: false })
    await until(async () => ((await expected(orderId)) === 'EXPECTED' ? true : undefined))
    const forged = encodeOrderAnnex({ ...annex, subjectSalt: '6b'.repeat(16) })
    const before = await court.received(orderId)
    expect(await push(orderId, forged)).toEqual([422, 'ANNEX_DIGEST'])
    const operator = await door.signIn('institution', 'bank-operator')
    const alarm = await until(async () => {
      const { items } = await operator.client.call('listAlarms')
      return items.find(({ subject, kind }) => subject === orderId && kind === 'ANNEX_DIGEST')
    })
    expect(alarm).toMatchObject({ source: 'institution', owner: 'INSTITUTION_OPERATOR', state: 'OPEN' })
    expect(await court.received(orderId)).toEqual(before)
    const view = await operator.client.call('getInboxOrder', { params: { client: CLIENT, orderId } })
    expect(view).toMatchObject({ annex: 'WRONG', request: null, state: 'RECEIVED' })

    expect(await push(orderId, encodeOrderAnnex(annex))).toEqual([204, ''])
    expect(await push(orderId, encodeOrderAnnex(annex))).toEqual([409, 'ANNEX_REPLAYED'])
    expect(await court.answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    const { alarms } = await endedAlarms(orderId, 'ANNEX_DIGEST')
    expect(['ANNEX_TAKEN', 'ORDER_ANSWERED']).toContain(alarms[0]?.resolution)
    expect(alarms[0]?.endedAtMs).toBeGreaterThanOrEqual(alarm.raisedAtMs)
  }, 240_000)

  test('an annex that never comes has failed, the ledger says so, and a person may reject; until then it is overdue', async () => {
    const { orderId } = await court.order('QUERY', { isKept: false, waitMs: 5_000 })
    await until(async () => ((await expected(orderId)) === 'EXPECTED' ? true : undefined))
    await database('institution', 'update vault.annex_in set fails_at_ms = 1 where reference = $1', [orderId])
    const rungs = await until(async () => {
      const found = (await court.received(orderId))?.rungs.map(({ rung }) => rung) ?? []
      return found.length > 1 ? found : undefined
    })
    expect(rungs).toEqual(['delivered', 'retrieval-failed'])
    const operator = await door.signIn('institution', 'bank-operator')
    await openAlarm(orderId, 'ORDER_OVERDUE')
    const { id } = await operator.client.call('answerOrder', {
      params: { client: CLIENT, orderId },
      body: { kind: 'REJECTED', code: 'ANNEX_MISSING', rule: null },
    })
    expect(await finished(operator, id)).toMatchObject({ state: 'included' })
    expect(await court.answered(orderId)).toMatchObject({ kind: 'REJECTED', code: 'ANNEX_MISSING' })
    expect((await endedAlarms(orderId, 'ORDER_OVERDUE')).alarms).toMatchObject([
      { resolution: 'ORDER_ANSWERED', state: 'DONE', institution: BANK },
    ])
  }, 240_000)

  test('where no core system is, a person takes on, carries out and answers; nobody sees another institution', async () => {
    const unit = '440703001001GB00001F00010001'
    const item = { realEstateUnit: unit, controlType: 'NON_DEPOSIT', content: 'ACCOUNT' } as const
    const { orderId } = await court.order('FREEZE', { item, institution: LAND })
    const params = { client: CLIENT, orderId }
    const bank = await door.signIn('institution', 'bank-operator')
    await expect(bank.client.call('getInboxOrder', { params })).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' })
    const land = await door.signIn('institution', 'land-operator')
    const view = await until(async () => {
      const found = await land.client.call('getInboxOrder', { params }).catch(() => undefined)
      return found?.annex === 'OPENED' && found
    })
    expect(view).toMatchObject({ state: 'RETRIEVED', isAutomatic: false, adapter: null, mayAccept: true })
    const { courtName } = requestOf(orderId, undefined, LAND)
    expect(view.courtName).toBe(courtName)
    const { items: inbox } = await land.client.call('listInbox')
    expect(inbox.find((row) => row.orderId === orderId)).toMatchObject({ court: view.court, courtName })
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
    expect(await court.answered(orderId)).toMatchObject({ kind: 'FULFILLED' })
    expect((await court.opened(orderId)).answer.items).toMatchObject([{ state: 'CONTROLLED' }])
    const key = `order/received/${CLIENT}/${orderId}`
    await expect(bank.client.call('getRecordProof', { params: { key } })).rejects.toMatchObject({
      code: 'ROLE_MISSING',
    })
    expect(await land.client.call('getRecordProof', { params: { key } })).toMatchObject({ key })
    const { items } = await land.client.call('listMeasures')
    expect(items).toMatchObject([{ orderId, state: 'EFFECTIVE', institution: LAND, rank: 0, courtName }])
    const line = await land.client.call('getAssetLine', { params: { assetKey: items[0]?.assetKey ?? '' } })
    expect(line.rows[0]?.courtName).toBe(courtName)
    expect(line.rows[0]?.history.map(({ kind }) => kind)).toEqual(['REGISTERED', 'PROMOTED'])
    const ofAsset = { params: { assetKey: line.assetKey } }
    expect(await land.client.call('getAssetLinePages', ofAsset)).toEqual({
      assetKey: line.assetKey,
      rows: [],
      next: null,
    })
    for (const name of ['getAssetLine', 'getAssetLinePages'] as const)
      await expect(bank.client.call(name, ofAsset)).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' })
    const grounds = '登记簿记载的权利人不同（虚构）'
    await finished(land, (await land.client.call('objectToOrder', { params, body: { grounds } })).id)
    const objections = await until(async () => {
      const raised = (await land.client.call('listInstitutionObjections', { query: { state: 'OPEN' } })).items
      return raised.length > 0 && raised
    })
    expect(objections).toMatchObject([
      { orderId, courtName, grounds, groundsState: 'held', state: 'OPEN', isOverdue: false },
    ])
    expect(objections[0]?.answerBy).toMatch(/^20\d\d-/)
    expect((await bank.client.call('listInstitutionObjections')).items).toEqual([])
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
    const [difference] = items.filter(({ subject }) => subject === 'BESIDE-1')

    const door3 = new HttpsInstitution(core.door, BATCH_KEY)
    const undone = { measure: 'RELEASE', priorRequestNo: 'BESIDE-1', priorCaseNo: CASE_NO } as const
    await door3.submit(requestOf('BESIDE-2', { accountNo: 'SAMPLE-0010', amountCents: 100, ...undone }, BANK))
    door3.close()
    await database('institution', 'delete from reconciliation_run', [])
    const { alarms, operator: reader } = await endedAlarms('BESIDE-1', 'RECONCILIATION_ORPHAN')
    expect(alarms).toMatchObject([{ id: difference?.id, resolution: 'RECONCILED', endText: { zh: '对账已一致' } }])
    const open = (await reader.client.call('listAlarms')).items
    expect(open.filter(({ kind }) => kind.startsWith('RECONCILIATION'))).toEqual([])
  }, 240_000)

  test('an answer that the core system contradicts is an alarm until it says again what it said first', async () => {
    const { orderId } = await court.order('FREEZE', { item: { accountNo: 'SAMPLE-0003', amountCents: 1_000 } })
    await court.answered(orderId)
    const worker = door.listener('institution').institution?.institutions.of(BANK)
    await core.admin('behaviours', { behaviours: [{ name: 'CONTRADICTORY', times: 1 }] })
    await worker?.confirm([orderId])
    const first = await openAlarm(orderId, 'ANSWER_CONTRADICTS')
    await worker?.confirm([orderId])
    expect((await endedAlarms(orderId, 'ANSWER_CONTRADICTS')).alarms).toMatchObject([
      { id: first.id, resolution: 'ANSWER_AGREES' },
    ])
    const land = await door.signIn('institution', 'land-operator')
    expect((await land.client.call('listEndedAlarms')).items).toEqual([])
  }, 240_000)

  test('what both sides keep of a case that has ended goes when its term is over, with certificates', async () => {
    const ended = 'e1'.repeat(16)
    await court.openCase(ended)
    const first = await court.order('QUERY', { caseRef: ended })
    await court.answered(first.orderId)
    await court.opened(first.orderId)
    const { db } = door.listener('institution')
    const vault = await vaultOf(door.listener('institution'))
    // The annex as it came, what went to the core system and came back, and the answer that was sent.
    expect(await startOrderClocks(db, vault)).toBe(4)
    expect(await startOrderClocks(db, vault)).toBe(0)
    const second = await court.order('QUERY', { caseRef: ended, isKept: false })
    await until(async () => ((await expected(second.orderId)) === 'EXPECTED' ? true : undefined))
    // An order of the case is open again.
    expect(await startOrderClocks(db, vault)).toBe(0)
    expect(await datedFields('institution')).toBe(0)
    expect(await push(second.orderId, encodeOrderAnnex(second.annex))).toEqual([204, ''])
    await court.answered(second.orderId)
    await court.opened(second.orderId)
    await until(async () => ((await startOrderClocks(db, vault)) === 8 ? true : undefined))
    await court.closeCase(ended)
    const today = civilDateOf(Date.now())
    const lastDay = termEnd(bundledLaw, 'PX-X-53.annex', today)
    await until(async () => ((await closedOn('court', ended)) ? true : undefined))

    expect(await runDay('institution', lastDay)).toEqual([])
    expect(await runDay('court', lastDay)).toEqual([])
    const operator = await door.signIn('institution', 'bank-operator')
    const shown = () => operator.client.call('getInboxOrder', { params: { client: CLIENT, orderId: first.orderId } })
    expect((await shown()).request).not.toBeNull()
    expect((await court.opened(first.orderId)).answer.query?.accounts).not.toEqual([])

    const after = shiftCivilDate(lastDay, 1)
    expect(await runDay('institution', after)).toEqual([{ event: 'DUE_DELETED', fields: 8, persons: 4, packages: 0 }])
    // Both answers; the annex of the first order lies with the person's other ones.
    expect(await runDay('court', after)).toEqual([{ event: 'DUE_DELETED', fields: 3, persons: 2, packages: 0 }])
    expect(await shown()).toMatchObject({ request: null, state: 'FULFILLED' })
    expect(await door.listener('court').orders.received(ANNEX_IDS.institution, first.orderId)).toBeUndefined()
    for (const side of ['court', 'institution'] as const) {
      const left = await database(
        side,
        "select 1 from vault.field f where f.record like '%' || $1 || '%' or f.record like '%' || $2 || '%'",
        [first.orderId, second.orderId],
      )
      expect(left).toEqual([])
      const keys = await database(
        side,
        'select 1 from vault.annex_in a join vault.subject_key k on k.subject = a.subject where a.reference = any($1)',
        [[first.orderId, second.orderId]],
      )
      expect(keys).toEqual([])
    }
    expect(await stepsOf(first.orderId)).toEqual([])
    const certificates = vault.erasures().map(({ statement }) => statement)
    expect(certificates).toHaveLength(4)
    for (const one of certificates) expect(one).toMatchObject({ reason: 'PURPOSE_MET', legalBasis: 'PIPL_47' })
    // The freeze of the other case stands: what belongs to it stays.
    expect(await datedFields('institution')).toBe(0)
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

async function openAlarm(subject: string, kind: string): Promise<Alarm> {
  const operator = await door.signIn('institution', 'bank-operator')
  return until(async () => {
    const { items } = await operator.client.call('listAlarms')
    return items.find((one) => one.subject === subject && one.kind === kind)
  })
}

async function endedAlarms(
  subject: string,
  kind: string,
): Promise<{ alarms: RouteOutput<Routes['listEndedAlarms']>['items']; operator: SignedIn }> {
  const operator = await door.signIn('institution', 'bank-operator')
  const alarms = await until(async () => {
    const { items } = await operator.client.call('listEndedAlarms')
    const found = items.filter((one) => one.subject === subject && one.kind === kind)
    return found.length > 0 && found
  })
  const { items } = await operator.client.call('listAlarms')
  expect(items.filter((one) => one.subject === subject && one.kind === kind)).toEqual([])
  return { alarms, operator }
}

async function vaultOf(listener: Listener): Promise<Vault> {
  return (await openVault(listener.config, listener.db, listener.clock)).vault
}

/** As the gateway does on a day of its ledger; gives what its log says. */
async function runDay(side: Side, day: string): Promise<readonly Parameters<Log>[0][]> {
  const listener = door.listener(side)
  const logs: Parameters<Log>[0][] = []
  const clock = { today: () => Promise.resolve(day) }
  const run = new RetentionRun({ ...listener, clock, vault: await vaultOf(listener), log: (entry) => logs.push(entry) })
  await run.runOnce()
  return logs
}

async function datedFields(side: Side): Promise<number> {
  return (await database(side, 'select 1 from vault.field where delete_on is not null', [])).length
}

async function closedOn(side: Side, caseRef: string): Promise<boolean> {
  const rows = await database(side, "select 1 from projection.enforcement where case_ref = $1 and state = 'CLOSED'", [
    caseRef,
  ])
  return rows.length > 0
}

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
    digest: annexDigest(suite(nodeCrypto, 'intl'), document),
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
