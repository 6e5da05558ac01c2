import { encodeCanonical } from '@xiezhi/codec'
import type { Invariant, ReadContext } from '@xiezhi/kernel'
import { allEntries } from '../all-entries.ts'
import { digestOf, pageEntry, pageOf, versionKey, versionOf } from './api.ts'
import { heads, PAGE_ROWS, pages, superseded, versions } from './state.ts'
import type { Head, PageEntry, Row } from './state.ts'

export const invariants: readonly Invariant[] = [
  { name: 'heads-name-their-rows', violation: headViolation },
  { name: 'no-leaf-without-head', violation: orphanViolation },
  { name: 'corrections-point-back', violation: correctionViolation },
]

/** Rows are numbered without gap, in the order in which they became known; digests and hulls are those of the leaves. */
function headViolation(ctx: ReadContext): string | null {
  for (const { value: head } of allEntries(ctx.store, heads)) {
    const found = allRows(ctx, head)
    const name = `${head.recordType}/${head.recordId}`
    if (typeof found === 'string') return `${name}: ${found}`
    if (found.length !== head.rows) return `${name}: ${found.length} rows, the head says ${head.rows}`
    let knownMs = 0
    for (const [at, row] of found.entries()) {
      if (row.n !== at + 1 || row.knownAtMs < knownMs) return `${name}: row ${row.n} is out of order`
      knownMs = row.knownAtMs
      const leaf = ctx.store.get(versionKey(head.recordType, head.recordId, row.n))
      if (leaf === undefined || digestOf(ctx.crypto, leaf) !== row.digest)
        return `${name}: row ${row.n} has no such leaf`
    }
  }
  return null
}

function allRows(ctx: ReadContext, head: Head): readonly Row[] | string {
  const sealed: Row[] = []
  for (const [position, entry] of head.pages.entries()) {
    const page = pageOf(ctx, head.recordType, head.recordId, position)
    if (page === undefined) return `page ${position} is missing`
    if (!sameEntry(entry, entryOf(ctx, head, page.rows))) return `page ${position} is not that of the head`
    sealed.push(...page.rows)
  }
  if (head.open.length >= PAGE_ROWS) return 'the open page is full'
  return [...sealed, ...head.open]
}

function entryOf(ctx: ReadContext, { recordType, recordId }: Head, pageRows: readonly Row[]): PageEntry {
  const spans = pageRows.flatMap((row) => {
    const corrected = row.supersedes === null ? undefined : versionOf(ctx, recordType, recordId, row.supersedes)
    return corrected === undefined ? [row] : [row, corrected]
  })
  const digest = digestOf(ctx.crypto, encodeCanonical({ rows: pageRows }))
  return pageEntry(digest, pageRows[0]?.knownAtMs ?? 0, spans)
}

function sameEntry(one: PageEntry, other: PageEntry): boolean {
  return (
    one.digest === other.digest &&
    one.validFrom === other.validFrom &&
    one.validTo === other.validTo &&
    one.knownFromMs === other.knownFromMs
  )
}

function orphanViolation(ctx: ReadContext): string | null {
  for (const { id, value } of allEntries(ctx.store, versions)) {
    const head = heads(ctx.store).get(value.recordType, value.recordId)
    if (head === undefined || value.n > head.rows) return `version ${id.join('/')}`
  }
  for (const { id } of allEntries(ctx.store, pages)) {
    const head = heads(ctx.store).get(id[0] ?? '', id[1] ?? '')
    if (head === undefined || Number(id[2]) >= head.pages.length) return `page ${id.join('/')}`
  }
  return null
}

function correctionViolation(ctx: ReadContext): string | null {
  for (const { id, value } of allEntries(ctx.store, superseded)) {
    const [type = '', record = '', row = ''] = id
    const by = versionOf(ctx, type, record, value.by)
    if (by?.supersedes !== Number(row) || value.by <= Number(row)) return `correction of ${id.join('/')}`
  }
  for (const { value } of allEntries(ctx.store, versions)) {
    if (value.supersedes === null) continue
    const part = String(value.supersedes).padStart(6, '0')
    const by = superseded(ctx.store).get(value.recordType, value.recordId, part)
    if (by?.by !== value.n) return `row ${value.n} of ${value.recordType}/${value.recordId}`
  }
  return null
}
