import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from './db/database.ts'
import { problemOf } from './problems.ts'
import { noServer, TestDatabase } from './testing/test-database.ts'

const why = noServer('failures of a database under load')

const AWAY = [503, 'DATABASE_UNAVAILABLE', {}] as const

function told(error: unknown): readonly unknown[] {
  const { status, code, facts } = problemOf(error)
  return [status, code, facts]
}

test('a failure that nobody foresaw is one of this program, and tells nothing of its inside', () => {
  expect(told(new Error('Connection of two ideas'))).toEqual([500, 'INTERNAL', {}])
  expect(told(Object.assign(new Error('x'), { code: '42P01' }))).toEqual([500, 'INTERNAL', {}])
})

describe.skipIf(why !== undefined)('a database that has no time', () => {
  let server: TestDatabase

  beforeAll(async () => {
    server = await TestDatabase.start()
  }, 120_000)
  afterAll(() => server.stop())

  const slow = sql`SELECT pg_sleep(30)`

  test('whose connections are all in use may be asked again', async () => {
    const { db, pool } = openDatabase(server.url, 1, { connectMs: 200 })
    const held = await pool.connect()
    expect(told(await sql`SELECT 1`.execute(db).catch((error: unknown) => error))).toEqual(AWAY)
    held.release()
    await expect(sql`SELECT 1`.execute(db)).resolves.toMatchObject({ rows: [{}] })
    await db.destroy()
  }, 60_000)

  test('that does not end a statement in time may be asked again', async () => {
    const { db } = openDatabase(server.url, 1, { statementMs: 200 })
    expect(told(await slow.execute(db).catch((error: unknown) => error))).toEqual(AWAY)
    await db.destroy()
  }, 60_000)

  test('that ends under a statement may be asked again', async () => {
    const { db, pool } = openDatabase(server.url, 1)
    const client = await pool.connect()
    const asked = client.query('SELECT pg_sleep(30)').catch((error: unknown) => error)
    // As a server that is killed does it: nothing is said, and the socket is gone.
    const { stream } = (client as unknown as { readonly connection: { readonly stream: { destroy(): void } } })
      .connection
    stream.destroy()
    expect(told(await asked)).toEqual(AWAY)
    client.release(true)
    await db.destroy()
  }, 60_000)
})
