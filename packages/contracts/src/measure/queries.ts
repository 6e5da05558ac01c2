import { integer, object, optional } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { defineQuery, ensure } from '@xiezhi/kernel'
import type { AnyQuery, ReadContext } from '@xiezhi/kernel'
import { actId, caseReference, clientId, randomId, shortId } from '../ids.ts'
import { errors } from './errors.ts'
import { factOf } from './handlers/line-plan.ts'
import { standingAt } from './handlers/stand.ts'
import { numberPart } from './handlers/write-plan.ts'
import type { MeasurePorts } from './ports.ts'
import {
  histories,
  linePages,
  lines,
  measures,
  measuresOfCase,
  measuresOfInstitution,
  measuresOfOrder,
} from './state.ts'
import type { Measure, Row } from './state.ts'

export const PAGE_MAX = 100
/** Nightly reconciliation reads every measure of an institution. */
export const RECONCILIATION_PAGE_MAX = 1_000
const limit = integer({ min: 1, max: PAGE_MAX })
/** Pages of a line that one answer gives, or that an earlier instant is judged from. */
const PAGES_MAX = 64

/** Reads for clients. */
export function queries(ports: Pick<MeasurePorts, 'lawBook'>): readonly AnyQuery[] {
  return [
    defineQuery({
      name: 'measure/line',
      schema: object({
        assetKey: randomId,
        /** UTC milliseconds; without it, as it stands. */
        asOfMs: optional(integer({ min: 0 })),
      }),
      answer: (ctx, { assetKey, asOfMs }) => lineAsOf(ctx, ports, assetKey, asOfMs ?? ctx.block.decidedAtMs),
    }),
    ...RECORD_READS,
  ]
}

const RECORD_READS: readonly AnyQuery[] = [
  defineQuery({
    name: 'measure/linePages',
    schema: object({
      assetKey: randomId,
      after: optional(integer({ min: 0 })),
      limit: integer({ min: 1, max: PAGES_MAX }),
    }),
    answer: ({ store }, { assetKey, after, limit: most }) =>
      linePages(store)
        .list({
          under: [assetKey],
          limit: most,
          ...(after === undefined ? {} : { after: [assetKey, numberPart(after)] }),
        })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'measure/measure',
    schema: object({ measureId: randomId }),
    answer: ({ store }, { measureId }) => withRank(store, measures(store).get(measureId)),
  }),
  defineQuery({
    name: 'measure/ofOrder',
    schema: object({ client: clientId, orderId: actId }),
    answer: ({ store }, { client, orderId }) => {
      const measureId = measuresOfOrder(store).get(client, orderId)
      return withRank(store, measureId === undefined ? undefined : measures(store).get(measureId))
    },
  }),
  defineQuery({
    name: 'measure/history',
    schema: object({ measureId: randomId, after: optional(integer({ min: 0 })), limit }),
    answer: ({ store }, { measureId, after, limit: most }) =>
      histories(store)
        .list({
          under: [measureId],
          limit: most,
          ...(after === undefined ? {} : { after: [measureId, numberPart(after)] }),
        })
        .map(({ value }) => value),
  }),
  defineQuery({
    name: 'measure/ofCase',
    schema: object({ caseRef: caseReference, after: optional(randomId), limit }),
    answer: ({ store }, { caseRef, after, limit: most }) =>
      measuresOfCase(store)
        .list({ under: [caseRef], limit: most, ...(after === undefined ? {} : { after: [caseRef, after] }) })
        .flatMap(({ id }) => measures(store).get(id[1] ?? '') ?? []),
  }),
  defineQuery({
    name: 'measure/ofInstitution',
    schema: object({
      institution: shortId,
      after: optional(randomId),
      limit: integer({ min: 1, max: RECONCILIATION_PAGE_MAX }),
    }),
    answer: ({ store }, { institution, after, limit: most }) =>
      measuresOfInstitution(store)
        .list({ under: [institution], limit: most, ...(after === undefined ? {} : { after: [institution, after] }) })
        .flatMap(({ id }) => measures(store).get(id[1] ?? '') ?? []),
  }),
]

function withRank(store: ReadContext['store'], found: Measure | undefined): Json {
  const line = found === undefined ? undefined : lines(store).get(found.assetKey)
  return found === undefined || line === undefined ? null : { measure: found, rank: factOf(line, found).rank }
}

/** Who was in effect and who waited at an instant, from what is registered now, rows on pages with it. @throws ContractError TimeOrder */
function lineAsOf(ctx: ReadContext, ports: Pick<MeasurePorts, 'lawBook'>, assetKey: string, asOfMs: number): Json {
  const line = lines(ctx.store).get(assetKey)
  if (line === undefined) return null
  const nowMs = ctx.block.decidedAtMs
  ensure(asOfMs <= nowMs, errors.TimeOrder, { asOfMs, nowMs })
  const paged = asOfMs < (line.paged?.endedToMs ?? 0) ? pagedRows(ctx, assetKey) : []
  const rows = [...paged, ...line.rows]
  const { review, effective, waiting, ended } = standingAt({ rows }, asOfMs, ports.lawBook(ctx))
  return {
    line,
    standing: {
      asOfMs,
      review,
      effective: effective === null ? null : { ...effective },
      waiting: waiting.map((one) => ({ ...one })),
      ended: [...ended],
    },
  }
}

/** @throws ContractError LineLimit: the asset has had more pages than one answer is made of */
function pagedRows({ store }: ReadContext, assetKey: string): readonly Row[] {
  const pages = linePages(store).list({ under: [assetKey], limit: PAGES_MAX + 1 })
  ensure(pages.length <= PAGES_MAX, errors.LineLimit, { pagesMax: PAGES_MAX })
  return pages.flatMap(({ value }) => value)
}
