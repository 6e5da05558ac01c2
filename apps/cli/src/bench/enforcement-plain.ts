import { Agent, createServer, request } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { base64Decode, base64Encode, utf8Encode } from '@xiezhi/codec'
import { civilDateOf, shiftCivilMonths } from '@xiezhi/contracts/ids'
import { answer as answerRecord, controlRequest, decodeRequest } from '@xiezhi/control-interface'
import type { Signer } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { HttpsInstitution } from '@xiezhi/institution-adapter'
import type pg from 'pg'
import { BenchError } from './bench-error.ts'
import { freezeRequest } from './enforcement-institution.ts'
import type { BenchBank } from './enforcement-institution.ts'

const SIGNATURE_HEADER = 'x-signature'
const MONTHS = 12
const SOCKETS_MAX = 64

/** The same freeze as plain signed HTTP: nobody but the two parties can check its standing. */
export interface PlainOrders {
  /** Request signed, verified, stored, booked by the core system, answer signed, verified, stored. */
  once(requestNo: string, accountNo: string): Promise<void>
  close(): Promise<void>
}

export async function startPlain(bank: BenchBank): Promise<PlainOrders> {
  const { database } = bank
  await database.query(
    'create table plain_request (request_no text primary key, body text not null, signature text not null);' +
      'create table plain_answer (request_no text primary key, body text not null, signature text not null);' +
      'create table plain_court (request_no text primary key, body text not null, signature text not null)',
  )
  const [court, institution] = ['court', 'institution'].map((name) =>
    nodeCrypto.signer('ed25519', nodeCrypto.sha256(utf8Encode(`plain ${name}`))),
  ) as [Signer, Signer]
  const door = bank.door()
  const server = createServer((incoming, outgoing) => {
    answer({ database, court, institution, door }, incoming).then(
      ({ body, signature }) => outgoing.setHeader(SIGNATURE_HEADER, signature).end(body),
      () => outgoing.writeHead(400).end(),
    )
  })
  const port = await listening(server)
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX })
  return {
    once: async (requestNo, accountNo) => {
      const from = civilDateOf(Date.now())
      const term = { from, to: shiftCivilMonths(from, MONTHS) }
      const asked = JSON.stringify(controlRequest.encode(freezeRequest(requestNo, accountNo, term)))
      const signed = await post(agent, port, asked, base64Encode(court.sign(utf8Encode(asked))))
      requireSigned(institution, signed)
      const given = answerRecord.decode(JSON.parse(signed.body))
      if (given.items?.[0]?.state !== 'CONTROLLED')
        throw new BenchError('WORK_REFUSED', { expected: 'CONTROLLED', seen: given.result })
      await store(database, 'plain_court', requestNo, signed)
    },
    close: async () => {
      agent.destroy()
      door.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Signed {
  readonly body: string
  readonly signature: string
}

interface PlainInstitution {
  readonly database: pg.Pool
  readonly court: Signer
  readonly institution: Signer
  readonly door: HttpsInstitution
}

async function answer(
  { database, court, institution, door }: PlainInstitution,
  incoming: IncomingMessage,
): Promise<Signed> {
  const body = await textOf(incoming)
  const signed = { body, signature: String(incoming.headers[SIGNATURE_HEADER]) }
  requireSigned(court, signed)
  const asked = decodeRequest(JSON.parse(body))
  await store(database, 'plain_request', asked.requestNo, signed)
  const submission = await door.submit(asked)
  if (submission.kind !== 'answered') throw new BenchError('WORK_REFUSED', { expected: 'an answer' })
  const given = JSON.stringify(answerRecord.encode(submission.answer))
  const answered = { body: given, signature: base64Encode(institution.sign(utf8Encode(given))) }
  await store(database, 'plain_answer', asked.requestNo, answered)
  return answered
}

type Table = 'plain_request' | 'plain_answer' | 'plain_court'

/** On disk when it returns. */
async function store(database: pg.Pool, table: Table, requestNo: string, { body, signature }: Signed): Promise<void> {
  await database.query({
    name: table,
    text: `insert into ${table} (request_no, body, signature) values ($1, $2, $3)`,
    values: [requestNo, body, signature],
  })
}

function requireSigned({ publicKey }: Signer, { body, signature }: Signed): void {
  const check = {
    algorithm: 'ed25519' as const,
    publicKey,
    message: utf8Encode(body),
    signature: base64Decode(signature),
  }
  if (nodeCrypto.verifyMany([check])[0] !== true) throw new BenchError('WORK_REFUSED', { expected: 'a signature' })
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function post(agent: Agent, port: number, body: string, signature: string): Promise<Signed> {
  return new Promise((resolve, reject) => {
    const headers = { [SIGNATURE_HEADER]: signature, 'content-length': Buffer.byteLength(body) }
    const outgoing = request({ agent, host: '127.0.0.1', port, method: 'POST', headers }, (incoming) => {
      textOf(incoming).then((text) => {
        if (incoming.statusCode === 200) resolve({ body: text, signature: String(incoming.headers[SIGNATURE_HEADER]) })
        else reject(new BenchError('WORK_REFUSED', { status: incoming.statusCode ?? 0 }))
      }, reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function textOf(stream: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}
