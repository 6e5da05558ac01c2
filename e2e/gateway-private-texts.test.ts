import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { parseCertificate, verifyCertificate } from '@xiezhi/vault'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { erasePerson } from '../apps/gateway/src/vault/erase-person.ts'
import { eraseByOperator } from '../apps/gateway/src/vault/erase-command.ts'
import { startAlliance } from './testing/alliance.ts'
import type { Alliance } from './testing/alliance.ts'
import { rowsOf } from './testing/database-dump.ts'
import { finished, runningOf, startTestGateway, vaultOf } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'
import { CASE_REF, digest, enterLawyerAndCase, FIRM, LICENCE, today } from './testing/lawyer-case.ts'
import { filesBelow, found, tracesOf } from '../apps/cli/src/scan/traces.ts'
import { until } from './testing/until.ts'

/** Invented, of no person, and nowhere else. */
const CANARIES = {
  importedName: '金丝雀戊己庚辛',
  formerStaffName: '金丝雀壬癸子丑',
  grounds: 'canary-grounds-40917 登记与处罚决定不符',
} as const
/** How the sessions of these tests name their persons. */
const SIGNED_IN_NAME = 'lawyer-2（虚构）'
const OTHER_LICENCE = '11101201510222221'
const FORMER_STAFF_SERIAL = '300017'
const ORDER = { reason: 'SUBJECT_REQUEST', legalBasis: 'PIPL_47' } as const

let alliance: Alliance
let door: TestGateway
let lawyer: SignedIn
let bureau: SignedIn
let clerk: SignedIn

const done = async (who: SignedIn, row: { readonly id: string }): Promise<void> => {
  expect((await finished(who, row.id)).refusal).toBeNull()
}

beforeAll(async () => {
  alliance = await startAlliance()
  await enterLawyerAndCase(alliance)
  door = await startTestGateway(alliance, LICENCE)
  await signIn()
  await until(async () => ((await bureau.client.call('listLawyers')).items.length > 0 ? true : undefined))
  await plant()
}, 240_000)
afterAll(async () => {
  await door.close()
  await alliance.close()
}, 60_000)

async function signIn(): Promise<void> {
  lawyer = await door.signIn('justice', 'lawyer-2')
  bureau = await door.signIn('justice', 'bureau-1')
  clerk = await door.signIn('court', 'clerk-1')
}

/** The acts that take a text of a person, with the canaries in them. */
async function plant(): Promise<void> {
  const [one, other] = [await door.signIn('justice', 'department-1'), await door.signIn('justice', 'department-2')]
  const csv = `licenceNo,firmUscc,from,firstPracticeDate,name\n${OTHER_LICENCE},${FIRM},2015-02-01,2015-02-01,${CANARIES.importedName}`
  const imported = await one.client.call('importLawyers', { body: { csv, instrumentDigest: digest('0b') } })
  await done(one, imported)
  await done(
    other,
    await until(async () => {
      try {
        return await other.client.call('approveImport', { params: { id: imported.id } })
      } catch {
        return undefined
      }
    }),
  )
  await done(lawyer, await lawyer.client.call('raiseObjection', { body: { grounds: CANARIES.grounds } }))
  await done(
    clerk,
    await clerk.client.call('verifyLawyer', { params: { caseId: CASE_REF }, body: { licence: LICENCE } }),
  )
  const personnel = await door.signIn('court', 'personnel-1')
  await done(
    personnel,
    await personnel.client.call('registerFormerStaff', {
      body: {
        name: CANARIES.formerStaffName,
        serial: FORMER_STAFF_SERIAL,
        role: 'JUDGE',
        courtsServed: ['110105'],
        leftOn: today,
        leaveKind: 'RESIGNED',
        senior: false,
        firmInFormerArea: false,
      },
    }),
  )
}

const importedLawyer = () =>
  until(async () => (await bureau.client.call('listLawyers', { query: { query: OTHER_LICENCE } })).items[0])
const ownObjection = () => until(async () => (await lawyer.client.call('listMyObjections')).items[0])
const formerStaff = async () => {
  const personnel = await door.signIn('court', 'personnel-1')
  return until(async () => (await personnel.client.call('listFormerStaff')).items[0])
}

/** Every salt that the vaults hold, by way of the ledgers' own commitments. */
async function salts(): Promise<string[]> {
  const [court, justice] = [await vaultOf(door, 'court'), await vaultOf(door, 'justice')]
  const { rows: asked } = await sql<{ commitment: string }>`
    select record ->> 'commitment' as commitment from projection.inquiry`.execute(runningOf(door, 'justice').db)
  const openings = await court.texts(
    'queryOpening',
    asked.map(({ commitment }) => commitment),
  )
  const { groundsDigest } = await ownObjection()
  const grounds = await justice.texts('grounds', [groundsDigest])
  return [...openings.values(), ...grounds.values()].flatMap((kept) => {
    if (kept.state !== 'HELD') throw new RangeError(kept.state)
    const { value, salt } = kept
    return typeof value === 'object' && value !== null ? [salt, (value as { salt: string }).salt] : [salt]
  })
}

