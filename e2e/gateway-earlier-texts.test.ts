import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { bundledLaw } from '@xiezhi/law'
import { PostgresServer } from '@xiezhi/postgres'
import { queryCommitment } from '@xiezhi/sdk'
import { authorityKeys, KeyFolder, Vault } from '@xiezhi/vault'
import type { VaultDatabase } from '@xiezhi/vault'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { rowsOf } from './testing/database-dump.ts'
import { found, tracesOf } from '../apps/cli/src/scan/traces.ts'
import { keyedDigest, requestDigest } from '../apps/gateway/src/outbox/request-digest.ts'
import { ACCOUNTS, ASKED, PERSONS } from '../apps/gateway/src/vault/private-texts.ts'
import { openDatabase } from '../apps/gateway/src/db/database.ts'
import type { Database } from '../apps/gateway/src/db/database.ts'
import { migrate } from '../apps/gateway/src/db/migrate.ts'
import { moveReasonsIntoVault } from '../apps/gateway/src/db/reasons-into-vault.ts'
import { moveTextsIntoVault } from '../apps/gateway/src/db/texts-into-vault.ts'

const SUPERUSER = 'test'
const TODAY = '2026-03-02'
const NOW_MS = 1_772_413_200_000
const KEY = 'key-of-tests'
/** Invented persons. */
const LICENCE = '11101201010123456'
const LAWYER_ID = 'c1'.repeat(16)
const OBJECTION_ID = 'd2'.repeat(16)
const LOST_ID = 'e3'.repeat(16)
const TEXTS = [
  { kind: 'formerStaff', subject: '300017', salt: '1a'.repeat(16), value: '迁移甲（虚构）' },
  { kind: 'grounds', subject: OBJECTION_ID, salt: '2b'.repeat(16), value: '迁移理由（虚构）' },
  { kind: 'name', subject: LAWYER_ID, salt: '3c'.repeat(16), value: '迁移乙（虚构）' },
  { kind: 'name', subject: LOST_ID, salt: '4d'.repeat(16), value: '迁移丙（虚构）' },
] as const
const OPENING = {
  salt: '5e'.repeat(16),
  organisation: 'court-0105',
  officer: 'clerk-1',
  caseRef: 'f4'.repeat(16),
  licenceNo: LICENCE,
  asOf: TODAY,
  purpose: 'AGENT_VERIFICATION',
  legalBasis: 'PIPL_13_3',
}
const REQUEST = { body: { name: TEXTS[0].value, serial: '300017' } }
const SECRETS = [...TEXTS.flatMap(({ salt, value }) => [salt, value]), OPENING.salt, '会话人（虚构）']

/** As gateways before this one made it. */
const digestOf = ({ salt, kind, value }: (typeof TEXTS)[number]): string =>
  `sha256:${hexEncode(nodeCrypto.sha256(new TextEncoder().encode(JSON.stringify([salt, kind, value]))))}`

let folder: string
let server: PostgresServer
let db: Database
let pool: pg.Pool
let vault: Vault
let databases = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xzm-'))
  chmodSync(folder, 0o711)
  server = await PostgresServer.start({
    folder: join(folder, 'pg'),
    superuser: SUPERUSER,
    listen: { kind: 'socket' },
  })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  const name = `old${++databases}`
  await asSuperuser('postgres', `create database ${name}`)
  ;({ db, pool } = openDatabase(`postgresql://${SUPERUSER}@/${name}?host=${encodeURIComponent(join(folder, 'pg'))}`))
  await migrate(pool)
  const keys = new KeyFolder(join(folder, name, 'keys'))
  keys.add()
  vault = await Vault.open(
    {
      db: db as unknown as Kysely<VaultDatabase>,
      suiteId: 'intl',
      keys: authorityKeys('intl', keys.keys()),
      authority: { id: 'court-0105', signer: nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7)) },
      erasureList: join(folder, name, 'erasures.jsonl'),
      law: bundledLaw,
      now: () => NOW_MS,
    },
    TODAY,
  )
  await fillAsBefore()
})
afterEach(async () => {
  await db.destroy()
})

