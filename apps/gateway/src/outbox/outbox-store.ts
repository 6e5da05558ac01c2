import { randomUUID } from 'node:crypto'
import type { Json } from '@xiezhi/codec'
import type { OutboxRow, OutboxState } from '@xiezhi/gateway-api'
import type { Gathered } from '@xiezhi/sdk'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Facts } from '../gateway-error.ts'
import type { JsonRecord } from '../projection/tables.ts'
import type { Person } from '../session/person.ts'
import type { StoredPlan } from './act-plan.ts'
import { insertRows, rowsUnder, SHOWN, shownRows, writeSteps } from './outbox-rows.ts'
import type { Earlier, KeyOfRequest, NewRow, Shown, Stored } from './outbox-rows.ts'
import { requestDigest } from './request-digest.ts'

const LIST_MAX = 50

/** A row with what its next step needs. */
export interface Entry {
  readonly id: string
  readonly person: string
  readonly state: OutboxState
  readonly plan: StoredPlan
  readonly signed: readonly string[]
  readonly expiresAtMs: number
  readonly result: JsonRecord | null
  /** Steps that go to disk with the next one. */
  readonly unwritten: OutboxRow['steps']
}

export interface Refusal {
  readonly codespace: string
  readonly code: number
  readonly name: string
  readonly facts: Facts
}

export interface NewEntry {
  readonly act: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly idempotencyKey: string
  readonly request: Json
  readonly plan: StoredPlan
}

export interface SignedBytes {
  /** Base64, in the order in which they are sent. */
  readonly transactions: readonly string[]
  readonly expiresAtMs: number
}

export interface Begun {
  readonly entry: Entry
  readonly row: OutboxRow
}

export interface ShownAct {
  readonly row: OutboxRow
  readonly dispatchId: string | null
  readonly facts: JsonRecord
  readonly officer: Asker
}

export interface Step {
  readonly state: OutboxState
  readonly isFinal?: boolean
  readonly result?: JsonRecord
  readonly refusal?: Refusal
}

/** Rows of the outbox. Each step is on disk when its call returns. */
export class OutboxStore {
  readonly #db: Database
  readonly #key: string
  readonly #begun: Gathered<NewRow, boolean>
  readonly #stepped: Gathered<object, undefined>
  readonly #shown: Gathered<string, Shown | undefined>
  readonly #earlier: Gathered<KeyOfRequest, Earlier | undefined>

  constructor(db: Database, key: string) {
    this.#db = db
    this.#key = key
    this.#begun = gathered((rows) => insertRows(db, rows))
    this.#stepped = gathered((steps) => writeSteps(db, steps))
    this.#shown = gathered((ids) => shownRows(db, ids))
    this.#earlier = gathered((keys) => rowsUnder(db, keys))
  }

