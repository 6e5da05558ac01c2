import { bytesEqual, encodeCanonical, hexEncode } from '@xiezhi/codec'
import { ensure } from '@xiezhi/kernel'
import type { CheckContext, ReadContext, StoreKey, TxContext } from '@xiezhi/kernel'
import type { Crypto } from '@xiezhi/crypto'
import { actIdOf } from '../acts.ts'
import { errors } from './errors.ts'
import { screenFields, screenValue } from './handlers/screen-fields.ts'
import { heads, HISTORY_ROWS_MAX, PAGE_ROWS, pages, PAGES_MAX, superseded, versions } from './state.ts'
import type { Head, NewVersion, Page, PageEntry, RecordType, RecordVersion, Row } from './state.ts'

export type { Head, NewVersion, Page, PrivacyClass, RecordField, RecordType, RecordVersion, Row } from './state.ts'

/** A version that was checked against the state of this message. */
export interface WritePlan {
  readonly version: NewVersion
  readonly head: Head | undefined
  readonly headBytes: Uint8Array | undefined
}

export interface Written {
  readonly row: number
  /** SHA-256 of the version leaf. */
  readonly digest: string
}

export interface RegistryApi {
  readonly recordTypes: readonly RecordType[]
  recordTypeOf(name: string): RecordType | undefined
  /** Checks form and content; who may write is the caller's matter. @throws ContractError of codespace `registry` */
  checkWrite(ctx: CheckContext, version: NewVersion): WritePlan
  /** Writes the version leaf and the head; with the last row of a page, the page too. */
  write(ctx: TxContext, plan: WritePlan): Written
}

/** The registry over the record types that this application declares. */
export function registryApi(recordTypes: readonly RecordType[]): RegistryApi {
  const byName = new Map(recordTypes.map((type) => [type.name, type]))
  return {
    recordTypes,
    recordTypeOf: (name) => byName.get(name),
    checkWrite(ctx, version) {
      const type = byName.get(version.recordType)
      ensure(type !== undefined, errors.RecordTypeUnknown, { recordType: version.recordType })
      return checkVersion(ctx, type, version)
    },
    write: writeVersion,
  }
}

/**
 * What held on a day as known at an instant, by default now.
 * @param onDate civil date
 */
export function asOf(
  ctx: ReadContext,
  recordType: string,
  recordId: string,
  onDate: string,
  knownAtMs = ctx.block.decidedAtMs,
): RecordVersion | undefined {
  const head = headOf(ctx, recordType, recordId)
  if (head === undefined) return undefined
  const found = rowAsOf(head, (page) => pageOf(ctx, recordType, recordId, page), onDate, knownAtMs)
  return found === undefined ? undefined : versionOf(ctx, recordType, recordId, found.n)
}

/** The versions of a record, oldest first; of a long history the newest 256. */
export function history(ctx: ReadContext, recordType: string, recordId: string): readonly RecordVersion[] {
  const rows = headOf(ctx, recordType, recordId)?.rows ?? 0
  const first = Math.max(1, rows - HISTORY_ROWS_MAX + 1)
  const found: RecordVersion[] = []
  for (let n = first; n <= rows; n++) {
    const version = versionOf(ctx, recordType, recordId, n)
    if (version !== undefined) found.push(version)
  }
  return found
}

export function headOf(ctx: ReadContext, recordType: string, recordId: string): Head | undefined {
  return heads(ctx.store).get(recordType, recordId)
}

export function versionOf(
  ctx: ReadContext,
  recordType: string,
  recordId: string,
  n: number,
): RecordVersion | undefined {
  return versions(ctx.store).get(recordType, recordId, rowPart(n))
}

/** A sealed page, counted from 0. */
export function pageOf(ctx: ReadContext, recordType: string, recordId: string, page: number): Page | undefined {
  return pages(ctx.store).get(recordType, recordId, pagePart(page))
}

