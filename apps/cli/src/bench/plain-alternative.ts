import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Decode, base64Encode, utf8Encode } from '@xiezhi/codec'
import type { Signer } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { availableBinaries, letPass, PostgresConnection, PostgresServer, serverUser } from '@xiezhi/postgres'
import { BenchError } from './bench-error.ts'
import { keepChild } from './living-children.ts'
import type { Figure, NotRun } from './report.ts'
import { clocked, figure, percentile, repeated } from './stats.ts'

const LAWYERS = 10_000
const WARM_UP = 50
const USER = 'bench'
const SIGNATURE_HEADER = 'x-signature'
const LICENCE = /^\d{17}$/
const CASE_REFERENCE = /^[0-9a-f]{32}$/

/**
 * What the ask is compared with: a clerk's signed request, answered from a table with a signed answer, the access logged
 * and on disk before the answer leaves. Nobody but the two parties can check such an answer's standing.
 */
export async function plainAlternative(
  runs: number,
  size: number,
): Promise<{ readonly figures: readonly Figure[]; readonly notRun: readonly NotRun[] }> {
  if (availableBinaries().length === 0)
    return { figures: [], notRun: [{ what: 'plain alternative', why: 'no PostgreSQL server for this platform' }] }
  const folder = mkdtempSync(join(tmpdir(), 'xz-bench-plain-'))
  letPass(folder, serverUser())
  try {
    const postgres = await PostgresServer.start({
      folder: join(folder, 'postgres'),
      superuser: USER,
      listen: { kind: 'socket' },
      onChild: keepChild,
    })
    try {
      const times = await measure(await PostgresConnection.open(postgres.socket, USER), runs, size)
      const at = (share: number): number[] => times.map((run) => percentile(run, share))
      return { figures: [figure('plainP50', 'ms', at(0.5)), figure('plainP95', 'ms', at(0.95))], notRun: [] }
    } finally {
      await postgres.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(database: PostgresConnection, runs: number, size: number): Promise<number[][]> {
  await database.query(
    'CREATE TABLE lawyer (licence_no text PRIMARY KEY, firm_uscc text NOT NULL, status text NOT NULL);' +
      `INSERT INTO lawyer SELECT (14401201010000000 + n)::text, '31440000MD000001XX', 'ACTIVE' FROM generate_series(1, ${LAWYERS}) n;` +
      'CREATE TABLE access_log (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), request text NOT NULL, signature text NOT NULL)',
  )
  const [clerk, bureau] = ['clerk', 'bureau'].map((name) =>
    nodeCrypto.signer('ed25519', nodeCrypto.sha256(utf8Encode(`plain ${name}`))),
  ) as [Signer, Signer]
  const server = createServer((incoming, outgoing) => {
    answer(database, clerk, bureau, incoming).then(
      ({ body, signature }) => outgoing.setHeader(SIGNATURE_HEADER, signature).end(body),
      () => outgoing.writeHead(400).end(),
    )
  })
  const port = await listening(server)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let turn = 0
  const once = (): Promise<number> =>
    clocked(async () => {
      const licenceNo = String(14_401_201_010_000_001n + BigInt(turn++ % LAWYERS))
      const question = JSON.stringify({ licenceNo, caseRef: '0123456789abcdef'.repeat(2), atMs: Date.now() })
      const { body, signature } = await post(agent, port, question, base64Encode(clerk.sign(utf8Encode(question))))
      requireSigned(bureau, body, signature)
    })
  try {
    return await repeated(runs, async () => {
      await repeated(WARM_UP, once)
      return repeated(size, once)
    })
  } finally {
    agent.destroy()
    await new Promise((resolve) => server.close(resolve))
    database.close()
  }
}

interface Signed {
  readonly body: string
  readonly signature: string
}

/** One statement reads and logs: its commit is on disk when it returns. */
async function answer(
  database: PostgresConnection,
  clerk: Signer,
  bureau: Signer,
  incoming: IncomingMessage,
): Promise<Signed> {
  const text = await textOf(incoming)
  const signature = String(incoming.headers[SIGNATURE_HEADER])
  requireSigned(clerk, text, signature)
  const { licenceNo, caseRef } = JSON.parse(text) as { licenceNo: string; caseRef: string }
  if (!LICENCE.test(licenceNo) || !CASE_REFERENCE.test(caseRef))
    throw new BenchError('WORK_REFUSED', { expected: 'licence and case' })
  // Licence and case are checked above, the rest is JSON of ours: no quote can stand in it.
  const [row] = await database.query(
    `WITH logged AS (INSERT INTO access_log (request, signature) VALUES ('${text.replaceAll("'", "''")}', '${signature}') RETURNING id) ` +
      `SELECT lawyer.status, lawyer.firm_uscc, logged.id FROM lawyer, logged WHERE lawyer.licence_no = '${licenceNo}'`,
  )
  const body = JSON.stringify({
    licenceNo,
    caseRef,
    status: row?.[0] ?? 'UNKNOWN',
    firmUscc: row?.[1] ?? null,
    log: row?.[2],
  })
  return { body, signature: base64Encode(bureau.sign(utf8Encode(body))) }
}

function requireSigned({ publicKey }: Signer, text: string, signature: string): void {
  const check = {
    algorithm: 'ed25519' as const,
    publicKey,
    message: utf8Encode(text),
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