describe('names, grounds and salts', () => {
  test('are shown where they were shown before', async () => {
    expect(await importedLawyer()).toMatchObject({ name: CANARIES.importedName, nameState: 'held' })
    expect(await ownObjection()).toMatchObject({ grounds: CANARIES.grounds, groundsState: 'held' })
    expect(await formerStaff()).toMatchObject({ name: CANARIES.formerStaffName, nameState: 'held' })
    const { items } = await bureau.client.call('listLawyers', { query: { query: LICENCE } })
    expect(items).toMatchObject([{ name: null, nameState: 'none' }])
    expect((await bureau.client.call('getSession')).person?.name).toBe('bureau-1（虚构）')
  })

  test('are in no row of any table, in no form', async () => {
    const secrets = [...Object.values(CANARIES), SIGNED_IN_NAME, ...(await salts())]
    expect(secrets).toHaveLength(7)
    for (const authority of ['court', 'justice'] as const) {
      const dump = await rowsOf(runningOf(door, authority).db)
      expect(dump.length).toBeGreaterThan(10)
      for (const secret of secrets) expect(found(dump, tracesOf(secret))).toEqual([])
      // The scan sees rows at all: what the ledger holds in the open is there.
      expect(found(dump, tracesOf(LICENCE)).length).toBeGreaterThan(0)
    }
  })

  test('would be found in every form in which a table can hold them', async () => {
    const { db } = runningOf(door, 'court')
    // Unlogged: on disk the canaries are looked for as well.
    await sql`create unlogged table planted (id integer, t text, b bytea, j jsonb)`.execute(db)
    try {
      for (const canary of Object.values(CANARIES)) {
        const bytes = Buffer.from(canary)
        const forms: [Record<'t' | 'b' | 'j', unknown>, string][] = [
          [{ t: canary, b: null, j: null }, 'utf8'],
          [{ t: bytes.toString('hex'), b: null, j: null }, 'hex'],
          [{ t: bytes.toString('base64'), b: null, j: null }, 'base64+0'],
          [{ t: null, b: bytes, j: null }, 'utf8'],
          [{ t: null, b: null, j: JSON.stringify({ deep: [canary] }) }, 'utf8'],
          [{ t: null, b: Buffer.from(bytes.toString('base64')), j: null }, 'base64+0'],
        ]
        for (const [{ t, b, j }, form] of forms) {
          await sql`delete from planted`.execute(db)
          await sql`insert into planted values (1, ${t}, ${b}, ${j})`.execute(db)
          expect(found(await rowsOf(db), tracesOf(canary)), form).toContain(`${form} in public.planted`)
        }
      }
    } finally {
      await sql`drop table planted`.execute(db)
    }
  })

  test('open what the ledgers hold', async () => {
    const vault = await vaultOf(door, 'justice')
    const { groundsDigest } = await ownObjection()
    const kept = (await vault.texts('grounds', [groundsDigest])).get(groundsDigest)
    if (kept?.state !== 'HELD') throw new RangeError('not held')
    const text = Buffer.from(JSON.stringify([kept.salt, 'grounds', kept.value])).toString('base64url')
    expect(vault.context.algorithms.digest(new Uint8Array(Buffer.from(text)))).toBe(groundsDigest)
  })
})

