import { civilDateOf } from '@xiezhi/contracts/ids'
import type { PartySubmission, RouteInput, Routes } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import { randomId } from '../acts/random-id.ts'
import type { EnforcementSchema } from '../db/enforcement-schema.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { matterWords } from '../views/matter-words.ts'
import { matterOf } from './matters.ts'
import { indexKeyOf } from './parties.ts'
import type { Part } from './parties.ts'
import { Writings } from './writings.ts'
import type { Writer } from './writings.ts'

type Row = Selectable<EnforcementSchema['enforcement_submission']>
type Handed = RouteInput<Routes['submitPartyObjection']>['body']

export interface ShownSubmission {
  readonly view: PartySubmission
  readonly caseId: string
  readonly by: Writer | null
}

type Parts = Pick<Listener, 'db' | 'texts' | 'clock'>

/**
 * What persons concerned hand in at the page. They have no key of a ledger: the counter takes it on with its own signature,
 * and the ledger commits to what the person wrote.
 */
export class Submissions {
  readonly #parts: Parts
  readonly #writings: Writings

  constructor(parts: Parts) {
    this.#parts = parts
    this.#writings = new Writings(parts)
  }

  /** The same again, while it waits, is the same submission. */
  async hand(
    caseId: string,
    part: Part,
    session: OpenSession,
    handed: Handed,
  ): Promise<{ readonly submissionId: string; readonly submittedAtMs: number }> {
    const { db, clock } = this.#parts
    const indexKey = indexKeyOf(session)
    const { kind, orderId = null, earlierId = null, reasons } = handed
    const waiting = (await this.#shown(await this.#rows({ caseId, indexKey }))).find(
      ({ view }) =>
        view.state === 'SUBMITTED' &&
        view.kind === kind &&
        view.orderId === orderId &&
        view.earlierId === earlierId &&
        view.reasons === reasons,
    )
    if (waiting !== undefined) return waiting.view
    const writing = this.#writings.write(caseId, handed, { as: part, name: session.person.name })
    await writing.keep()
    const [submissionId, submittedAtMs] = [randomId(), clock.nowMs()]
    await db
      .insertInto('enforcement_submission')
      .values({
        submission_id: submissionId,
        case_ref: caseId,
        index_key: indexKey,
        part,
        kind,
        order_id: orderId,
        earlier_id: earlierId,
        commitment: writing.digest,
        submitted_at_ms: submittedAtMs,
        state: 'SUBMITTED',
        return_commitment: null,
        objection_id: null,
      })
      .execute()
    return { submissionId, submittedAtMs }
  }

  async own(caseId: string, session: OpenSession): Promise<PartySubmission[]> {
    const rows = await this.#rows({ caseId, indexKey: indexKeyOf(session) })
    return (await this.#shown(rows)).map(({ view }) => view)
  }

  /** Oldest first, behind `[handed in at, id]`. */
  async list(
    { state, after }: { readonly state: string | undefined; readonly after: readonly string[] | undefined },
    limit: number,
  ): Promise<ShownSubmission[]> {
    const [at = null, id = ''] = after ?? []
    const { rows } = await sql<Row>`
      SELECT s.* FROM enforcement_submission s
      WHERE (${at}::bigint IS NULL OR s.submitted_at_ms > ${at}::bigint
          OR (s.submitted_at_ms = ${at}::bigint AND s.submission_id > ${id}))
        AND (${state ?? null}::text IS NULL OR ${stateSql} = ${state ?? null})
      ORDER BY s.submitted_at_ms, s.submission_id LIMIT ${limit}`.execute(this.#parts.db)
    return this.#shown(rows)
  }

  /** What an act takes on: it commits to what the person wrote. @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE, INPUT_INVALID */
  async take(
    caseId: string,
    submissionId: string,
    receivedOn: string,
    objectionId: string,
  ): Promise<{ readonly digest: string; readonly keep: () => Promise<void> }> {
    const row = await this.#one(submissionId)
    if (row.case_ref !== caseId) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'submission' })
    const [shown] = await this.#shown([row])
    if (shown?.view.state !== 'SUBMITTED') throw new GatewayError('NOT_IN_FORCE', { state: shown?.view.state ?? '' })
    const day = civilDateOf(row.submitted_at_ms)
    if (receivedOn !== day)
      throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/receivedOn', expected: day })
    return {
      digest: row.commitment,
      keep: async () => {
        await this.#parts.db
          .updateTable('enforcement_submission')
          .set({ objection_id: objectionId })
          .where('submission_id', '=', submissionId)
          .execute()
      },
    }
  }

