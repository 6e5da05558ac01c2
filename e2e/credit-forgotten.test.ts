import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { base64Decode } from '@xiezhi/codec'
import { formatDigest } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { OwnCertificateFile, OwnCertificateView } from '@xiezhi/gateway-api'
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
import { codeOf, DEBTOR, done } from './testing/enforcement-desk.ts'
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

const digestOf = (algorithm: 'sm3', bytes: Uint8Array): string =>
  formatDigest({ algorithm, bytes: nodeCrypto[algorithm](bytes) })

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

/** What the person fetches, once the own page says so. */
async function certified(is: (shown: OwnCertificateView) => boolean): Promise<OwnCertificateFile> {
  await until(async () => (await desk.party.client.call('listOwnCertificates')).items.some(is))
  return desk.party.client.call('makeOwnCertificate', { params: { entryId } })
}

/** Anybody who holds the file, or the code, learns that it is genuine and nothing else; the paper says what it must. */
async function checked({ digest: printed, verificationCode, pdfBase64 }: OwnCertificateFile): Promise<void> {
  const pdf = Buffer.from(pdfBase64, 'base64')
  expect(digestOf('sm3', pdf)).toBe(printed)
  const anybody = desk.stranger.plain
  const deposits = await anybody.call('checkDeposit', { body: { digests: [printed] } })
  expect(deposits).toMatchObject({ result: 'MATCH_ANCHORED', checks: [{ kind: 'CERTIFICATE', digest: printed }] })
  const byCode = await anybody.call('checkDocument', { body: { verificationCode } })
  expect(byCode).toMatchObject({ code: { isKnown: true, digest: printed }, instruments: [] })
  const changed = Buffer.concat([pdf, Buffer.from(' ')])
  const forged = await anybody.call('checkDeposit', { body: { digests: [digestOf('sm3', changed)] } })
  expect(forged).toMatchObject({ result: 'NO_ANCHOR', checks: [] })
  for (const said of [deposits, byCode])
    for (const text of [DEBTOR.name, entryId, stand.indexKey, stand.subject])
      expect(JSON.stringify(said)).not.toContain(text)
  const file = join(server.folder, 'certificate.pdf')
  writeFileSync(file, pdf)
  if (process.env['XIEZHI_KEEP_CERTIFICATE'] !== undefined) writeFileSync(process.env['XIEZHI_KEEP_CERTIFICATE'], pdf)
  const { status, stdout } = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  if (status !== 0) console.log('not read back: the certificate (pdftotext is not installed)')
  else
    for (const text of [
      DEBTOR.name,
      '****0012',
      KNOWN.decision,
      '已履行完毕',
      SUBSCRIBER,
      TOKEN_ONLY,
      '确认已删除',
      verificationCode,
    ])
      expect(stdout.replace(/\s/g, '')).toContain(text)
  rmSync(file)
}

/** What anybody is told of a certificate by its file, whose digest its code gives too, and which deposit has replaced its own. */
async function resultsOf({
  documentId,
  digest: printed,
  verificationCode,
}: OwnCertificateFile): Promise<(string | null)[]> {
  const anybody = desk.stranger.plain
  const { result, checks } = await anybody.call('checkDeposit', { body: { digests: [printed] } })
  expect(checks.map(({ depositId }) => depositId)).toEqual([documentId])
  const { code } = await anybody.call('checkDocument', { body: { verificationCode } })
  expect(code?.digest).toBe(printed)
  const { deposit } = (await desk.desk.alliance.court.client.query('deposit/deposit', { depositId: documentId })) as {
    readonly deposit: { readonly supersededBy: string | null }
  }
  return [result, deposit.supersededBy]
}

