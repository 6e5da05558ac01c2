import { ensure } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import { HOLDING, LIVE, measures } from '../state.ts'
import type { HistoryKind, Line, Measure, MeasureFact, Row } from '../state.ts'

/** What has happened to a measure. */
export interface Entry {
  readonly kind: HistoryKind
  /** As it is afterwards. */
  readonly measure: Measure
  /** When it took effect. */
  readonly atMs: number
  readonly orderId: string | null
  readonly digest: string | null
}
export type Happening = Pick<Entry, 'kind' | 'atMs'> & Partial<Pick<Entry, 'orderId' | 'digest'>>

/** A line as it will be, made while a message is checked and written when it is executed. */
export interface LinePlan {
  readonly line: Line
  readonly changed: ReadonlyMap<string, Measure>
  readonly entries: readonly Entry[]
  /** Rows that leave a full line for its next page. */
  readonly leaving?: readonly Row[]
}

export function planOf(line: Line): LinePlan {
  return { line, changed: new Map(), entries: [] }
}

/** @throws ContractError MeasureUnknown */
export function measureIn({ store }: ReadContext, { changed }: LinePlan, measureId: string): Measure {
  const found = changed.get(measureId) ?? measures(store).get(measureId)
  ensure(found !== undefined, errors.MeasureUnknown, { measureId })
  return found
}

/** The measure as changed, with its row, and what has happened to it. */
export function withMeasure(plan: LinePlan, given: Measure, { kind, atMs, orderId, digest }: Happening): LinePlan {
  const measure = { ...given, history: given.history + 1 }
  return {
    ...plan,
    line: hasRow(plan.line, given)
      ? { ...plan.line, rows: inOrder([...otherRows(plan.line, measure.measureId), rowOf(measure)]) }
      : plan.line,
    changed: new Map(plan.changed).set(measure.measureId, measure),
    entries: [...plan.entries, { kind, measure, atMs, orderId: orderId ?? null, digest: digest ?? null }],
  }
}

/**
 * Room in a full line: rows that have ended go to a page, except those of the last disposal, which later registrations
 * and claims to the surplus are judged by. Those that stand never leave.
 */
export function withRoom(plan: LinePlan): LinePlan {
  const { rows, paged } = plan.line
  const disposals = rows.flatMap(({ state, endedAtMs }) => (state === 'DISPOSED' ? [endedAtMs ?? 0] : []))
  const disposedAtMs = Math.max(-1, ...disposals)
  const leaving = rows.filter((row) => !isLive(row) && row.endedAtMs !== disposedAtMs)
  if (leaving.length === 0) return plan
  const staying = rows.filter((row) => !leaving.includes(row))
  const pages = (paged?.pages ?? 0) + 1
  const lastN = Math.max(paged?.lastN ?? 0, ...rows.map(({ n }) => n))
  const endedToMs = Math.max(paged?.endedToMs ?? 0, ...leaving.map(({ endedAtMs }) => endedAtMs ?? 0))
  return { ...plan, line: { ...plan.line, rows: staying, paged: { pages, lastN, endedToMs } }, leaving }
}

/** The waiting measure that has the right to dispose of what this one holds; undefined: this one has it. */
export function disposerOf({ line }: LinePlan, { transferredTo }: Measure): string | undefined {
  return line.rows.find(({ measureId, state }) => measureId === transferredTo && state === 'WAITING')?.measureId
}

/** A new one gets its row; one that has ended may have left with a page. */
function hasRow({ rows }: Line, { measureId, history }: Measure): boolean {
  return history === 0 || rows.some((row) => row.measureId === measureId)
}

function otherRows({ rows }: Line, measureId: string): Row[] {
  return rows.filter((row) => row.measureId !== measureId)
}

/** By registration (R20-19); the ledger's order decides between equal seconds. */
function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => one.registeredAtMs - other.registeredAtMs || one.n - other.n)
}

/** What the line keeps of a measure. */
export function rowOf({ measureId, n, registeredAtMs, state, to, endedAtMs }: Measure): Row {
  return { measureId, n, registeredAtMs, state, to, endedAtMs }
}

export function isLive({ state }: Pick<Row, 'state'>): boolean {
  return LIVE.includes(state)
}

export function isHolding({ state }: Pick<Row, 'state'>): boolean {
  return HOLDING.includes(state)
}

/** How many stand before a measure: before a live one the live ones, before a claim to the surplus the holder and earlier claims. */
function rankOf({ rows }: Line, { measureId, state, endedAtMs }: Measure): number {
  const before = rows.slice(
    0,
    rows.findIndex((row) => row.measureId === measureId),
  )
  if (LIVE.includes(state)) return before.filter(isLive).length
  if (state !== 'SURPLUS_CLAIM') return 0
  return before.filter((row) => row.state === 'SURPLUS_CLAIM' && row.endedAtMs === endedAtMs).length + 1
}

/** A measure as answers and notices state it. */
export function factOf(line: Line, measure: Measure): MeasureFact {
  const { measureId, assetKey, registeredAtMs, from, to } = measure
  return { measureId, assetKey, registeredAtMs, rank: rankOf(line, measure), from, to }
}
