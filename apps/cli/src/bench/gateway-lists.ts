import type pg from 'pg'
import { BenchError } from './bench-error.ts'
import { Browser } from './gateway-browser.ts'
import { colleague } from './gateway-door.ts'
import type { BenchDoor } from './gateway-door.ts'
import type { Figure } from './report.ts'
import { clocked, figure, percentile, repeated, wantedAt } from './stats.ts'

const OFFICER = 'supervision-1'
/** What the figures are held to is for so many. */
const LAWYERS_WANTED = 1_000_000
/** Pages of each kind in a run. */
const PAGES = 20
const WARM_UP_PAGES = 2
/** A person may look at two hundred pages in an hour. */
const PAGES_PER_SESSION = 150
/** Numbers of no other lawyer of the sample: 11 digits, then the serial. */
const FIRST_NUMBER = 15_001_201_010_000_000n
const PREFIX_DIGITS = 13
const SERIAL_DIGITS = 6
/** Every so-many-th is suspended. */
const SUSPENDED_EACH = 50
/** Step through the register that repeats none before all were taken; prime. */
const STRIDE = 7_919n

interface Query {
  readonly cursor?: string
  readonly query?: string
  readonly status?: 'SUSPENDED'
  readonly firm?: string
}

/** Of a kind of page, the query of each turn. */
type Kind = (turn: bigint) => Query

/** Puts lawyers into the projection's own tables, as the follower writes them; the ledger does not have them. */
export async function fillLawyers(door: BenchDoor, lawyers: number): Promise<void> {
  const database = await door.database('justice')
  try {
    await database.query('BEGIN')
    await database.query(
      `CREATE TEMPORARY TABLE filled ON COMMIT DROP AS
       SELECT 'be' || lpad(to_hex(n), 30, '0') AS lawyer_id, ($2::bigint + n)::text AS licence_no,
              CASE WHEN n % ${SUSPENDED_EACH} = 0 THEN 'SUSPENDED' ELSE 'ACTIVE' END AS status,
              firms[1 + n % array_length(firms, 1)] AS uscc, template
       FROM generate_series(0, $1::integer - 1) n,
            (SELECT array_agg(uscc ORDER BY uscc) AS firms FROM projection.firm) f,
            (SELECT record AS template FROM projection.lawyer ORDER BY licence_no LIMIT 1) t`,
      [lawyers, String(FIRST_NUMBER)],
    )
    for (const insert of INSERTS) await database.query(insert)
    await database.query('COMMIT')
    await database.query(
      'ANALYZE projection.lawyer, projection.licence, projection.lawyer_status, projection.lawyer_firm',
    )
  } finally {
    await database.end()
  }
}

const FROM_DAY = '2020-01-01'
const INSERTS: readonly string[] = [
  `INSERT INTO projection.lawyer (lawyer_id, licence_no, serial, record)
   SELECT lawyer_id, licence_no, right(licence_no, ${SERIAL_DIGITS}), template || jsonb_build_object(
     'lawyerId', lawyer_id, 'licenceNo', licence_no, 'serial', right(licence_no, ${SERIAL_DIGITS}),
     'numbers', jsonb_build_array(jsonb_build_object('licenceNo', licence_no, 'from', '${FROM_DAY}', 'to', NULL)),
     'statusPeriods', jsonb_build_array(
       jsonb_build_object('status', status, 'from', '${FROM_DAY}', 'to', NULL, 'sanctionId', NULL)),
     'firmPeriods', jsonb_build_array(jsonb_build_object('uscc', uscc, 'from', '${FROM_DAY}', 'to', NULL)))
   FROM filled`,
  'INSERT INTO projection.licence (lawyer_id, n, licence_no) SELECT lawyer_id, 0, licence_no FROM filled',
  `INSERT INTO projection.lawyer_status (lawyer_id, n, licence_no, status, from_day)
   SELECT lawyer_id, 0, licence_no, status, '${FROM_DAY}' FROM filled`,
  `INSERT INTO projection.lawyer_firm (lawyer_id, n, licence_no, uscc, from_day)
   SELECT lawyer_id, 0, licence_no, uscc, '${FROM_DAY}' FROM filled`,
]

/** Pages of the register of lawyers, of every kind that the page offers. */
export async function listFigures(door: BenchDoor, runs: number, lawyers: number): Promise<Figure[]> {
  const database = await door.database('justice')
  const kinds = kindsOf(await firmsOf(database), BigInt(lawyers))
  await database.end()
  const all = kinds.length * (WARM_UP_PAGES + runs * PAGES)
  const browsers = await repeated(Math.ceil(all / PAGES_PER_SESSION), (n) =>
    Browser.signIn(door.url('justice'), colleague(OFFICER, n)),
  )
  let turn = 0
  const page = (kind: Kind): Promise<number> => {
    const browser = browsers[turn++ % browsers.length]
    if (browser === undefined) throw new BenchError('WORK_REFUSED', { sessions: 0 })
    return clocked(async () => {
      const { items } = await browser.client.call('listLawyers', { query: kind(BigInt(turn)) })
      if (items.length === 0) throw new BenchError('WORK_REFUSED', { expected: 'rows' })
    })
  }
  try {
    await repeated(WARM_UP_PAGES, () => eachOf(kinds, page))
    const rows = await repeated(runs, () => eachOf(kinds, (kind) => repeated(PAGES, () => page(kind))))
    const wanted = wantedAt(lawyers, LAWYERS_WANTED, { atLeast: 100, goal: 100, better: 'less' })
    return [
      figure(
        'doorListP50',
        'ms',
        rows.map((run) => percentile(run.flat(), 0.5)),
      ),
      figure(
        'doorListP95',
        'ms',
        rows.map((run) => percentile(run.flat(), 0.95)),
        wanted,
      ),
      figure(
        'doorListWorst',
        'ms',
        rows.map((run) => Math.max(...run.map((kind) => percentile(kind, 0.95)))),
      ),
    ]
  } finally {
    for (const browser of browsers) browser.close()
  }
}

function eachOf<T>(kinds: readonly Kind[], work: (kind: Kind) => Promise<T>): Promise<T[]> {
  const rest = [...kinds]
  return repeated(kinds.length, () => work(rest.shift() ?? (() => ({}))))
}

/** The first page, a page somewhere behind it, both searches, both filters. */
function kindsOf(firms: readonly string[], lawyers: bigint): Kind[] {
  const number = (turn: bigint): string => String(FIRST_NUMBER + ((turn * STRIDE) % lawyers))
  // In the first half: rows of each firm and status follow.
  const cursor = (turn: bigint): string => String(FIRST_NUMBER + ((turn * STRIDE) % (lawyers / 2n + 1n)))
  return [
    () => ({}),
    (turn) => ({ cursor: cursor(turn) }),
    (turn) => ({ query: number(turn).slice(0, PREFIX_DIGITS) }),
    (turn) => ({ query: number(turn).slice(-SERIAL_DIGITS) }),
    (turn) => ({ status: 'SUSPENDED', cursor: cursor(turn) }),
    (turn) => ({ firm: firms[Number(turn) % firms.length] ?? '', cursor: cursor(turn) }),
  ]
}

async function firmsOf(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ uscc: string }>('SELECT uscc FROM projection.firm ORDER BY uscc')
  return rows.map(({ uscc }) => uscc)
}
