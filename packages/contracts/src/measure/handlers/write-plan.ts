import type { TxContext } from '@xiezhi/kernel'
import { EVENT_OF } from '../events.ts'
import type { MeasureNotice, MeasurePorts } from '../ports.ts'
import {
  histories,
  linePages,
  lines,
  measures,
  measuresOfCase,
  measuresOfInstitution,
  measuresOfOrder,
} from '../state.ts'
import type { HistoryKind, Measure } from '../state.ts'
import { factOf, isHolding } from './line-plan.ts'
import type { Entry, LinePlan } from './line-plan.ts'
import { endOfTermMs } from './stand.ts'

const RULE_OF: Readonly<Record<HistoryKind, string>> = {
  REGISTERED: 'R20-19',
  PROMOTED: 'R20-17',
  DEMOTED: 'R20-19',
  EXPIRED: 'R20-11',
  RENEWED: 'R20-09',
  REDUCED: 'R20-14',
  RELEASED: 'R20-25',
  SUSPENDED: 'R20-30',
  RESUMED: 'R20-30',
  CONVERTED: 'R20-33',
  DEDUCTION_BEGUN: 'R20-04',
  DEDUCTED: 'R20-04',
  DISPOSED: 'R20-18',
  SURPLUS_CLAIM: 'R20-18',
  TRANSFERRED: 'R20-20',
  DISPOSAL_RECEIVED: 'R20-20',
}

/** What a court is told of beyond the answers to its orders. */
const NOTICES: Partial<Readonly<Record<HistoryKind, MeasureNotice['event']>>> = {
  PROMOTED: 'PROMOTED',
  DEMOTED: 'DEMOTED',
  EXPIRED: 'EXPIRED',
  RELEASED: 'RELEASED',
  DISPOSED: 'DISPOSED',
  SURPLUS_CLAIM: 'SURPLUS_CLAIM',
  DISPOSAL_RECEIVED: 'DISPOSAL_RECEIVED',
}

/** Writes the line as planned, plans the ends of new terms, and tells whom it concerns. Does not refuse. */
export function writePlan(ctx: TxContext, ports: Pick<MeasurePorts, 'tell'>, plan: LinePlan): void {
  const { line, changed, entries, leaving } = plan
  if (entries.length === 0) return
  for (const measure of changed.values()) writeMeasure(ctx, measure)
  lines(ctx.store).set(line.assetKey, line)
  if (leaving !== undefined) linePages(ctx.store).set([line.assetKey, numberPart(line.paged?.pages ?? 1)], [...leaving])
  for (const entry of entries) writeHistory(ctx, entry)
  for (const entry of entries) announce(ctx, ports, plan, entry)
}

function writeMeasure(ctx: TxContext, measure: Measure): void {
  const { measureId, institution, client, orderId, caseRef, registeredAtMs, assetKey, to } = measure
  const before = measures(ctx.store).get(measureId)
  measures(ctx.store).set(measureId, measure)
  if (before === undefined) {
    measuresOfCase(ctx.store).set([caseRef, measureId], registeredAtMs)
    measuresOfInstitution(ctx.store).set([institution, measureId], registeredAtMs)
    measuresOfOrder(ctx.store).set([client, orderId], measureId)
  }
  if (to === null || to === before?.to || !isHolding(measure)) return
  const atMs = Math.max(endOfTermMs(to), ctx.block.decidedAtMs)
  ctx.schedule({ module: 'measure', kind: 'expire', atMs, item: assetKey })
}

function writeHistory(ctx: TxContext, { kind, measure, atMs, orderId, digest }: Entry): void {
  const { measureId, history: n, state, from, to, limitCents } = measure
  const recordedAtMs = ctx.block.decidedAtMs
  const row = { n, kind, rule: RULE_OF[kind], orderId, atMs, recordedAtMs, state, from, to, limitCents, digest }
  histories(ctx.store).set([measureId, numberPart(n)], row)
}

function announce(ctx: TxContext, ports: Pick<MeasurePorts, 'tell'>, plan: LinePlan, entry: Entry): void {
  const { kind, measure, atMs } = entry
  const { measureId, assetKey, institution, client, orderId, state, distribution } = measure
  const fact = factOf(plan.line, measure)
  const { review } = plan.line
  ctx.emit({
    type: EVENT_OF[kind],
    data: { measureId, assetKey, institution, orderId, state, rank: fact.rank, rule: RULE_OF[kind], atMs, review },
  })
  const event = NOTICES[kind]
  if (event === undefined || isAnswered(plan, entry)) return
  ports.tell(ctx, client, { orderId, event, measure: fact, digest: distribution })
}

/** A measure that takes effect as it is registered: the answer says so. */
function isAnswered({ entries }: LinePlan, { kind, measure }: Entry): boolean {
  const isRegistration = entries.some((one) => one.kind === 'REGISTERED' && one.measure.measureId === measure.measureId)
  return kind === 'PROMOTED' && isRegistration
}

/** Keys sort as texts. */
export function numberPart(n: number): string {
  return String(n).padStart(6, '0')
}
