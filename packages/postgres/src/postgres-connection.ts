import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import { PostgresError } from './postgres-error.ts'

const PROTOCOL_VERSION = 196_608
const HEADER_BYTES = 5

interface Waiting {
  readonly resolve: (rows: readonly (readonly string[])[]) => void
  readonly reject: (error: PostgresError) => void
}

/**
 * One connection by the simple query protocol (PostgreSQL manual, 55.2), over a Unix socket that trusts its user. Queries
 * wait for one another.
 */
export class PostgresConnection {
  readonly #socket: Socket
  readonly #waiting: Waiting[] = []
  #pending = Buffer.alloc(0)
  #rows: string[][] = []
  #refusal: string | undefined
  #isOpen = true

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#take(chunk)
    })
    const end = (): void => {
      this.#isOpen = false
      for (const { reject } of this.#waiting.splice(0)) reject(new PostgresError('CONNECTION_CLOSED'))
    }
    socket.on('error', end)
    socket.on('close', end)
  }

  /** @throws PostgresError */
  static async open(path: string, user: string): Promise<PostgresConnection> {
    const connection = new PostgresConnection(createConnection(path))
    const fields = Buffer.from(`user\0${user}\0database\0postgres\0\0`, 'latin1')
    const head = Buffer.alloc(8)
    head.writeUInt32BE(head.length + fields.length, 0)
    head.writeUInt32BE(PROTOCOL_VERSION, 4)
    await connection.#send(Buffer.concat([head, fields]))
    return connection
  }

  /** Rows as texts. The caller builds `sql` from checked parts only. @throws PostgresError */
  query(sql: string): Promise<readonly (readonly string[])[]> {
    const body = Buffer.from(`${sql}\0`, 'utf8')
    const head = Buffer.alloc(HEADER_BYTES)
    head.write('Q', 0, 'latin1')
    head.writeUInt32BE(body.length + 4, 1)
    return this.#send(Buffer.concat([head, body]))
  }

  close(): void {
    this.#socket.end()
  }

  #send(bytes: Buffer): Promise<readonly (readonly string[])[]> {
    return new Promise((resolve, reject) => {
      if (!this.#isOpen) return reject(new PostgresError('CONNECTION_CLOSED'))
      this.#waiting.push({ resolve, reject })
      return this.#socket.write(bytes)
    })
  }

  #take(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk])
    while (this.#pending.length >= HEADER_BYTES) {
      const end = 1 + this.#pending.readUInt32BE(1)
      if (this.#pending.length < end) return
      this.#message(String.fromCharCode(this.#pending[0] ?? 0), this.#pending.subarray(HEADER_BYTES, end))
      this.#pending = this.#pending.subarray(end)
    }
  }

  #message(type: string, body: Buffer): void {
    if (type === 'D') this.#rows.push(rowOf(body))
    else if (type === 'E') this.#refusal = body.toString('utf8').replaceAll('\0', ' ')
    else if (type === 'Z') {
      const waiting = this.#waiting.shift()
      const [rows, refusal] = [this.#rows, this.#refusal]
      this.#rows = []
      this.#refusal = undefined
      if (refusal === undefined) waiting?.resolve(rows)
      else waiting?.reject(new PostgresError('QUERY_FAILED', { reason: refusal }))
    }
  }
}

function rowOf(body: Buffer): string[] {
  const row: string[] = []
  let at = 2
  for (let column = body.readUInt16BE(0); column > 0; column--) {
    const length = body.readInt32BE(at)
    at += 4
    row.push(length < 0 ? '' : body.toString('utf8', at, at + length))
    at += Math.max(0, length)
  }
  return row
}
