import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { decodeCanonical } from '@xiezhi/codec'
import { listingApi, listingState } from '@xiezhi/contracts'
import { civilDateOf } from '@xiezhi/contracts/ids'
import { creditSubject, encodeCreditAnnex } from '@xiezhi/credit-interface'
import type { CreditAnnex } from '@xiezhi/credit-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CREDIT_ENTRIES, PERSON_ANNEX } from '../apps/gateway/src/credit/store.ts'
import { HeldEntries } from '../apps/gateway/src/institution/credit/held-entries.ts'
import { MonthlySet } from '../apps/gateway/src/institution/credit/monthly-set.ts'
import { SubscriberLedger } from '../apps/gateway/src/institution/credit/subscriber-ledger.ts'
import { CLIENT } from './testing/alliance.ts'
import { RAILWAY, startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance } from './testing/enforcement-alliance.ts'
import { CoreProcess, InstitutionDoor } from './testing/institution-door.ts'
import { listingDecision, ListingCourt, NATURAL } from './testing/listing-court.ts'
import { OrderingCourt } from './testing/ordering-court.ts'
import { until as untilAtOnce } from './testing/until.ts'

const { ENTRIES_PER_CASE_MAX, IDS_PER_BUCKET_MAX } = listingState
/** Ledgers, relayer and gateways are in one process: beside other tests an answer takes minutes. */
const WAIT_MS = 600_000
const TEST_MS = 900_000
const PAUSE_MS = 300
const BUCKET = 'e1'
const SUBSCRIBER = RAILWAY
/** More than are stated at once, in every part of the bucket. */
const COUNT = IDS_PER_BUCKET_MAX + 88
const DIGEST = `sha256:${'dd'.repeat(32)}`
const LEADERS = ['president-1', 'judge-1'] as const

/** The third digit goes round, so that every part of the bucket has its share. */
const IDS = Array.from({ length: COUNT + 1 }, (_, n) => {
  return BUCKET + (n % 16).toString(16) + randomBytes(15).toString('hex').slice(1)
})
const [SURPLUS = '', ...STANDING] = IDS
const LISTED = STANDING[0] ?? ''
/** Two entries of different parts that the department's system has lost; it has one that was withdrawn. */
const LOST = [STANDING[4] ?? '', STANDING[105] ?? ''].sort()

const until: typeof untilAtOnce = (look, waitMs) =>
  untilAtOnce(async () => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    return look()
  }, waitMs)

let alliance: EnforcementAlliance
let core: CoreProcess
let door: InstitutionDoor
let court: ListingCourt

const db = (side: 'court' | 'institution') => door.listener(side).db
const today = (): string => civilDateOf(Date.now())

