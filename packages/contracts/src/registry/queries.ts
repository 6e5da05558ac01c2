import { integer, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery, ReadContext } from '@xiezhi/kernel'
import { actId, civilDate, shortId } from '../ids.ts'
import { asOf, headOf, pagesFor, rowAsOf, pageOf, versionOf } from './api.ts'
import type { RegistryApi } from './api.ts'
import { imports, recordType, versions } from './state.ts'

const PAGE_MAX = 100
const SCAN_MAX = 1_000
const instant = integer({ min: 0 })

const recordQuery = object({ recordType, recordId: shortId, onDate: civilDate, knownAtMs: nullable(instant) })
const headQuery = object({ recordType, recordId: shortId })
const historyQuery = object({
  recordType,
  recordId: shortId,
  /** First row; 1 is the oldest. */
  from: integer({ min: 1 }),
  limit: optional(integer({ min: 1, max: PAGE_MAX })),
})
const doubtfulQuery = object({
  key: string({ bytesMin: 1, bytesMax: 80 }),
  fromMs: instant,
  toMs: instant,
  /** `<record type>/<record id>/<row>` where the last answer stopped. */
  after: optional(string({ bytesMin: 1, bytesMax: 160 })),
})
const importQuery = object({ actId })

/** What held on a day as known at an instant, with the leaves that prove it complete. */
function recordAsOf(ctx: ReadContext, query: Infer<typeof recordQuery>): Json {
  const knownAtMs = query.knownAtMs ?? ctx.block.decidedAtMs
  const { recordType: type, recordId, onDate } = query
  const head = headOf(ctx, type, recordId)
  if (head === undefined) return { version: null, row: null, pages: [] }
  const row = rowAsOf(head, (page) => pageOf(ctx, type, recordId, page), onDate, knownAtMs)
  return {
    version: (asOf(ctx, type, recordId, onDate, knownAtMs) ?? null) as unknown as Json,
    row: row?.n ?? null,
    pages: [...pagesFor(head, onDate, knownAtMs)],
  }
}

function historyPage(ctx: ReadContext, query: Infer<typeof historyQuery>): Json {
  const { recordType: type, recordId, from, limit = PAGE_MAX } = query
  const rows = headOf(ctx, type, recordId)?.rows ?? 0
  const last = Math.min(rows, from + limit - 1)
  const found: Json[] = []
  for (let n = from; n <= last; n++) found.push(versionOf(ctx, type, recordId, n) ?? null)
  return { versions: found, next: last < rows ? last + 1 : null }
}

/** Versions that a key signed in an interval: what is doubtful when the key was in other hands. Looks through a bounded number of versions. */
function writtenBy(ctx: ReadContext, query: Infer<typeof doubtfulQuery>): Json {
  const { key, fromMs, toMs, after } = query
  const rows = versions(ctx.store).list(
    after === undefined ? { limit: SCAN_MAX } : { after: after.split('/'), limit: SCAN_MAX },
  )
  const found = rows
    .filter(({ value }) => value.knownAtMs >= fromMs && value.knownAtMs <= toMs)
    .filter(({ value }) => value.writtenBy.some((signer) => signer.key === key))
  return {
    versions: found.map(({ value }) => ({
      recordType: value.recordType,
      recordId: value.recordId,
      row: value.n,
      knownAtMs: value.knownAtMs,
      actId: value.actId,
    })),
    next: rows.length === SCAN_MAX ? (rows.at(-1)?.id.join('/') ?? null) : null,
  }
}

function recordTypes(api: RegistryApi): Json {
  return api.recordTypes.map(({ fields, ...type }) => ({
    ...type,
    writers: [...type.writers],
    fields: fields.map(({ schema, ...field }) => ({ ...field, schema: schema.describe() })),
  }))
}

export function queries(api: RegistryApi): readonly AnyQuery[] {
  return [
    defineQuery({ name: 'registry/record', schema: recordQuery, answer: recordAsOf }),
    defineQuery({
      name: 'registry/head',
      schema: headQuery,
      answer: (ctx, query: Infer<typeof headQuery>) =>
        (headOf(ctx, query.recordType, query.recordId) ?? null) as unknown as Json,
    }),
    defineQuery({ name: 'registry/history', schema: historyQuery, answer: historyPage }),
    defineQuery({ name: 'registry/writtenBy', schema: doubtfulQuery, answer: writtenBy }),
    defineQuery({
      name: 'registry/importReport',
      schema: importQuery,
      answer: (ctx, query: Infer<typeof importQuery>) =>
        (imports(ctx.store).get(query.actId) ?? null) as unknown as Json,
    }),
    defineQuery({ name: 'registry/types', schema: object({}), answer: () => recordTypes(api) }),
  ]
}