export function headKey(recordType: string, recordId: string): StoreKey {
  return heads.key(recordType, recordId)
}

export function pageKey(recordType: string, recordId: string, page: number): StoreKey {
  return pages.key(recordType, recordId, pagePart(page))
}

export function versionKey(recordType: string, recordId: string, n: number): StoreKey {
  return versions.key(recordType, recordId, rowPart(n))
}

/** Positions of the sealed pages that can decide what held on a day as known at an instant. Pure. */
export function pagesFor(head: Head, onDate: string, knownAtMs: number): readonly number[] {
  return head.pages.flatMap((entry, page) => (canDecide(entry, onDate, knownAtMs) ? [page] : []))
}

/**
 * The row that held on a day as known at an instant, from decoded leaves alone: of the rows known then, valid on the day
 * and not corrected by a row known then, the last. Pure; a verifier runs the same.
 * @throws ContractError PageMissing if a page that can decide is not given
 */
export function rowAsOf(
  head: Head,
  page: (position: number) => Page | undefined,
  onDate: string,
  knownAtMs: number,
): Row | undefined {
  const rows: Row[] = []
  for (const position of pagesFor(head, onDate, knownAtMs)) {
    const sealed = page(position)
    ensure(sealed !== undefined, errors.PageMissing, { page: position })
    rows.push(...sealed.rows)
  }
  const known = [...rows, ...head.open].filter((row) => row.knownAtMs <= knownAtMs)
  const corrected = new Set(known.map((row) => row.supersedes))
  return known.findLast(
    (row) => !corrected.has(row.n) && row.validFrom <= onDate && (row.validTo === null || onDate < row.validTo),
  )
}

/** Refuses pages that are not those of the head. Pure. @throws ContractError PageMismatch */
export function requirePage(crypto: Crypto, head: Head, position: number, page: Page): void {
  const expected = head.pages[position]?.digest ?? ''
  const seen = digestOf(crypto, encodeCanonical(page))
  ensure(seen === expected, errors.PageMismatch, { page: position, expected, seen })
}

/** The digest by which rows name version leaves and heads name pages. */
export function digestOf(crypto: Crypto, bytes: Uint8Array): string {
  return `sha256:${hexEncode(crypto.sha256(bytes))}`
}

function canDecide({ validFrom, validTo, knownFromMs }: PageEntry, onDate: string, knownAtMs: number): boolean {
  return knownFromMs <= knownAtMs && validFrom <= onDate && (validTo === null || onDate < validTo)
}

function checkVersion(ctx: CheckContext, type: RecordType, version: NewVersion): WritePlan {
  const { recordType, recordId, validFrom, validTo, commitments, supersedes } = version
  ensure(validTo === null || validFrom < validTo, errors.ValidityReversed, { validFrom, validTo })
  screenFields(type, version.fields)
  screenValue(recordId, 'recordId', type.idHolds)
  if (version.reason !== undefined) screenValue(version.reason, 'reason')
  checkCommitments(commitments)

  const headBytes = ctx.store.get(headKey(recordType, recordId))
  const head = headBytes === undefined ? undefined : heads(ctx.store).get(recordType, recordId)
  const rows = head?.rows ?? 0
  ensure(rows + 1 < PAGE_ROWS * PAGES_MAX, errors.RowLimit, { rows })
  const { rowsBefore = rows } = version
  ensure(rowsBefore === rows, errors.HeadMoved, { expected: rowsBefore, seen: rows })
  if (supersedes !== undefined) {
    ensure(supersedes <= rows, errors.RowUnknown, { row: supersedes, rows })
    const by = superseded(ctx.store).get(recordType, recordId, rowPart(supersedes))
    ensure(by === undefined, errors.RowSuperseded, { row: supersedes, by: by?.by })
    ensure(version.reason, errors.ReasonMissing, { row: supersedes })
  }
  return { version, head, headBytes }
}

