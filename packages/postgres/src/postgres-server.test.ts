import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { availableBinaries } from './find-binaries.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { hasSocket, PostgresServer } from './postgres-server.ts'
import { letPass, requireReachable, serverUser } from './server-user.ts'

const why = availableBinaries().length === 0 ? 'no PostgreSQL server for this platform' : undefined
if (why !== undefined) console.log(`not run: private PostgreSQL server (${why})`)

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xz-postgres-'))
  letPass(folder, serverUser())
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(why !== undefined)('private PostgreSQL server', () => {
  const start = (onEnd?: () => void): Promise<PostgresServer> =>
    PostgresServer.start({
      folder: join(folder, 'postgres'),
      superuser: 'xiezhi',
      listen: { kind: 'socket' },
      ...(onEnd === undefined ? {} : { onEnd }),
    })

  test('keeps what was committed over a stop, a kill, and a start that finds the server of a killed process', async () => {
    const ends: string[] = []
    const first = await start(() => ends.push('first'))
    const connection = await PostgresConnection.open(first.socket, 'xiezhi')
    await connection.query('CREATE TABLE note (n int); INSERT INTO note VALUES (1)')
    expect(await connection.query('SHOW fsync')).toEqual([['on']])
    await first.stop()
    await expect(connection.query('SELECT 1')).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    expect(ends).toEqual([])

    const second = await start(() => ends.push('second'))
    process.kill(second.pid ?? 0, 'SIGKILL')
    await expect.poll(() => ends).toEqual(['second'])

    // Nobody stops the third: a fourth on the same folder does.
    const third = await start()
    const fourth = await start()
    expect(fourth.pid).not.toBe(third.pid)
    const again = await PostgresConnection.open(fourth.socket, 'xiezhi')
    expect(await again.query('SELECT n FROM note')).toEqual([['1']])
    again.close()
    await fourth.stop()
  }, 180_000)

  test('a server with an address has the folder’s socket too, with the same password, where the path is short enough', async () => {
    const port = await freePort()
    const place = join(folder, 'postgres')
    const listen = { kind: 'tcp', port, password: 'invented' } as const
    const server = await PostgresServer.start({ folder: place, superuser: 'xiezhi', listen })
    expect(hasSocket(place, port)).toBe(true)
    expect(existsSync(join(place, `.s.PGSQL.${port}`))).toBe(true)
    expect(await demandedBy(join(place, `.s.PGSQL.${port}`))).toBe(AUTHENTICATION_SASL)
    await server.stop()
    expect(hasSocket(join(folder, 'x'.repeat(100)), port)).toBe(false)
  })

  test('a port that is taken is a refusal that says so', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve)
    })
    const { port } = other.address() as AddressInfo
    const listen = { kind: 'tcp', port, password: 'invented' } as const
    const starting = PostgresServer.start({ folder: join(folder, 'postgres'), superuser: 'xiezhi', listen })
    await expect(starting).rejects.toMatchObject({ code: 'SERVER_FAILED' })
    other.close()
  })

  test('data of a version that is not here is left alone', async () => {
    const server = await start()
    await server.stop()
    writeFileSync(join(folder, 'postgres', 'data', 'PG_VERSION'), '9\n')
    await expect(start()).rejects.toMatchObject({ code: 'VERSION_MISMATCH', facts: { expected: 9 } })
  })
})

describe('the user of the server', () => {
  test('has to be able to enter every folder above', () => {
    chmodSync(folder, 0o700)
    const nobody = { uid: 65_534, gid: 65_534 }
    const below = join(folder, 'data')
    expect(refusalOf(() => requireReachable(below, nobody))).toMatchObject({
      code: 'FOLDER_UNREACHABLE',
      facts: { folder, uid: 65_534 },
    })
    chmodSync(folder, 0o711)
    expect(refusalOf(() => requireReachable(below, nobody))).toBeUndefined()
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** In an answer of type `R`: nobody enters without the password (PostgreSQL protocol 3.0, 53.7). */
const AUTHENTICATION_SASL = 10

/** What the server asks of somebody who has told a user's name. */
async function demandedBy(path: string): Promise<number> {
  const socket = createConnection(path)
  const fields = Buffer.from('user\0xiezhi\0database\0postgres\0\0', 'latin1')
  const head = Buffer.alloc(8)
  head.writeUInt32BE(head.length + fields.length, 0)
  head.writeUInt32BE(0x3_0000, 4)
  socket.write(Buffer.concat([head, fields]))
  const answer = await new Promise<Buffer>((resolve, reject) => {
    socket.once('data', resolve)
    socket.once('error', reject)
  })
  socket.destroy()
  return answer.toString('latin1', 0, 1) === 'R' ? answer.readUInt32BE(5) : -1
}

function refusalOf(run: () => void): unknown {
  try {
    run()
    return undefined
  } catch (error) {
    return error
  }
}
