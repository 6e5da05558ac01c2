import { join } from 'node:path'
import type { Answer, ControlRequest } from '@xiezhi/control-interface'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { HttpsInstitution } from '@xiezhi/institution-adapter'
import { decodeOrderAnnex } from '@xiezhi/institution-service'
import { bundledLaw } from '@xiezhi/law'
import { authorityKeys, KeyFolder, Vault } from '@xiezhi/vault'
import type { VaultDatabase } from '@xiezhi/vault'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { randomId } from '../apps/gateway/src/acts/random-id.ts'
import { openDatabase } from '../apps/gateway/src/db/database.ts'
import type { Database } from '../apps/gateway/src/db/database.ts'
import { migrate } from '../apps/gateway/src/db/migrate.ts'
import { secretIn } from '../apps/gateway/src/db/provision.ts'
import { propertyIn } from '../apps/gateway/src/enforcement/found-property.ts'
import type { Answered } from '../apps/gateway/src/enforcement/found-property.ts'
import { orderOf } from '../apps/gateway/src/enforcement/order-requests.ts'
import type { Standing, Wanted } from '../apps/gateway/src/enforcement/order-requests.ts'
import { earlierKeyOf, tagOf } from '../apps/gateway/src/enforcement/property-key.ts'
import { EnforcementStore } from '../apps/gateway/src/enforcement/store.ts'
import type { Property } from '../apps/gateway/src/enforcement/store.ts'
import { Projection } from '../apps/gateway/src/projection/projection.ts'
import { noServer, TestDatabase } from '../apps/gateway/src/testing/test-database.ts'
import { PrivateTexts } from '../apps/gateway/src/vault/private-texts.ts'
import { cannotRun, doorOf, startSimulator } from '../packages/institution-service/src/testing/simulator.ts'
import type { Simulator } from '../packages/institution-service/src/testing/simulator.ts'
import { CASE_NO, nowMs, requestOf, TODAY } from '../packages/institution-service/src/testing/two-zones.ts'

const why = cannotRun ?? noServer('found property at a bank')
if (why !== undefined) console.log(`not run: e2e/gateway-found-property (${why})`)

const COURT = 'SAMPLE-0703'
const BANK_CODE = 'SAMPLEBANK'
const channel = (organisation: string, code: string, kind: 'BANK' | 'PAYMENT') =>
  ({ organisation, code, kind, zh: '示例机构（虚构）', en: 'Sample institution' }) as const
/** One bank with a nationwide and a local channel, and two payment institutions. */
const INSTITUTIONS = [
  channel('bank', BANK_CODE, 'BANK'),
  channel('bank-local', BANK_CODE, 'BANK'),
  channel('pay-a', 'SAMPLEPAY-A', 'PAYMENT'),
  channel('pay-b', 'SAMPLEPAY-B', 'PAYMENT'),
]
/** The sample debtor of the simulator; invented. */
const FIELDS = { name: '示例甲', formerNames: [], idNo: '999999199003070012', caseNumber: null }
const DEBTOR = { debtorId: 'd0'.repeat(16), kind: 'NATURAL', idType: 'RESIDENT_ID', fields: FIELDS } as const

