import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { base64Decode } from '@xiezhi/codec'
import { Vault } from '@xiezhi/vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesBelow, found, tracesOf } from '../apps/cli/src/scan/traces.ts'
import type { ScannedFile } from '../apps/cli/src/scan/traces.ts'
import { CREDIT_ENTRIES, PERSON_ANNEX } from '../apps/gateway/src/credit/store.ts'
import { vaultOptions } from '../apps/gateway/src/vault/open-vault.ts'
import { rpcCall } from '../packages/host/src/comet/testing/rpc-call.ts'
import { TestServer } from '../packages/vault/src/testing/vault-fixture.ts'
import { CreditDesk, PUBLISHED, SUBSCRIBER, TOKEN_ONLY } from './testing/credit-desk.ts'
import { rowsOf } from './testing/database-dump.ts'
import { DEBTOR, done } from './testing/enforcement-desk.ts'
import { PARTIES, runningOf, vaultOf } from './testing/gateway.ts'
import { digest, today } from './testing/lawyer-case.ts'
import { until } from './testing/until.ts'

const START_MS = 240_000
/** Areas of a ledger's state; each key begins with one. */
const AREAS = [
  'agreement',
  'authority',
  'case',
  'client',
  'deposit',
  'enforcement',
  'governance',
  'kernel',
  'lawyer',
].concat(['listing', 'measure', 'order', 'packet', 'personal', 'query', 'registry'])
/** What a person is found by: who has only this, and no key of the court, has nothing else. */
const KNOWN = { name: DEBTOR.name, number: DEBTOR.idNo, duty: PUBLISHED.duty, decision: '（2026）京0105执失1号' }

let desk: CreditDesk
let server: TestServer
let entryId: string
let backup: string
/** What stood in place of the person while the entry stood. */
let stand: { readonly indexKey: string; readonly subject: string }

beforeAll(async () => {
  desk = await CreditDesk.open()
  await desk.begin()
  server = await TestServer.start()
}, START_MS)
afterAll(async () => {
  await server.stop()
  await desk.close()
}, 60_000)

/** Every key and value of a ledger's state now: one entry for each. */
async function stateOf(side: 'court' | 'institution'): Promise<ScannedFile[]> {
  const url = desk.desk.alliance[side]?.url
  if (url === undefined) throw new RangeError(side)
  const port = Number(new URL(url).port)
  const all: ScannedFile[] = []
  for (const area of AREAS) {
    for (let after: string | null | undefined = ''; after !== null && after !== undefined;) {
      const page = (await rpcCall(port, 'state_page', { prefix: `${area}/`, ...(after === '' ? {} : { after }) })) as {
        readonly entries: readonly { readonly key: string; readonly value: string }[]
        readonly next?: string | null
      }
      for (const { key, value } of page.entries)
        all.push({ path: key, bytes: Buffer.concat([Buffer.from(key, 'latin1'), base64Decode(value)]) })
      after = page.next
    }
  }
  return all
}

/** Where a text stands in the state of both ledgers and in the court's database, by area and by table. */
async function placesOf(text: string): Promise<readonly string[]> {
  const { db } = runningOf(desk.desk.door, 'court')
  const traces = tracesOf(text)
  const states = await Promise.all((['court', 'institution'] as const).map(stateOf))
  const inState = states.flatMap((files) => files.filter((file) => found([file], traces).length > 0))
  const areas = inState.map(({ path }) => `state ${path.split('/').slice(0, 2).join('/')}`)
  const tables = (await rowsOf(db))
    .filter((file) => found([file], traces).length > 0)
    .map(({ path }) => `table ${path}`)
  return [...new Set([...areas, ...tables])].sort()
}

/** Files as they lie on disk: stores with all blocks, the server's data with its log, keys and lists of the gateways. */
function filesOnDisk(): ScannedFile[] {
  // Whoever signs in at a demonstration stands in the file of its persons, invented and on purpose.
  return filesBelow(desk.desk.alliance.folder, (path) => path === 'persons.json')
}

