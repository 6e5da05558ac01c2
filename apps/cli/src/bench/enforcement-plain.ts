import { Agent } from 'node:http'
import { civilDateOf, shiftCivilMonths } from '@xiezhi/contracts/ids'
import { answer as answerRecord, controlRequest, decodeRequest } from '@xiezhi/control-interface'
import type { Signer } from '@xiezhi/crypto'
import type { HttpsInstitution } from '@xiezhi/institution-adapter'
import type pg from 'pg'
import { BenchError } from './bench-error.ts'
import { freezeRequest } from './enforcement-institution.ts'
import type { BenchBank } from './enforcement-institution.ts'
import { plainSigner, postSigned, requireSigned, serveSigned, signedBy } from './signed-http.ts'
import type { Signed } from './signed-http.ts'

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
  const court = plainSigner('court')
  const institution = plainSigner('institution')
  const door = bank.door()
  const server = await serveSigned((signed) => answer({ database, court, institution, door }, signed))
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX })
  return {
    once: async (requestNo, accountNo) => {
      const from = civilDateOf(Date.now())
      const term = { from, to: shiftCivilMonths(from, MONTHS) }
      const asked = JSON.stringify(controlRequest.encode(freezeRequest(requestNo, accountNo, term)))
      const signed = await postSigned(agent, server.port, signedBy(court, asked))
      requireSigned(institution, signed)
      const given = answerRecord.decode(JSON.parse(signed.body))
      if (given.items?.[0]?.state !== 'CONTROLLED')
        throw new BenchError('WORK_REFUSED', { expected: 'CONTROLLED', seen: given.result })
      await store(database, 'plain_court', requestNo, signed)
    },
    close: async () => {
      agent.destroy()
      door.close()
      await server.close()
    },
  }
}

interface PlainInstitution {
  readonly database: pg.Pool
  readonly court: Signer
  readonly institution: Signer
  readonly door: HttpsInstitution
}

async function answer({ database, court, institution, door }: PlainInstitution, signed: Signed): Promise<Signed> {
  requireSigned(court, signed)
  const asked = decodeRequest(JSON.parse(signed.body))
  await store(database, 'plain_request', asked.requestNo, signed)
  const submission = await door.submit(asked)
  if (submission.kind !== 'answered') throw new BenchError('WORK_REFUSED', { expected: 'an answer' })
  const answered = signedBy(institution, JSON.stringify(answerRecord.encode(submission.answer)))
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