  /** Told again in the same words: it stays so. @throws GatewayError SUBJECT_UNKNOWN, NOT_IN_FORCE */
  async giveBack(submissionId: string, reasons: string): Promise<void> {
    const row = await this.#one(submissionId)
    const [shown] = await this.#shown([row])
    const state = shown?.view.state ?? ''
    if (state === 'RETURNED' && shown?.view.returnReasons === reasons) return
    if (state !== 'SUBMITTED') throw new GatewayError('NOT_IN_FORCE', { state })
    const writing = this.#writings.write(row.case_ref, { reasons })
    await writing.keep()
    await this.#parts.db
      .updateTable('enforcement_submission')
      .set({ state: 'RETURNED', return_commitment: writing.digest })
      .where('submission_id', '=', submissionId)
      .where('state', '=', 'SUBMITTED')
      .execute()
  }

  async #one(submissionId: string): Promise<Row> {
    const row = await this.#parts.db
      .selectFrom('enforcement_submission')
      .selectAll()
      .where('submission_id', '=', submissionId)
      .executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'submission' })
    return row
  }

  #rows({ caseId, indexKey }: { readonly caseId: string; readonly indexKey: string }): Promise<Row[]> {
    return this.#parts.db
      .selectFrom('enforcement_submission')
      .selectAll()
      .where('case_ref', '=', caseId)
      .where('index_key', '=', indexKey)
      .orderBy('submitted_at_ms', 'desc')
      .execute()
  }

  async #shown(rows: readonly Row[]): Promise<ShownSubmission[]> {
    const digests = rows.flatMap(({ commitment, return_commitment: returned }) => [commitment, returned ?? []].flat())
    const shown = await this.#writings.shown(digests)
    return Promise.all(
      rows.map(async (row) => {
        const { written, by } = shown(row.commitment)
        const state = await this.#stateOf(row)
        const returned = row.return_commitment
        const view: PartySubmission = {
          submissionId: row.submission_id,
          kind: row.kind as PartySubmission['kind'],
          kindText: matterWords('objection', row.kind),
          orderId: row.order_id,
          earlierId: row.earlier_id,
          reasons: written.text,
          fileDigest: written.fileDigest,
          submittedAtMs: row.submitted_at_ms,
          state,
          stateText: matterWords('submission', state),
          returnReasons: returned === null ? null : shown(returned).written.text,
          objectionId: state === 'TAKEN_ON' ? row.objection_id : null,
        }
        return { view, caseId: row.case_ref, by }
      }),
    )
  }

  /** Taken on as soon as the ledger has it: an act that was refused leaves it where it was. */
  async #stateOf(row: Row): Promise<PartySubmission['state']> {
    if (row.state !== 'SUBMITTED' || row.objection_id === null) return row.state as PartySubmission['state']
    const { db } = this.#parts
    if (row.kind === 'DISPUTE_DEBT') {
      const notice = await matterOf(db, 'debt-notice', row.objection_id)
      return notice?.record.objectionDigest === row.commitment ? 'TAKEN_ON' : 'SUBMITTED'
    }
    return (await matterOf(db, 'objection', row.case_ref, row.objection_id)) === undefined ? 'SUBMITTED' : 'TAKEN_ON'
  }
}

/** The same in a list. */
const stateSql = sql<string>`CASE WHEN s.state = 'SUBMITTED' AND EXISTS (
  SELECT FROM projection.matter m WHERE (m.kind = 'objection' AND m.key1 = s.case_ref AND m.key2 = s.objection_id)
    OR (m.kind = 'debt-notice' AND m.key1 = s.objection_id AND m.record->>'objectionDigest' = s.commitment)
) THEN 'TAKEN_ON' ELSE s.state END`
