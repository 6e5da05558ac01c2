import type { measureState } from '@xiezhi/contracts'
import type { AssetLinePages, AssetLineView, InstitutionMeasure } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import { courtNames } from './court-names.ts'
import type { Annexes, CourtNames } from './court-names.ts'
import { enforcementWords } from './enforcement-words.ts'
import { historyWords } from './institution-words.ts'
import { cursorParts, limitOf, pageOf } from './page.ts'
import type { PageQuery } from './page.ts'

const LIVE: readonly string[] = ['EFFECTIVE', 'SUSPENDED', 'CONVERTED_TO_DISPOSAL', 'WAITING']
const HISTORY_MAX = 100
/** Of 256 rows each. */
const PAGES_PER_CALL = 4

interface Row {
  readonly record: measureState.Measure
  readonly before: number
  /** The court of the order with which it began; null: the order is not in the in-box. */
  readonly begunBy: string | null
}

/** What stands, or stood, on the assets of one institution, which sees no other's. */
export class HeldMeasureViews {
  readonly #db: Database
  readonly #zone: ZoneLink
  readonly #annexes: Annexes

  constructor(db: Database, zone: ZoneLink, annexes: Annexes) {
    this.#db = db
    this.#zone = zone
    this.#annexes = annexes
  }

  /** Newest first. */
  async list(
    institution: string,
    query: PageQuery & { readonly state?: string },
  ): Promise<{ items: InstitutionMeasure[]; next: string | null }> {
    const limit = limitOf(query)
    const [at = null, id = ''] = cursorParts(query, 2) ?? []
    const states = query.state === 'LIVE' ? LIVE : query.state === undefined ? null : [query.state]
    const { rows } = await sql<Row>`
      SELECT m.record, ${beforeOf}, ${begunByOf}
      FROM projection.measure m
      WHERE m.institution = ${institution}
        AND (${states}::text[] IS NULL OR m.state = any(${states}::text[]))
        AND (${at}::bigint IS NULL OR m.registered_at_ms < ${at}::bigint
          OR (m.registered_at_ms = ${at}::bigint AND m.measure_id > ${id}))
      ORDER BY m.registered_at_ms DESC, m.measure_id LIMIT ${limit + 1}`.execute(this.#db)
    const names = await this.#courtNames(rows)
    return pageOf(
      rows,
      limit,
      (row) => measureView(row, names),
      ({ record }) => [record.registeredAtMs, record.measureId],
    )
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, also for an asset of another institution */
  async line(institution: string, assetKey: string): Promise<AssetLineView> {
    const { rows } = await sql<Row>`
      SELECT m.record, ${beforeOf}, ${begunByOf}
      FROM projection.measure m
      WHERE m.institution = ${institution} AND m.asset_key = ${assetKey}
      ORDER BY m.registered_at_ms, (m.record->>'n')::int`.execute(this.#db)
    const [first] = rows
    if (first === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'line' })
    const names = await this.#courtNames(rows)
    const line = (await this.#zone.query('measure/line', { assetKey })) as unknown as {
      readonly line: { readonly review: boolean }
    } | null
    return {
      assetKey,
      institution,
      asset: first.record.asset,
      review: line?.line.review ?? false,
      rows: await Promise.all(
        rows.map(async (row) => ({ ...measureView(row, names), history: await this.#history(row.record.measureId) })),
      ),
      recordKey: `measure/line/${assetKey}`,
    }
  }

  /** Rows that left the line when it was full. @throws GatewayError SUBJECT_UNKNOWN, also for an asset of another institution */
  async linePages(institution: string, assetKey: string, after: number | undefined): Promise<AssetLinePages> {
    const own = await this.#db
      .selectFrom('projection.measure')
      .select('measure_id')
      .where('asset_key', '=', assetKey)
      .where('institution', '=', institution)
      .executeTakeFirst()
    if (own === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'line' })
    const question = { assetKey, limit: PAGES_PER_CALL, ...(after === undefined ? {} : { after }) }
    const pages = (await this.#zone.query('measure/linePages', question)) as unknown as measureState.Row[][]
    const given = (after ?? 0) + pages.length
    return {
      assetKey,
      rows: pages.flat().map((row) => ({ ...row, stateText: enforcementWords('control', row.state) })),
      next: pages.length < PAGES_PER_CALL ? null : given,
    }
  }

  /** A measure whose right to dispose went to another court is named by orders of that court alone. */
  #courtNames(rows: readonly Row[]): Promise<CourtNames> {
    const begun = rows.filter(({ record, begunBy }) => begunBy === record.organisation)
    const orders = begun.map(({ record: { organisation, orderId } }) => ({ court: organisation, orderId }))
    return courtNames(this.#annexes, orders)
  }

  async #history(measureId: string): Promise<AssetLineView['rows'][number]['history']> {
    const found = (await this.#zone.query('measure/history', {
      measureId,
      limit: HISTORY_MAX,
    })) as unknown as readonly measureState.History[]
    return found.map(({ kind, rule, orderId, atMs, to, limitCents }) => ({
      kind,
      text: historyWords(kind),
      rule,
      orderId,
      atMs,
      to,
      limitCents,
    }))
  }
}

/** How many live ones stand before it on its line. */
const beforeOf = sql`(
  SELECT count(*)::int FROM projection.measure b
  WHERE b.asset_key = m.asset_key AND b.state = any(${[...LIVE]}::text[])
    AND (b.registered_at_ms, (b.record->>'n')::int) < (m.registered_at_ms, (m.record->>'n')::int)
) AS before`

const begunByOf = sql`(
  SELECT r.record->'instrument'->>'organisation' FROM projection.received_order r
  WHERE r.client = m.record->>'client' AND r.order_id = m.record->>'orderId'
) AS "begunBy"`

function measureView({ record, before }: Row, names: CourtNames): InstitutionMeasure {
  const { measureId, assetKey, institution, organisation, caseRef, orderId, client, asset, limitCents } = record
  const { currency, whole, state, registeredAtMs, from, to, renewals, endedAtMs, pendingDeduction } = record
  return {
    measureId,
    assetKey,
    institution,
    court: organisation,
    courtName: names.get(organisation) ?? null,
    caseId: caseRef,
    orderId,
    client,
    asset,
    limitCents,
    currency,
    whole,
    state,
    stateText: enforcementWords('control', state),
    rank: LIVE.includes(state) ? before : null,
    registeredAtMs,
    from,
    to,
    renewals,
    endedAtMs,
    hasPendingDeduction: pendingDeduction !== null,
    recordKey: `measure/measure/${measureId}`,
  }
}
