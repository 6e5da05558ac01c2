import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Signer } from '@xiezhi/crypto'
import { availableBinaries, letPass, PostgresConnection, PostgresServer, serverUser } from '@xiezhi/postgres'
import { BenchError } from './bench-error.ts'
import { keepChild } from './living-children.ts'
import type { Figure, NotRun } from './report.ts'
import { plainSigner, postSigned, requireSigned, serveSigned, signedBy } from './signed-http.ts'
import type { Signed } from './signed-http.ts'
import { clocked, figure, percentile, repeated } from './stats.ts'

const LAWYERS = 10_000
const WARM_UP = 50
const USER = 'bench'
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
  const clerk = plainSigner('clerk')
  const bureau = plainSigner('bureau')
  const server = await serveSigned((signed) => answer(database, clerk, bureau, signed))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let turn = 0
  const once = (): Promise<number> =>
    clocked(async () => {
      const licenceNo = String(14_401_201_010_000_001n + BigInt(turn++ % LAWYERS))
      const question = JSON.stringify({ licenceNo, caseRef: '0123456789abcdef'.repeat(2), atMs: Date.now() })
      requireSigned(bureau, await postSigned(agent, server.port, signedBy(clerk, question)))
    })
  try {
    return await repeated(runs, async () => {
      await repeated(WARM_UP, once)
      return repeated(size, once)
    })
  } finally {
    agent.destroy()
    await server.close()
    database.close()
  }
}

/** One statement reads and logs: its commit is on disk when it returns. */
async function answer(database: PostgresConnection, clerk: Signer, bureau: Signer, signed: Signed): Promise<Signed> {
  requireSigned(clerk, signed)
  const { body: text, signature } = signed
  const { licenceNo, caseRef } = JSON.parse(text) as { licenceNo: string; caseRef: string }
  if (!LICENCE.test(licenceNo) || !CASE_REFERENCE.test(caseRef))
    throw new BenchError('WORK_REFUSED', { expected: 'licence and case' })
  // Licence and case are checked above, the rest is JSON of ours: no quote can stand in it.
  const [row] = await database.query(
    `WITH logged AS (INSERT INTO access_log (request, signature) VALUES ('${text.replaceAll("'", "''")}', '${signature}') RETURNING id) ` +
      `SELECT lawyer.status, lawyer.firm_uscc, logged.id FROM lawyer, logged WHERE lawyer.licence_no = '${licenceNo}'`,
  )
  const answered = {
    licenceNo,
    caseRef,
    status: row?.[0] ?? 'UNKNOWN',
    firmUscc: row?.[1] ?? null,
    log: row?.[2],
  }
  return signedBy(bureau, JSON.stringify(answered))
}