test('while the entry stands, the same search finds it', async () => {
  const { judge, door } = desk.desk
  entryId = await desk.listed(judge.client.call('proposeListing', await desk.listing()))
  const { personIndex } = runningOf(door, 'court')
  const { entry } = (await desk.desk.alliance.court.client.query('listing/entry', { entryId })) as {
    readonly entry: { readonly indexKey: string; readonly subject: string }
  }
  stand = { indexKey: entry.indexKey, subject: entry.subject }
  expect(stand.indexKey).toBe(await personIndex.keyOf(PARTIES['party-1']))
  const places = await placesOf(stand.indexKey)
  for (const place of ['state listing/index', 'state listing/entry', 'table projection.credit_entry'])
    expect(places).toContain(place)
  const vault = await vaultOf(door, 'court')
  expect((await vault.texts(PERSON_ANNEX, [stand.subject])).get(stand.subject)?.state).toBe('HELD')
  backup = join(server.folder, 'court.backup')
  await vault.backup(backup)
  const planted = { path: 'planted', bytes: Buffer.from(`…${KNOWN.number}…`) }
  const traced = found([...filesOnDisk(), planted], tracesOf(KNOWN.number))
  expect(traced.filter((one) => !one.endsWith(' in planted'))).toEqual([])
  expect(traced).toContain('utf8 in planted')
}, 120_000)

test('paid, deleted and confirmed everywhere, the person cannot be found again', async () => {
  const { enforcer, door } = desk.desk
  for (const subscriber of [SUBSCRIBER, TOKEN_ONLY]) await desk.confirm(subscriber, entryId, false)
  const body = { event: 'PERFORMED', on: today, documentDigest: digest('9e') } as const
  await done(enforcer, enforcer.client.call('recordEntryEvent', { params: { entryId }, body }))
  for (const subscriber of [TOKEN_ONLY, SUBSCRIBER]) await desk.confirm(subscriber, entryId, true)
  const vault = await vaultOf(door, 'court')
  await until(async () => (await vault.ownerOf(CREDIT_ENTRIES, entryId)) === undefined)
  await desk.party.plain.call('logout')

  const { db, config, clock } = runningOf(door, 'court')
  const logs: ScannedFile = { path: 'logs', bytes: Buffer.from(door.logs.join('\n')) }
  const kept: ScannedFile = { path: 'backup', bytes: readFileSync(backup) }
  const searched = [...filesOnDisk(), ...(await rowsOf(db)), logs, kept]
  for (const text of Object.values(KNOWN)) expect(found(searched, tracesOf(text))).toEqual([])

  // Who holds the court's key of the index could make this key again, of a person whose number is known. The case of
  // enforcement names its debtor by the same key for as long as its own papers are kept.
  expect(await placesOf(stand.indexKey)).toEqual([
    'state authority/proposal',
    'table projection.proposal',
    'table public.enforcement_party',
  ])
  // The vault keeps, of a text that it erased, by which commitment it was known.
  expect(await placesOf(stand.subject)).toEqual([
    'state authority/proposal',
    'table projection.proposal',
    'table vault.text',
  ])
  expect(await desk.desk.alliance.court.client.query('listing/check', { indexKey: stand.indexKey })).toEqual([])

  expect((await vault.texts(PERSON_ANNEX, [stand.subject])).get(stand.subject)?.state).not.toBe('HELD')
  const { options } = vaultOptions(config, db, clock)
  const restored = await Vault.restore({ ...options, db: await server.database() }, backup, today)
  expect((await restored.texts(PERSON_ANNEX, [stand.subject])).get(stand.subject)?.state).not.toBe('HELD')
  expect(await restored.ownerOf(CREDIT_ENTRIES, entryId)).toBeUndefined()
  console.log(
    [
      `searched: ${searched.length} files, tables and logs; state of both ledgers`,
      'name, number, duty, decision number: in none of them, plain, coded or hashed',
      'key of the index and commitment: in the proposal that two persons signed, and in the blocks; for who holds the key of the index',
      'document of the person: opens neither in the vault nor in a backup that is older than the deletion',
    ].join('\n'),
  )
}, 120_000)