describe('a person who is erased', () => {
  let subject: string

  test('has a certificate, and every page says that the text is erased', async () => {
    const vault = await vaultOf(door, 'justice')
    subject = (await vault.ownerOf({ purpose: 'person', fieldName: 'licenceSerial' }, LICENCE.slice(11))) ?? ''
    await copyAway()
    const certificates = await erasePerson(runningOf(door, 'justice').db, vault, {
      serial: LICENCE.slice(11),
      ...ORDER,
    })
    expect(certificates.map(({ statement }) => statement)).toMatchObject([{ n: 1, subject, ...ORDER }])
    const { signer } = vault.context.authority
    const key = { algorithm: signer.algorithm, bytes: signer.publicKey }
    const lines = readFileSync(join(runningOf(door, 'justice').config.folder, 'erasures.jsonl'), 'utf8')
      .trim()
      .split('\n')
    const listed = lines.map((line) => parseCertificate(line))
    expect(listed).toEqual(certificates)
    for (const certificate of certificates) expect(verifyCertificate(nodeCrypto, key, certificate)).toBe(true)

    expect(await ownObjection()).toMatchObject({ grounds: null, groundsState: 'erased' })
    const { items } = await bureau.client.call('listObjections', { query: { state: 'OPEN' } })
    expect(items).toMatchObject([{ grounds: null, groundsState: 'erased' }])
    // Of the others nothing is gone.
    expect(await importedLawyer()).toMatchObject({ name: CANARIES.importedName, nameState: 'held' })
  })

  test('by a name in a list, by another authority, leaves the register as it is', async () => {
    await erasePerson(runningOf(door, 'justice').db, await vaultOf(door, 'justice'), {
      serial: OTHER_LICENCE.slice(11),
      ...ORDER,
    })
    expect(await importedLawyer()).toMatchObject({ licence: OTHER_LICENCE, name: null, nameState: 'erased' })
    const view = await bureau.client.call('getLawyer', { params: { licence: OTHER_LICENCE } })
    expect(view).toMatchObject({ status: 'ACTIVE', name: null, nameState: 'erased' })
    await eraseByOperator(door.config, 'court', { serial: FORMER_STAFF_SERIAL, ...ORDER })
    expect(await formerStaff()).toMatchObject({ serial: FORMER_STAFF_SERIAL, name: null, nameState: 'erased' })
  })

  test('whom the vault does not know is refused, and nothing changes', async () => {
    const vault = await vaultOf(door, 'justice')
    const before = await rowsOf(runningOf(door, 'justice').db)
    const nobody = erasePerson(runningOf(door, 'justice').db, vault, { serial: '000000', ...ORDER })
    await expect(nobody).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' })
    const wrong = eraseByOperator(door.config, 'justice', { serial: '12345', ...ORDER })
    await expect(wrong).rejects.toMatchObject({ code: 'INPUT_INVALID', facts: { path: '/serial' } })
    const again = erasePerson(runningOf(door, 'justice').db, vault, { serial: LICENCE.slice(11), ...ORDER })
    await expect(again).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' })
    const vaultRows = (dump: typeof before) => dump.filter(({ path }) => path.startsWith('vault.'))
    expect(vaultRows(await rowsOf(runningOf(door, 'justice').db))).toEqual(vaultRows(before))
  })

  test('stays so after a restart over rows that were copied back past the gateway', async () => {
    await copyBack()
    const { rows } = await sql`select 1 from vault.subject_key where subject = ${subject}`.execute(
      runningOf(door, 'justice').db,
    )
    expect(rows).toHaveLength(1)
    await door.restart()
    await signIn()
    expect(await ownObjection()).toMatchObject({ grounds: null, groundsState: 'erased' })
    const after = await sql`select 1 from vault.subject_key where subject = ${subject}`.execute(
      runningOf(door, 'justice').db,
    )
    expect(after.rows).toEqual([])
  })

  test('what the court recorded of its own question is still there, under its own clock', async () => {
    const { rows } = await sql<{ delete_on: string }>`
      select to_char(delete_on, 'YYYY-MM-DD') as delete_on from vault.field where name = 'queryOpening'`.execute(
      runningOf(door, 'court').db,
    )
    expect(rows).toEqual([{ delete_on: `${Number(today.slice(0, 4)) + 3}${today.slice(4)}` }])
  })
})

const COPIED = ['subject_key', 'field', 'index_entry'] as const

/** What an administrator's copy of the tables would hold. */
async function copyAway(): Promise<void> {
  const { db } = runningOf(door, 'justice')
  await sql`create schema copied`.execute(db)
  for (const table of COPIED)
    await sql`create table ${sql.table(`copied.${table}`)} as select * from ${sql.table(`vault.${table}`)}`.execute(db)
}

async function copyBack(): Promise<void> {
  const { db } = runningOf(door, 'justice')
  await sql`delete from vault.erasure`.execute(db)
  for (const table of COPIED)
    await sql`insert into ${sql.table(`vault.${table}`)} select * from ${sql.table(`copied.${table}`)}
      on conflict do nothing`.execute(db)
  await sql`drop schema copied cascade`.execute(db)
}

test('on disk and in the log there is nothing of them either', () => {
  const secrets = [...Object.values(CANARIES), SIGNED_IN_NAME]
  const { postgres } = door.config
  if (postgres.kind !== 'embedded') throw new RangeError(postgres.kind)
  const files = filesBelow(postgres.folder, (path) => path.endsWith('.pid'))
  expect(files.length).toBeGreaterThan(100)
  for (const secret of secrets) {
    expect(found(files, tracesOf(secret))).toEqual([])
    expect(door.logs.join('\n')).not.toContain(secret)
  }
})