function checkCommitments(commitments: readonly string[]): void {
  for (let at = 1; at < commitments.length; at++) {
    const [before = '', here = ''] = [commitments[at - 1], commitments[at]]
    ensure(sameAlgorithm(before, here), errors.CommitmentsMixed, { position: at })
    ensure(before < here, errors.CommitmentOrder, { position: at })
  }
}

function sameAlgorithm(one: string, other: string): boolean {
  return one.startsWith('sm3:') === other.startsWith('sm3:')
}

function writeVersion(ctx: TxContext, plan: WritePlan): Written {
  const { version } = plan
  const { recordType, recordId, validFrom, validTo, supersedes = null } = version
  const head = currentHead(ctx, plan)
  const n = (head?.rows ?? 0) + 1
  const knownAtMs = ctx.block.decidedAtMs
  const leaf: RecordVersion = {
    recordType,
    recordId,
    n,
    validFrom,
    validTo,
    knownAtMs,
    fields: version.fields,
    commitments: version.commitments,
    supersedes,
    reason: version.reason ?? null,
    writtenBy: ctx.signers.map(({ organisation, officer, key }) => ({ organisation, officer, key })),
    actId: actIdOf(ctx),
  }
  const bytes = encodeCanonical(leaf)
  const digest = digestOf(ctx.crypto, bytes)
  ctx.store.set(versionKey(recordType, recordId, n), bytes)
  if (supersedes !== null) superseded(ctx.store).set([recordType, recordId, rowPart(supersedes)], { by: n })

  const open = [...(head?.open ?? []), { n, validFrom, validTo, knownAtMs, digest, supersedes }]
  const sealed = open.length < PAGE_ROWS ? [] : [sealPage(ctx, recordType, recordId, head?.pages.length ?? 0, open)]
  heads(ctx.store).set([recordType, recordId], {
    recordType,
    recordId,
    rows: n,
    pages: [...(head?.pages ?? []), ...sealed],
    open: sealed.length === 0 ? open : [],
  })
  ctx.emit({ type: 'VersionRecorded', data: { recordType, recordId, row: n, digest, supersedes } })
  return { row: n, digest }
}

/** The head of the plan, unless another write of the same message came between. */
function currentHead(ctx: TxContext, { version, head, headBytes }: WritePlan): Head | undefined {
  const bytes = ctx.store.get(headKey(version.recordType, version.recordId))
  if (bytes === headBytes) return head
  if (bytes !== undefined && headBytes !== undefined && bytesEqual(bytes, headBytes)) return head
  return headOf(ctx, version.recordType, version.recordId)
}

function sealPage(ctx: TxContext, recordType: string, recordId: string, page: number, rows: readonly Row[]): PageEntry {
  const bytes = encodeCanonical({ rows })
  ctx.store.set(pageKey(recordType, recordId, page), bytes)
  const spans = rows.flatMap((row) => {
    const corrected = row.supersedes === null ? undefined : versionOf(ctx, recordType, recordId, row.supersedes)
    return corrected === undefined ? [row] : [row, corrected]
  })
  return pageEntry(digestOf(ctx.crypto, bytes), rows[0]?.knownAtMs ?? 0, spans)
}

/** The entry of a page in the head: its digest and the hull of the days on which it can decide. */
export function pageEntry(
  digest: string,
  knownFromMs: number,
  spans: readonly { readonly validFrom: string; readonly validTo: string | null }[],
): PageEntry {
  const starts = spans.map(({ validFrom }) => validFrom).sort()
  const ends = spans.map(({ validTo }) => validTo)
  const bounded = ends.filter((end) => end !== null).sort()
  return {
    digest,
    validFrom: starts[0] ?? '',
    validTo: bounded.length < ends.length ? null : (bounded.at(-1) ?? null),
    knownFromMs,
  }
}

function rowPart(n: number): string {
  return String(n).padStart(6, '0')
}

function pagePart(page: number): string {
  return String(page).padStart(4, '0')
}