  /** The row of an act that came before under the same key. @throws GatewayError IDEMPOTENCY_KEY_REUSED */
  async earlier(person: Person, idempotencyKey: string, act: string, request: Json): Promise<OutboxRow | undefined> {
    const row = await this.#earlier.load({ person: person.id, idempotencyKey })
    if (row === undefined) return undefined
    if (!row.request_digest.equals(requestDigest(this.#key, act, request)))
      throw new GatewayError('IDEMPOTENCY_KEY_REUSED')
    return viewOf(row)
  }

  /**
   * Recorded with its signed bytes, and handed to the sender: on disk before anything is sent; the same bytes are sent again
   * after a crash, and no others. Undefined where another request under the same key was faster.
   */
  async begin(person: Person, entry: NewEntry, { transactions, expiresAtMs }: SignedBytes): Promise<Begun | undefined> {
    const nowMs = Date.now()
    const id = randomUUID()
    const { plan } = entry
    const state = plan.leavesAtMs === undefined ? 'submitted' : 'signed'
    const steps = state === 'signed' ? (['recorded', state] as const) : (['recorded', 'signed', state] as const)
    const row = {
      id,
      act: entry.act,
      state,
      is_final: false,
      person: person.id,
      organisation: person.organisation ?? '',
      officer: person.officer ?? '',
      subject_kind: entry.subject.kind,
      subject_id: entry.subject.id,
      idempotency_key: entry.idempotencyKey,
      request_digest: `\\x${requestDigest(this.#key, entry.act, entry.request).toString('hex')}`,
      plan,
      dispatch_id: plan.dispatchId,
      signed: transactions,
      expires_at_ms: expiresAtMs,
      result: null,
      refusal: null,
      steps: steps.map((one) => ({ state: one, atMs: nowMs })),
      created_at_ms: nowMs,
      updated_at_ms: nowMs,
    }
    if (!(await this.#begun.load(row))) return undefined
    return {
      entry: { id, person: person.id, state, plan, signed: transactions, expiresAtMs, result: null, unwritten: [] },
      row: {
        id,
        act: entry.act,
        state,
        isFinal: false,
        subject: entry.subject,
        steps: row.steps,
        refusal: null,
        result: null,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
      },
    }
  }

  /** The entry as it stands after the step; the steps that were written: this one, behind those that were not before it. */
  async step(
    entry: Entry,
    { isFinal = false, refusal, ...step }: Step,
  ): Promise<{ readonly next: Entry; readonly written: OutboxRow['steps'] }> {
    const { id, state, result, unwritten } = passed(entry, step)
    await this.#stepped.load({
      id,
      state,
      is_final: isFinal,
      result,
      refusal: refusal ?? null,
      steps: unwritten,
      at_ms: unwritten.at(-1)?.atMs,
    })
    return { next: { ...entry, state, result, unwritten: [] }, written: unwritten }
  }

  async view(id: string, person: Person): Promise<OutboxRow> {
    const row = await this.#shown.load(id)
    if (row?.person !== person.id) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'outbox' })
    return viewOf(row)
  }

  /** Of one person, newest first, behind `<instant>.<id>`. */
  async list(person: Person, limit: number, cursor?: string): Promise<{ items: OutboxRow[]; next: string | null }> {
    const [at, after = ''] = (cursor ?? '').split('_')
    const query = this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('person', '=', person.id)
      .orderBy('created_at_ms', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
    const rows = await (
      cursor === undefined
        ? query
        : query.where((eb) => eb(eb.refTuple('created_at_ms', 'id'), '<', eb.tuple(Number(at), after)))
    ).execute()
    const last = rows.at(-1)
    return {
      items: rows.map(viewOf),
      next: rows.length === limit && last !== undefined ? `${last.created_at_ms}_${last.id}` : null,
    }
  }

  /** Rows that are under way, oldest first. */
  async open(): Promise<Entry[]> {
    const rows = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('is_final', '=', false)
      .orderBy('created_at_ms')
      .execute()
    return rows.map(entryOf)
  }

  async entry(id: string): Promise<Entry | undefined> {
    const row = await this.#db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? undefined : entryOf(row)
  }

  /** The row behind a verification: by its own id, or by the dispatch that it sent. */
  async byDispatch(ids: readonly string[]): Promise<ReadonlyMap<string, OutboxRow>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('outbox')
      .select([...SHOWN, 'dispatch_id'])
      .where('dispatch_id', 'in', [...ids])
      .execute()
    return new Map(rows.map((row) => [row.dispatch_id ?? '', viewOf(row)]))
  }

  /** What a page of the act needs besides the row. */
  async shown(id: string): Promise<ShownAct | undefined> {
    const row = await this.#shown.load(id)
    if (row === undefined) return undefined
    return {
      row: viewOf(row),
      dispatchId: row.dispatch_id,
      facts: row.facts ?? {},
      officer: { organisation: row.organisation, officer: row.officer },
    }
  }

  async find(
    id: string,
  ): Promise<{ readonly row: OutboxRow; readonly entry: Entry; readonly officer: Asker } | undefined> {
    const row = await this.#db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) return undefined
    return { row: viewOf(row), entry: entryOf(row), officer: { organisation: row.organisation, officer: row.officer } }
  }

  /** Acts of one kind about one subject, newest first. */
  async about(act: string, subjectId: string): Promise<OutboxRow[]> {
    const rows = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('act', '=', act)
      .where('subject_id', '=', subjectId)
      .orderBy('created_at_ms', 'desc')
      .limit(LIST_MAX)
      .execute()
    return rows.map(viewOf)
  }

  /** Acts of one kind, by whomever, newest first. */
  async ofAct(act: string, limit: number): Promise<{ readonly row: OutboxRow; readonly officer: Asker }[]> {
    const rows = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('act', '=', act)
      .orderBy('created_at_ms', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ row: viewOf(row), officer: { organisation: row.organisation, officer: row.officer } }))
  }

  async counts(): Promise<{ waiting: number; refused: number; failed: number; oldestWaitingMs: number | null }> {
    const row = await this.#db
      .selectFrom('outbox')
      .select(({ fn }) => [
        fn.countAll<number>().filterWhere('is_final', '=', false).as('waiting'),
        fn.countAll<number>().filterWhere('state', '=', 'refused').as('refused'),
        fn.countAll<number>().filterWhere('state', '=', 'failed').as('failed'),
        fn.min<number | null>('created_at_ms').filterWhere('is_final', '=', false).as('oldest'),
      ])
      .executeTakeFirstOrThrow()
    return {
      waiting: row.waiting,
      refused: row.refused,
      failed: row.failed,
      oldestWaitingMs: row.oldest === null ? null : Math.max(0, Date.now() - row.oldest),
    }
  }
}

export interface Asker {
  readonly organisation: string
  readonly officer: string
}

/** After a step that the next one is written with. */
export function passed(entry: Entry, { state, result }: Pick<Step, 'state' | 'result'>): Entry {
  const unwritten = [...entry.unwritten, { state, atMs: Date.now() }]
  return { ...entry, state, result: result ?? entry.result, unwritten }
}

function viewOf(row: Pick<Stored, (typeof SHOWN)[number]>): OutboxRow {
  return {
    id: row.id,
    act: row.act,
    state: row.state as OutboxState,
    isFinal: row.is_final,
    subject: { kind: row.subject_kind, id: row.subject_id },
    steps: row.steps as OutboxRow['steps'],
    refusal: row.refusal as OutboxRow['refusal'],
    result: row.result,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  }
}

function entryOf(row: Stored): Entry {
  return {
    id: row.id,
    person: row.person,
    state: row.state as OutboxState,
    plan: row.plan as unknown as StoredPlan,
    signed: row.signed ?? [],
    expiresAtMs: row.expires_at_ms ?? 0,
    result: row.result as JsonRecord | null,
    unwritten: [],
  }
}