test('paid, deleted and confirmed everywhere, the person cannot be found again', async () => {
  const { enforcer, door } = desk.desk
  for (const subscriber of [SUBSCRIBER, TOKEN_ONLY]) await desk.confirm(subscriber, entryId, false)
  const body = { event: 'PERFORMED', on: today, documentDigest: digest('9e') } as const
  await done(enforcer, enforcer.client.call('recordEntryEvent', { params: { entryId }, body }))
  const vault = await vaultOf(door, 'court')
  await desk.confirm(TOKEN_ONLY, entryId, true)
  const early = await certified(({ receipts }) => receipts.some(({ confirmedAtMs }) => confirmedAtMs !== null))
  expect(early.isFinal).toBe(false)
  // Nothing has changed: the same paper, and its deposit stands.
  const sameAgain = await desk.party.client.call('makeOwnCertificate', { params: { entryId } })
  expect([sameAgain.documentId, sameAgain.digest]).toEqual([early.documentId, early.digest])
  expect(await resultsOf(early)).toEqual(['MATCH_ANCHORED', null])
  await desk.confirm(SUBSCRIBER, entryId, true)
  const waiting = await until(async () => {
    const { items } = await desk.party.client.call('listOwnCertificates')
    return items[0]?.isFinal === true && items[0]
  })
  expect(waiting).toMatchObject({ entryId, list: 'DISHONEST', endedOn: today })
  expect(await vault.ownerOf(CREDIT_ENTRIES, entryId)).toBeDefined()
  const call = { params: { entryId } }
  expect((await desk.stranger.client.call('listOwnCertificates')).items).toEqual([])
  expect(await codeOf(desk.stranger.client.call('makeOwnCertificate', call))).toBe('SUBJECT_UNKNOWN')
  expect(await codeOf(enforcer.plain.call('makeOwnCertificate', call))).toBe('ROLE_MISSING')
  const certificate = await certified(({ isFinal }) => isFinal)
  expect(certificate.digest).not.toBe(early.digest)
  await checked(certificate)
  expect(await resultsOf(certificate)).toEqual(['MATCH_ANCHORED', null])
  expect(await resultsOf(early)).toEqual(['SUPERSEDED', certificate.documentId])
  await until(async () => (await vault.ownerOf(CREDIT_ENTRIES, entryId)) === undefined)
  await desk.party.plain.call('logout')

  const { db, config, clock } = runningOf(door, 'court')
  const logs: ScannedFile = { path: 'logs', bytes: Buffer.from(door.logs.join('\n')) }
  const kept: ScannedFile = { path: 'backup', bytes: readFileSync(backup) }
  const searched = [...filesOnDisk(), ...(await rowsOf(db)), logs, kept]
  for (const text of Object.values(KNOWN)) expect(found(searched, tracesOf(text))).toEqual([])

  // Who holds the court's key of the index could make this key again, of a person whose number is known. The case of
  // enforcement names its debtor by the same key for as long as its own papers are kept.
  expect(await placesOf(stand.indexKey)).toEqual(['table public.enforcement_party'])
  // The vault keeps, of a text that it erased, by which commitment it was known.
  expect(await placesOf(stand.subject)).toEqual(['table vault.text'])
  expect(await desk.desk.alliance.court.client.query('listing/check', { indexKey: stand.indexKey })).toEqual([])
  expect(await db.selectFrom('credit_last_view').selectAll().execute()).toEqual([])
  expect(await placesOf(entryId)).not.toContain('table public.credit_certificate')

  expect((await vault.texts(PERSON_ANNEX, [stand.subject])).get(stand.subject)?.state).not.toBe('HELD')
  const { options } = vaultOptions(config, db, clock)
  const restored = await Vault.restore({ ...options, db: await server.database() }, backup, today)
  expect((await restored.texts(PERSON_ANNEX, [stand.subject])).get(stand.subject)?.state).not.toBe('HELD')
  expect(await restored.ownerOf(CREDIT_ENTRIES, entryId)).toBeUndefined()
  console.log(
    [
      `searched: ${searched.length} files, tables and logs; state of both ledgers`,
      'name, number, duty, decision number: in none of them, plain, coded or hashed',
      'key of the index and commitment: in no state; in the blocks, for who holds the key of the index',
      'document of the person: opens neither in the vault nor in a backup that is older than the deletion',
    ].join('\n'),
  )
}, 120_000)