async function asSuperuser(database: string, text: string): Promise<void> {
  const client = new pg.Client({ host: join(folder, 'pg'), user: SUPERUSER, database })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

/** Rows as gateways before this one wrote them. */
async function fillAsBefore(): Promise<void> {
  for (const { kind, subject, salt, value } of TEXTS)
    await sql`insert into private_text values (${kind}, ${subject}, ${salt}, ${value}, ${NOW_MS})`.execute(db)
  await sql`insert into query_opening values (${queryCommitment(nodeCrypto, OPENING)}, ${JSON.stringify(OPENING)}, ${NOW_MS})`.execute(
    db,
  )
  await sql`insert into session values ('\\x01', ${JSON.stringify({ id: 'x', name: '会话人（虚构）' })}, '{}', 1, 1, 1)`.execute(
    db,
  )
  const row = { lawyerId: LAWYER_ID, licenceNo: LICENCE }
  await outboxRow('importLawyers', [
    { type: 'authority/Propose', value: { type: 'lawyer/ImportLawyers', value: { rows: [row] } } },
  ])
  await outboxRow('raiseObjection', [
    { type: 'lawyer/RaiseObjection', value: { objectionId: OBJECTION_ID, licenceNo: LICENCE } },
  ])
  await outboxRow('registerFormerStaff', [{ type: 'case/RegisterFormerStaff', value: { serial: '300017' } }])
}

async function outboxRow(act: string, messages: readonly object[]): Promise<void> {
  const earlier = createHash('sha256')
    .update(Buffer.from(JSON.stringify([act, REQUEST])))
    .digest()
  await sql`insert into outbox (id, act, state, is_final, person, organisation, officer, subject_kind, subject_id,
    idempotency_key, request_digest, plan, steps, created_at_ms, updated_at_ms)
    values (${act}, ${act}, 'included', true, 'p', 'o', 'f', 'k', 's', ${`key-${act}`}, ${earlier},
      ${JSON.stringify({ messages })}, '[]', 1, 1)`.execute(db)
}

const tables = async (): Promise<string[]> => (await rowsOf(db)).map(({ path }) => path)

async function expectMoved(): Promise<void> {
  for (const text of TEXTS) {
    const kept = (await vault.texts(text.kind, [digestOf(text)])).get(digestOf(text))
    expect(kept).toEqual({ state: 'HELD', value: text.value, salt: text.salt })
  }
  const commitment = queryCommitment(nodeCrypto, OPENING)
  expect((await vault.texts('queryOpening', [commitment])).get(commitment)).toMatchObject({ value: OPENING })
  const dump = await rowsOf(db)
  for (const secret of SECRETS) expect(found(dump, tracesOf(secret))).toEqual([])
  expect(await tables()).not.toEqual(expect.arrayContaining(['public.private_text']))
  expect(await tables()).not.toEqual(expect.arrayContaining(['public.query_opening']))
}

test('what lay in plain columns is in the vault, by person, and the columns are gone', async () => {
  const before = await rowsOf(db)
  for (const secret of SECRETS) expect(found(before, tracesOf(secret)).length).toBeGreaterThan(0)
  await moveTextsIntoVault(db, vault, KEY)
  await expectMoved()
  // Objection and name are of one person; who cannot be told from the acts has a subject all the same.
  expect(await vault.ownerOf(PERSONS, LICENCE.slice(11))).toBeDefined()
  expect(await vault.ownerOf(PERSONS, '300017')).toBeDefined()
  expect(await vault.ownerOf(PERSONS, LOST_ID)).toBeDefined()
  expect(await vault.ownerOf(PERSONS, LAWYER_ID)).toBeUndefined()
  expect(await vault.ownerOf(PERSONS, OBJECTION_ID)).toBeUndefined()
  expect(await vault.ownerOf(ASKED, LICENCE.slice(11))).toBeDefined()
})

test('an erasure reaches what was moved', async () => {
  await moveTextsIntoVault(db, vault, KEY)
  const subject = (await vault.ownerOf(PERSONS, LICENCE.slice(11))) ?? ''
  await vault.erase({ subject, reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL_47' })
  for (const text of TEXTS) {
    const isErased = text.subject === OBJECTION_ID || text.subject === LAWYER_ID
    const kept = (await vault.texts(text.kind, [digestOf(text)])).get(digestOf(text))
    expect([text.kind, kept?.state]).toEqual([text.kind, isErased ? 'ERASED' : 'HELD'])
  }
})

test('a repeated request is still known, by a keyed digest', async () => {
  const { rows: earlier } = await sql<{
    request_digest: Buffer
  }>`select request_digest from outbox order by id`.execute(db)
  await moveTextsIntoVault(db, vault, KEY)
  const { rows } = await sql<{ request_digest: Buffer }>`select request_digest from outbox order by id`.execute(db)
  expect(rows).toHaveLength(3)
  expect(rows.map(({ request_digest }) => request_digest)).toEqual(
    earlier.map(({ request_digest }) => keyedDigest(KEY, request_digest)),
  )
  expect(rows[2]?.request_digest).toEqual(requestDigest(KEY, 'registerFormerStaff', REQUEST))
  expect(requestDigest(`${KEY}2`, 'registerFormerStaff', REQUEST)).not.toEqual(rows[2]?.request_digest)
})

test('done again, by whomever at the same time, it changes nothing', async () => {
  await Promise.all([1, 2, 3].map(() => moveTextsIntoVault(db, vault, KEY)))
  await expectMoved()
  const after = await rowsOf(db)
  await moveTextsIntoVault(db, vault, KEY)
  await migrate(pool)
  expect(await rowsOf(db)).toEqual(after)
})

test('killed in the middle, everything is as it was, and the next start does it', async () => {
  const before = await rowsOf(db)
  await sql`create function slow() returns trigger language plpgsql as $$ begin
    if new.name = 'name' then perform pg_sleep(60); end if; return new; end $$`.execute(db)
  await sql`create trigger slow before insert on vault.field for each row execute function slow()`.execute(db)
  const moving = moveTextsIntoVault(db, vault, KEY)
  const ended = expect(moving).rejects.toThrow()
  let killed = 0
  for (let tries = 0; killed === 0 && tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const { rows } = await sql<{ ended: boolean }>`select pg_terminate_backend(pid) as ended from pg_stat_activity
      where wait_event = 'PgSleep' and datname = current_database()`.execute(db)
    killed = rows.filter(({ ended: isEnded }) => isEnded).length
  }
  expect(killed).toBe(1)
  await ended
  await sql`drop trigger slow on vault.field`.execute(db)
  await sql`drop function slow()`.execute(db)
  expect(await rowsOf(db)).toEqual(before)
  await moveTextsIntoVault(db, vault, KEY)
  await expectMoved()
})

test('a database without such rows is left with the new tables only', async () => {
  await sql`delete from private_text`.execute(db)
  await sql`delete from query_opening`.execute(db)
  await moveTextsIntoVault(db, vault, KEY)
  expect(await tables()).not.toEqual(expect.arrayContaining(['public.private_text']))
  const { rows } = await sql`select 1 from vault.subject`.execute(db)
  expect(rows).toEqual([])
})

test('reasons for unlocking accounts move too, once, and their column goes', async () => {
  const reason = '迁移解锁理由（虚构）'
  const lock = async (id: string, person: string, why: string | null): Promise<void> => {
    const by = why === null ? null : 'auditor-1'
    await sql`insert into account_lock (lock_id, person, kind, parameter, allowed, counted, from_ms, locked_at_ms,
      due_at_ms, package, package_digest, package_rows, proposed_by, proposed_role, proposed_at_ms, reason)
      values (${id}, ${person}, 'VOLUME', 'p', 1, 2, 1, 2, 3, '\\x00', 'd', 1, ${by}, ${by && 'AUDITOR'},
        ${by === null ? null : 4}, ${why})`.execute(db)
  }
  await lock('one', 'clerk-1', reason)
  await lock('other', 'clerk-2', null)
  await moveTextsIntoVault(db, vault, KEY)
  for (let again = 0; again < 2; again++) await moveReasonsIntoVault(db, vault)
  const { rows } = await sql<{ lock_id: string; reason_commitment: string | null }>`
    select lock_id, reason_commitment from account_lock order by lock_id`.execute(db)
  const [commitment = null, none] = rows.map((row) => row.reason_commitment)
  expect(none).toBeNull()
  const kept = await vault.texts('unlockReason', [commitment ?? ''])
  expect(kept.get(commitment ?? '')).toMatchObject({ state: 'HELD', value: reason })
  expect(await vault.ownerOf(ACCOUNTS, 'clerk-1')).toMatch(/^[0-9a-f]{32}$/)
  expect(await vault.ownerOf(ACCOUNTS, 'clerk-2')).toBeUndefined()
  expect(found(await rowsOf(db), tracesOf(reason))).toEqual([])
  // A proposal without a reason is refused by the table, as before.
  const bare = sql`update account_lock set proposed_by = 'x', proposed_role = 'AUDITOR' where lock_id = 'other'`
  await expect(bare.execute(db)).rejects.toMatchObject({ code: '23514' })
})
