import { civilDateOf } from '@xiezhi/contracts/ids'
import type { CreditCheckBoard, PublicCheckAnswer } from '@xiezhi/gateway-api'
import type { Database } from '../../db/database.ts'
import type { JsonRecord } from '../../projection/tables.ts'
import type { Handlers } from '../../routes/handler.ts'
import { organisationNames } from '../../zone/organisation-names.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'
import { isContested } from '../entries.ts'
import type { CreditChecks } from './credit-checks.ts'

const BATCHES_SHOWN = 50
const ENTRIES_MAX = 100

export interface CheckHandlersInput {
  readonly db: Database
  readonly zone: Pick<ZoneLink, 'query'>
  readonly checks: CreditChecks
  readonly nowMs: () => number
}

/** Checks of the credit lists at the court: by subscribers, by anybody, and what the court knows of them. */
export function checkHandlers({ db, zone, checks, nowMs }: CheckHandlersInput): Handlers {
  return {
    checkCredit: async ({ body }) => (await checks.answer(body)) as never,
    checkPublicCredit: async ({ body }) => {
      const { indexKey, standing } = await checks.askPublic(body)
      return {
        isActive: standing.dishonest > 0,
        entries: standing.dishonest > 0 ? await publicEntries(db, zone, indexKey) : [],
        height: standing.height,
        answeredAtMs: nowMs(),
      }
    },
    getCreditChecks: () => boardOf(db, civilDateOf(nowMs())),
  }
}

async function publicEntries(
  db: Database,
  zone: Pick<ZoneLink, 'query'>,
  indexKey: string,
): Promise<PublicCheckAnswer['entries']> {
  const rows = await db
    .selectFrom('projection.credit_entry')
    .select('record')
    .where('index_key', '=', indexKey)
    .where('list', '=', 'DISHONEST')
    .where('state', 'in', ['PUBLISHED', 'DELETION_DUE'])
    .limit(ENTRIES_MAX)
    .execute()
  const shown = rows
    .map(({ record }) => record as unknown as PublicRecord)
    .filter(({ publishedAtMs, lift }) => publishedAtMs !== null && lift === null)
  const names = await organisationNames(
    zone,
    shown.map(({ organisation }) => organisation),
  )
  return shown.map((one) => ({
    list: 'DISHONEST',
    court: one.organisation,
    courtName: names(one.organisation),
    situation: one.situation,
    decidedOn: one.decidedOn,
    publishedAtMs: one.publishedAtMs,
    to: one.termTo,
    isObjected: isContested(one),
  }))
}

interface PublicRecord {
  readonly organisation: string
  readonly situation: number | null
  readonly decidedOn: string
  readonly publishedAtMs: number | null
  readonly termTo: string | null
  readonly lift: JsonRecord | null
  readonly objection: Parameters<typeof isContested>[0]['objection']
}

async function boardOf(db: Database, day: string): Promise<CreditCheckBoard> {
  const [today, batches, alarms] = await Promise.all([
    db
      .selectFrom('credit_lookup')
      .select(({ fn }) => [
        'client',
        'subscriber',
        'purpose',
        fn.countAll<number>().as('count'),
        fn.count<number>('refusal').as('refused'),
      ])
      .where((eb) => eb('day', '=', eb.cast<Date>(eb.val(day), 'date')))
      .groupBy(['client', 'subscriber', 'purpose'])
      .orderBy('count', 'desc')
      .execute(),
    db.selectFrom('credit_lookup_batch').selectAll().orderBy('to_ms', 'desc').limit(BATCHES_SHOWN).execute(),
    db
      .selectFrom('projection.credit_alarm')
      .select(['kind', 'record', 'raised_at_ms'])
      .where('kind', 'in', ['LOOKUP_VOLUME', 'LOOKUP_PURPOSE'])
      .where('ended_at_ms', 'is', null)
      .orderBy('raised_at_ms', 'desc')
      .limit(BATCHES_SHOWN)
      .execute(),
  ])
  return {
    today,
    batches: batches.map((one) => ({
      batchId: one.batch_id,
      root: one.root,
      count: one.count,
      fromMs: one.from_ms,
      toMs: one.to_ms,
      recordedAtMs: one.recorded_at_ms,
    })),
    alarms: alarms.map(({ kind, record, raised_at_ms: atMs }) => {
      const { subject } = record
      const [subscriber = '', on = day] = typeof subject === 'string' ? subject.split(' ') : []
      return { kind: kind === 'LOOKUP_VOLUME' ? 'VOLUME' : 'PURPOSE', subscriber, day: on, atMs }
    }),
  }
}