async function countOf(side: 'court' | 'institution', table: string, where = sql`true`): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM ${sql.table(`projection.${table}`)} WHERE ${where}`.execute(db(side))
  return rows[0]?.n ?? 0
}

/** The person who is found by number and name; nobody stands behind the commitments of the others. */
async function listedPerson(): Promise<{ readonly subject: string; readonly indexKey: string }> {
  const salt = randomBytes(16).toString('hex')
  const annex: CreditAnnex = { entryId: LISTED, salt, person: NATURAL, subjectKind: 'NATURAL', fields: null }
  const subject = creditSubject(nodeCrypto, annex)
  const { texts, personIndex } = door.listener('court')
  const value = { name: PERSON_ANNEX, digest: subject, salt, value: encodeCreditAnnex(annex) }
  await texts.keepValues(CREDIT_ENTRIES, [{ owner: LISTED, value }])
  return { subject, indexKey: await personIndex.keyOf(NATURAL) }
}

/** Decided and served in bulk, a case at a time: each transaction carries as many acts as a case may have entries. */
async function listAll(): Promise<void> {
  const person = await listedPerson()
  const parts = Math.ceil(IDS.length / ENTRIES_PER_CASE_MAX)
  for (let part = 0; part < parts; part++) {
    const caseRef = (0xa2 + part).toString(16).repeat(16)
    await new OrderingCourt(alliance, door).openCase(caseRef)
    const ids = IDS.slice(part * ENTRIES_PER_CASE_MAX, (part + 1) * ENTRIES_PER_CASE_MAX)
    const decisions = ids.map((entryId) => {
      const subject = `sha256:${randomBytes(32).toString('hex')}`
      const others = { subject, indexKey: randomBytes(32).toString('hex') }
      return listingDecision({ entryId, caseRef, ...(entryId === LISTED ? person : others) })
    })
    const services = ids.map((entryId) => ({ entryId, servedOn: today(), evidenceDigest: DIGEST }))
    await alliance.court.actAll('listing/Decide', decisions, ...LEADERS)
    await alliance.court.actAll('listing/RecordService', services, 'enforcer-1')
  }
}

/** The digest of a bucket as the ledger of the court keeps it. */
async function keptDigest(): Promise<string> {
  const key = `listing/share-bucket/${CLIENT}/${SUBSCRIBER}/${BUCKET}`
  const { entries } = await alliance.court.client.statePage(key, '', 1)
  const kept = decodeCanonical(entries[0]?.value ?? new Uint8Array()) as {
    readonly count: number
    readonly sum: string
  }
  expect(kept.count).toBe(COUNT)
  return listingApi.setDigest(nodeCrypto, kept)
}

const digestOf = (ids: readonly string[]): string => listingApi.setDigest(nodeCrypto, listingApi.setOf(nodeCrypto, ids))

async function comparisonAt(side: 'court' | 'institution'): Promise<listingState.Reconciliation | undefined> {
  const row = await db(side)
    .selectFrom('projection.credit_reconciliation')
    .select('record')
    .where('subscriber', '=', SUBSCRIBER)
    .executeTakeFirst()
  return row?.record as listingState.Reconciliation | undefined
}

/** The program of the month, over what the department's own system lists: in the order of ids, as its port has it. */
async function monthlySet(held: readonly string[]): Promise<MonthlySet> {
  const { zone, clock, config, institution, services } = door.listener('institution')
  if (institution === undefined) throw new RangeError('institution')
  const key = (await services.all()).find(({ holder }) => holder.organisation === SUBSCRIBER)
  if (key === undefined) throw new RangeError(SUBSCRIBER)
  return new MonthlySet({
    db: db('institution'),
    subscriber: SUBSCRIBER,
    client: CLIENT,
    entries: new HeldEntries(db('institution'), SUBSCRIBER),
    adapter: {
      async *held() {
        for (const recordId of held) yield await Promise.resolve({ recordId, revision: 1 })
      },
    },
    ledger: new SubscriberLedger(zone, key, config.zone.chainId),
    // Nothing that is stated here is refused.
    alarm: (...alarm) => Promise.reject(new RangeError(alarm.join(' '))),
    nowMs: () => clock.nowMs(),
  })
}

/** What anybody learns on the public page. */
async function asked(person: object): Promise<unknown> {
  const answer = await fetch(`${door.listener('court').config.publicUrl}/public/v1/credit/checks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  })
  return answer.json()
}

