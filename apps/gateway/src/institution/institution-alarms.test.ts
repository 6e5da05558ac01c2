import { join } from 'node:path'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { bundledLaw } from '@xiezhi/law'
import { authorityKeys, KeyFolder, Vault } from '@xiezhi/vault'
import type { VaultDatabase } from '@xiezhi/vault'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../db/database.ts'
import type { Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { Projection } from '../projection/projection.ts'
import { noServer, TestDatabase } from '../testing/test-database.ts'
import { AlarmGrounds } from './alarm-grounds.ts'
import { InstitutionAlarms } from './institution-alarms.ts'

const why = noServer('ends of alarms of institutions')

const BANK = 'bank'
const FIRST = `${'0a'.repeat(32)}-0`
const SECOND = `${'0b'.repeat(32)}-0`
const ALL = { dueAtMs: -1, id: '' }
const NOBODY = { values: () => Promise.resolve(new Map<string, never>()) }

describe.skipIf(why !== undefined)('an alarm about the form of an answer', () => {
  let server: TestDatabase
  let db: Database
  let pool: pg.Pool
  let alarms: InstitutionAlarms
  const changed: string[] = []

  beforeAll(async () => {
    server = await TestDatabase.start()
    ;({ db, pool } = openDatabase(server.url, 4))
    await migrate(pool)
    const keys = new KeyFolder(join(server.folder, 'keys'))
    keys.add()
    await Vault.open(
      {
        db: db as unknown as Kysely<VaultDatabase>,
        suiteId: 'intl',
        keys: authorityKeys('intl', keys.keys()),
        authority: { id: BANK, signer: nodeCrypto.signer('ed25519', new Uint8Array(32).fill(7)) },
        erasureList: join(server.folder, 'erasures.jsonl'),
        law: bundledLaw,
        now: () => 0,
      },
      '2026-11-30',
    )
    await new Projection(pool, 'zone-x').drop()
    alarms = new InstitutionAlarms(db, (id) => changed.push(id))
  }, 180_000)
  afterAll(async () => {
    await (db as Kysely<unknown>).destroy()
    await server.stop()
  })
  beforeEach(async () => {
    await pool.query('DELETE FROM institution_alarm; DELETE FROM projection.received_order')
    changed.length = 0
  })

  async function raised(code: 'PART_MISSING' | 'OVER_CONTROLLED' = 'PART_MISSING', subject = FIRST): Promise<string> {
    await alarms.raise({ institution: BANK, code, subject })
    const open = await alarms.open(BANK, ALL, 10)
    return (open.find((one) => one.kind === code && one.subject === subject)?.id ?? '').replace('institution:', '')
  }

  /** A query about a person of a case, as the ledger's copy has it. */
  async function received(
    orderId: string,
    atMs: number,
    { state = 'FULFILLED', caseRef = 'case-1' } = {},
  ): Promise<void> {
    const record = { instrument: { caseRef }, effect: { action: 'QUERY' } }
    await pool.query(
      `INSERT INTO projection.received_order (client, order_id, institution, annex_digest, state, is_open, received_at_ms,
        deadline_ms, answer_digest, record) VALUES ('court', $1, $2, NULL, $3, false, $4, $4, NULL, $5)`,
      [orderId, BANK, state, atMs, JSON.stringify(record)],
    )
  }

  test('is ended by an officer of the own institution, once, and says who', async () => {
    const id = await raised()
    const end = { officer: 'operator-1', reasons: `sha256:${'0c'.repeat(32)}` }
    await expect(alarms.endable('land', id)).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' })
    await expect(alarms.endByOfficer('land', id, end)).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    expect(await alarms.endable(BANK, id)).toEqual({ subject: FIRST })
    await alarms.endByOfficer(BANK, id, end)
    expect(await alarms.open(BANK, ALL, 10)).toEqual([])
    expect(changed).toEqual([id, id])
    expect((await alarms.ended(BANK, {}, NOBODY)).items).toMatchObject([
      { resolution: 'ENDED_BY_OFFICER', endedBy: 'operator-1', reasons: null, endText: { zh: '经办人终结（附理由）' } },
    ])
    await expect(alarms.endable(BANK, id)).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    await expect(alarms.endByOfficer(BANK, id, end)).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    // The same ground again opens it, and nobody has ended it then.
    expect(await raised()).toBe(id)
    expect((await pool.query('SELECT ended_officer, ended_reasons FROM institution_alarm')).rows).toEqual([
      { ended_officer: null, ended_reasons: null },
    ])
  })

  test("about what is under control is no one's to end", async () => {
    const id = await raised('OVER_CONTROLLED')
    await expect(alarms.endable(BANK, id)).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    const end = { officer: 'operator-1', reasons: `sha256:${'0c'.repeat(32)}` }
    await expect(alarms.endByOfficer(BANK, id, end)).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    expect(await alarms.open(BANK, ALL, 10)).toHaveLength(1)
  })

  test('ends when the court has asked again about the same person, and that was answered in full', async () => {
    const asked: unknown[] = []
    let isSame = false
    const grounds = new AlarmGrounds(db, alarms, (...of) => {
      asked.push(of)
      return Promise.resolve(isSame)
    })
    await received(FIRST, 1_000, { state: 'FAILED' })
    await raised()
    await grounds.look(2_000)
    expect(asked).toEqual([])
    await received(SECOND, 3_000, { state: 'FAILED' })
    await grounds.look(4_000)
    expect(asked).toEqual([])
    await pool.query(`UPDATE projection.received_order SET state = 'FULFILLED' WHERE order_id = $1`, [SECOND])
    await grounds.look(5_000)
    expect(asked).toEqual([[BANK, FIRST, SECOND]])
    expect(await alarms.open(BANK, ALL, 10)).toHaveLength(1)
    isSame = true
    // The later answer lacks a part as well.
    await raised('PART_MISSING', SECOND)
    await grounds.look(6_000)
    expect(await alarms.open(BANK, ALL, 10)).toHaveLength(2)
    await alarms.end(BANK, { codes: ['PART_MISSING'], subject: SECOND }, 'ANSWER_COMPLETE')
    await grounds.look(7_000)
    expect((await alarms.ended(BANK, {}, NOBODY)).items.map(({ resolution }) => resolution).sort()).toEqual([
      'ANSWER_COMPLETE',
      'ASKED_AGAIN',
    ])
  })

  test('of another case does not end by it', async () => {
    const grounds = new AlarmGrounds(db, alarms, () => Promise.resolve(true))
    await received(FIRST, 1_000, { state: 'FAILED' })
    await received(SECOND, 3_000, { caseRef: 'case-2' })
    await raised()
    await grounds.look(5_000)
    expect(await alarms.open(BANK, ALL, 10)).toHaveLength(1)
  })
})