describe.skipIf(why !== undefined)('property that institutions tell of', () => {
  let server: TestDatabase
  let db: Database
  let store: EnforcementStore
  let bank: Simulator
  let door: HttpsInstitution
  let caseId: string

  beforeAll(async () => {
    server = await TestDatabase.start()
    const opened = openDatabase(server.url, 4)
    db = opened.db
    await migrate(opened.pool)
    await new Projection(opened.pool, 'zone-x').open()
    const keys = new KeyFolder(join(server.folder, 'keys'))
    keys.add()
    const vault = await Vault.open(
      {
        db: db as unknown as Kysely<VaultDatabase>,
        suiteId: 'intl',
        keys: authorityKeys('intl', keys.keys()),
        authority: { id: 'court', signer: nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7)) },
        erasureList: join(server.folder, 'erasures.jsonl'),
        law: bundledLaw,
        now: nowMs,
      },
      TODAY,
    )
    const config = { folder: server.folder, orders: { institutions: INSTITUTIONS } }
    const listener = { db, texts: new PrivateTexts(vault), clock: { nowMs }, config }
    store = new EnforcementStore(listener as unknown as ConstructorParameters<typeof EnforcementStore>[0])
    bank = await startSimulator('bank')
    door = doorOf(bank.tls)
  }, 180_000)
  afterAll(async () => {
    door.close()
    await bank.stop()
    await db.destroy()
    await server.stop()
  })
  beforeEach(async () => {
    caseId = randomId()
    await store.keepDebtors(caseId, [DEBTOR])
  })

  async function submitted(request: ControlRequest): Promise<Answer> {
    const submission = await door.submit(request)
    if (submission.kind !== 'answered') throw new Error('no answer')
    return submission.answer
  }

  /** What the bank tells of the debtor, through whichever channel. */
  const told = async (): Promise<Answered[]> =>
    propertyIn(await submitted(requestOf('BANK', BANK_CODE, `${randomId()}-0`)))

  async function keep(
    institution: string,
    found: readonly Answered[],
  ): Promise<{ propertyId: string; isNew: boolean }[]> {
    const debtor = await store.debtor(caseId, DEBTOR.debtorId)
    return store.keepProperty(caseId, debtor, found, { institution, source: 'ANSWER', orderId: null })
  }

  /** An order about property of the case, as a signed instrument sends it. */
  async function order(
    { propertyId, fields, institution }: Property,
    change: Partial<Wanted['effect']>,
    standing: Standing | null = null,
  ): Promise<{ orderId: string; request: ControlRequest; answer: Answer }> {
    const to = INSTITUTIONS.find(({ organisation }) => organisation === institution)
    if (to === undefined || fields === null) throw new Error('no such property')
    const effect = { asset: 'DEPOSIT', limitCents: null, currency: 'CNY', months: null, whole: false, measureId: null }
    const wanted = {
      institution: to,
      debtor: await store.debtor(caseId, DEBTOR.debtorId),
      property: { propertyId, fields },
      effect: { ...effect, ...change } as Wanted['effect'],
      standing,
    }
    const header = {
      instrumentId: randomId(),
      courtName: '示例市示例区人民法院',
      courtId: COURT,
      caseNo: CASE_NO,
      noticeNo: `${CASE_NO}之一协`,
      rulingNo: `${CASE_NO}之一`,
      officer: { name: '示例执行员', workCard: 'GZ-0001', dutyCard: 'GW-0001', contact: null },
      today: TODAY,
      account: { name: '示例执行款专户', bank: '示例银行示例支行', bankNo: '000000000000', number: 'SAMPLE-COURT-1' },
      algorithms: suite(nodeCrypto, 'intl'),
    }
    const { orderId, annex } = orderOf(header, wanted, 0)
    const { request } = decodeOrderAnnex(annex)
    if (request === null) throw new Error('no request')
    return { orderId, request, answer: await submitted(request) }
  }

  test('two sub-accounts are two, and the second is frozen, deducted from and released by itself', async () => {
    await keep('bank', await told())
    const parts = (await store.property(caseId)).filter(({ fields }) => fields?.number === 'SAMPLE-0005')
    expect(parts.map(({ fields }) => [fields?.subAccount, fields?.balanceCents])).toEqual([
      ['01', 2_000_000],
      ['02', 7_000_000],
    ])
    const [, second] = parts
    if (second === undefined) throw new Error('no second sub-account')
    const frozen = await order(second, { action: 'FREEZE', limitCents: 5_000_000, months: 12 })
    expect(frozen.request.items).toMatchObject([{ accountNo: 'SAMPLE-0005', subAccount: '02' }])
    expect(frozen.answer.items).toMatchObject([{ state: 'CONTROLLED', actualControlledCents: 5_000_000 }])
    const lines = (await told()).filter(({ fields }) => fields.number === 'SAMPLE-0005')
    expect(lines.map(({ fields }) => [fields.subAccount, fields.earlierMeasures.length])).toEqual([
      ['01', 0],
      ['02', 1],
    ])
    const standing = { orderId: frozen.orderId, limitCents: 5_000_000, to: null, isWaiting: false }
    const deducted = await order(second, { action: 'DEDUCT', limitCents: 1_000_000 }, standing)
    expect(deducted.request.items).toMatchObject([{ accountNo: 'SAMPLE-0005', subAccount: '02' }])
    const released = await order(second, { action: 'RELEASE' }, standing)
    expect(released.request.items).toMatchObject([{ accountNo: 'SAMPLE-0005', subAccount: '02' }])
    await keep('bank', await told())
    const after = (await store.property(caseId)).filter(({ fields }) => fields?.number === 'SAMPLE-0005')
    expect(after.map(({ propertyId }) => propertyId)).toEqual(parts.map(({ propertyId }) => propertyId))
    expect(after.map(({ fields }) => [fields?.balanceCents, fields?.earlierMeasures.length])).toEqual([
      [2_000_000, 0],
      [6_000_000, 0],
    ])
  })

  test('an account that two channels of one bank tell of is one', async () => {
    const first = await keep('bank', await told())
    expect(first.every(({ isNew }) => isNew)).toBe(true)
    const again = await keep('bank-local', await told())
    expect(again).toEqual(first.map(({ propertyId }) => ({ propertyId, isNew: false })))
    expect(await store.property(caseId)).toHaveLength(first.length)
  })

  const phone = (change: Partial<Answered['fields']> = {}): Answered[] =>
    propertyIn({
      query: {
        outcome: 'FOUND',
        accounts: [
          {
            accountNo: '19900000000',
            kind: '1',
            currency: 'CNY',
            balanceCents: 100,
            availableCents: 100,
            openedOn: '2015-06-01',
            state: 'NORMAL',
          },
        ],
      },
    }).map(({ asset, fields }) => ({ asset, fields: { ...fields, ...change } }))

  test('accounts of one number at two payment institutions are two, each with its own institution', async () => {
    await keep('pay-a', phone({ balanceCents: 300 }))
    await keep('pay-b', phone({ balanceCents: 500 }))
    const found = await store.property(caseId)
    expect(found.map(({ institution, fields }) => [institution, fields?.balanceCents])).toEqual([
      ['pay-a', 300],
      ['pay-b', 500],
    ])
  })

  test('one account in two currencies is two', async () => {
    await keep('bank', [...phone(), ...phone({ currency: 'USD' })])
    expect((await store.property(caseId)).map(({ fields }) => fields?.currency)).toEqual(['CNY', 'USD'])
  })

  test('a row of an earlier version is the account of its institution and currency, and is not found a second time', async () => {
    const [kept] = await keep('pay-a', phone())
    const [one] = phone()
    if (kept === undefined || one === undefined) throw new Error('nothing kept')
    const earlier = tagOf(secretIn(join(server.folder, 'property.key')), caseId, earlierKeyOf(one))
    await db.updateTable('enforcement_property').set({ number_tag: earlier }).where('case_ref', '=', caseId).execute()
    expect(await keep('pay-b', phone())).toMatchObject([{ isNew: true }])
    expect(await keep('pay-a', phone({ currency: 'USD' }))).toMatchObject([{ isNew: true }])
    expect(await keep('pay-a', phone({ balanceCents: 700 }))).toEqual([{ propertyId: kept.propertyId, isNew: false }])
    const rows = await store.property(caseId)
    expect(rows.map(({ institution, fields }) => [institution, fields?.currency, fields?.balanceCents])).toEqual([
      ['pay-a', 'CNY', 700],
      ['pay-b', 'CNY', 100],
      ['pay-a', 'USD', 100],
    ])
  })

  test('no column of the table holds a number of an account', async () => {
    await keep('bank', await told())
    const rows = await db.selectFrom('enforcement_property').selectAll().where('case_ref', '=', caseId).execute()
    expect(rows.length).toBeGreaterThan(1)
    expect(JSON.stringify(rows)).not.toContain('SAMPLE-0')
  })
})