describe('a bucket of the list that holds more ids than are stated at once (T26-4)', () => {
  beforeAll(async () => {
    alliance = await startEnforcementAlliance()
    core = new CoreProcess(alliance.folder)
    await core.start()
    door = await InstitutionDoor.open(alliance, core, {
      answersChecks: true,
      subscribers: [{ organisation: SUBSCRIBER, tokenFolder: join(alliance.folder, 'railway') }],
    })
    await door.start()
    await alliance.openLink()
    court = new ListingCourt(alliance, door)
    await court.subscribe(SUBSCRIBER, 'TOKEN')
  }, TEST_MS)
  afterAll(async () => {
    await door.stop()
    await alliance.close()
    await core.stop()
  }, WAIT_MS)

  test(
    'every entry has its row at both gateways and its receipt, and the sum that the ledger keeps is that of the ids',
    async () => {
      await listAll()
      const confirmed = sql`record->>'confirmedRevision' = record->>'sentRevision'`
      await until(async () => (await countOf('court', 'credit_share', confirmed)) === COUNT + 1, WAIT_MS)
      await court.withdraw(SURPLUS)
      await until(async () => (await court.withdrawal(SURPLUS, SUBSCRIBER))?.confirmedAtMs != null, WAIT_MS)
      await until(async () => (await countOf('institution', 'held_entry')) === COUNT, WAIT_MS)
      expect(await countOf('court', 'credit_entry')).toBe(COUNT)
      expect(await countOf('court', 'credit_share')).toBe(COUNT)
      expect(await keptDigest()).toBe(digestOf(STANDING))
    },
    TEST_MS,
  )

  test(
    'what the department lost and what it kept are found by parts of the bucket, and by no list of all its ids',
    async () => {
      const held = [...STANDING.filter((id) => !LOST.includes(id)), SURPLUS].sort()
      const set = await monthlySet(held)
      const settled = await until(async () => {
        await set.run(today())
        const row = await comparisonAt('institution')
        return row !== undefined && row.state !== 'STATED' && row.differing.length === 0 && row
      }, WAIT_MS)
      const found = { courtCount: COUNT, receiverCount: COUNT - 1, withdraw: [SURPLUS] }
      expect(settled).toMatchObject({ state: 'DIFFERENT', ...found })
      expect([...settled.resend].sort()).toEqual(LOST)
      const { rows } = await sql<{ bucket: string }>`
        SELECT bucket FROM credit_bucket_stated WHERE subscriber = ${SUBSCRIBER} ORDER BY bucket`.execute(
        db('institution'),
      )
      const parts = [...new Set([...LOST, SURPLUS].map((id) => id.slice(0, BUCKET.length + 1)))].sort()
      expect(rows.map(({ bucket }) => bucket)).toEqual([BUCKET, ...parts])
      const atCourt = await until(async () => {
        const row = await comparisonAt('court')
        return row?.differing.length === 0 && row
      }, WAIT_MS)
      expect(atCourt).toMatchObject(found)
    },
    TEST_MS,
  )

  test(
    'afterwards rows, sum and receipts are as before, the next statement is equal, and a check by number finds who is listed',
    async () => {
      await until(async () => {
        const row = await court.withdrawal(SURPLUS, SUBSCRIBER)
        return row?.confirmedAtMs != null
      }, WAIT_MS)
      const confirmed = sql`record->>'confirmedRevision' = record->>'sentRevision'`
      await until(async () => (await countOf('court', 'credit_share', confirmed)) === COUNT, WAIT_MS)
      await until(async () => (await countOf('institution', 'held_entry')) === COUNT, WAIT_MS)
      expect(await keptDigest()).toBe(digestOf(STANDING))
      const buckets = [{ bucket: BUCKET, count: COUNT, digest: digestOf(STANDING) }]
      const month = nextMonth(today())
      const value = { client: CLIENT, month, buckets }
      await alliance.institution.act('listing/StateSet', value, `${SUBSCRIBER}-gateway`)
      const next = await until(async () => {
        const { rows } = await sql<{ record: listingState.Reconciliation }>`
          SELECT record FROM projection.credit_reconciliation WHERE month = ${month} AND record->>'state' <> 'STATED'`.execute(
          db('institution'),
        )
        return rows[0]?.record
      }, WAIT_MS)
      expect(next).toMatchObject({ state: 'EQUAL', courtCount: COUNT, receiverCount: COUNT, differing: [] })
      expect(await asked(NATURAL)).toMatchObject({ isActive: true, entries: [{ list: 'DISHONEST' }] })
      const other = { ...NATURAL, certificateNumber: '999999198001010038' }
      expect(await asked(other)).toMatchObject({ isActive: false, entries: [] })
    },
    TEST_MS,
  )
})

function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return month === 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(month + 1).padStart(2, '0')}`
}
