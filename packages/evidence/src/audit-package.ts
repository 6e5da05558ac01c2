import {
  array,
  boolean,
  CodecError,
  concatBytes,
  decodeCanonical,
  encodeCanonical,
  enumeration,
  hexBytes,
  integer,
  literal,
  nullable,
  object,
  string,
  utf8Encode,
} from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { formatDigest } from '@xiezhi/crypto'
import type { Crypto } from '@xiezhi/crypto'
import { EvidenceError } from './evidence-error.ts'

export const AUDIT_PACKAGE_FORMAT = 'xiezhi/audit-package/v1'
export const AUDIT_ROWS_MAX = 100_000
const BYTES_MAX = 64 * 1024 * 1024

/** Why an account was locked: too many look-ups for one purpose, or without a case of the own. */
export const LOCK_KINDS = ['VOLUME', 'WITHOUT_CASE'] as const
export type LockKind = (typeof LOCK_KINDS)[number]

const id = hexBytes(16)
const name = string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })
const instant = integer({ min: 0 })
const count = integer({ min: 0 })
const digest = string({ bytesMin: 71, bytesMax: 71, pattern: /^sha256:[0-9a-f]{64}$/ })

const headerSchema = object({
  packageId: id,
  authority: name,
  chainId: name,
  /** Pseudonym of the locked person. */
  person: id,
  kind: enumeration(LOCK_KINDS),
  /** Null: of all purposes. */
  purpose: nullable(name),
  /** Key of the parameter that was passed, its value then, and how many look-ups were counted. */
  parameter: name,
  limit: count,
  count,
  fromMs: instant,
  lockedAtMs: instant,
})
export type AuditHeader = Infer<typeof headerSchema>

const rowSchema = object({
  /** From 1 on. */
  n: integer({ min: 1 }),
  atMs: instant,
  role: name,
  route: name,
  purpose: name,
  /** Pseudonym of whom or what was looked up; null: a list. */
  subject: nullable(id),
  /** Pseudonym of what a list was asked with. */
  page: nullable(id),
  refused: boolean(),
  refusal: nullable(name),
})
export type AuditRow = Infer<typeof rowSchema>

const packageSchema = object({
  format: literal(AUDIT_PACKAGE_FORMAT),
  header: headerSchema,
  rows: array(rowSchema, { max: AUDIT_ROWS_MAX }),
  chain: digest,
})

/** The log of one person, in order; `digest` is what the ledger holds. */
export interface AuditPackage {
  readonly header: AuditHeader
  readonly rows: readonly AuditRow[]
  readonly digest: string
}

/** Canonical bytes with the digest that binds them. */
export function encodeAuditPackage(
  crypto: Pick<Crypto, 'sha256'>,
  header: AuditHeader,
  rows: readonly AuditRow[],
): { readonly bytes: Uint8Array; readonly digest: string } {
  const chain = chainOf(crypto, header, rows)
  const json = { format: AUDIT_PACKAGE_FORMAT, header, rows, chain }
  return { bytes: encodeCanonical(json, { bytesMax: BYTES_MAX }), digest: chain }
}

/** Whether the bytes are whole: canonical, in order, and with the digest that follows from them. @throws EvidenceError */
export function parseAuditPackage(crypto: Pick<Crypto, 'sha256'>, bytes: Uint8Array): AuditPackage {
  const { header, rows, chain } = parsed(bytes)
  const gap = rows.findIndex(({ n, atMs }, at) => n !== at + 1 || atMs < (rows[at - 1]?.atMs ?? 0))
  if (gap !== -1) throw new EvidenceError('AUDIT_ORDER', { row: gap + 1 })
  const expected = chainOf(crypto, header, rows)
  if (expected !== chain) throw new EvidenceError('AUDIT_CHAIN', { expected, seen: chain })
  return { header, rows, digest: chain }
}

/** Where the ledger of the authority holds the digest. */
export function auditPackageKey(packageId: string): string {
  return `query/audit-package/${packageId}`
}

function parsed(bytes: Uint8Array): Infer<typeof packageSchema> {
  if (bytes.length > BYTES_MAX) throw new EvidenceError('AUDIT_BYTES', { expected: BYTES_MAX, seen: bytes.length })
  try {
    return packageSchema.parse(decodeCanonical(bytes, { bytesMax: BYTES_MAX }))
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new EvidenceError(error.code === 'SCHEMA_MISMATCH' ? 'AUDIT_SHAPE' : 'AUDIT_NOT_CANONICAL', {
      ...error.facts,
      reason: error.code,
    })
  }
}

/** Each link is the digest of the one before and of a row: none can be left out, moved or changed. */
function chainOf({ sha256 }: Pick<Crypto, 'sha256'>, header: AuditHeader, rows: readonly AuditRow[]): string {
  const start = concatBytes(utf8Encode(`${AUDIT_PACKAGE_FORMAT}\0`), encodeCanonical(header))
  let link = sha256(start)
  for (const row of rows) link = sha256(concatBytes(link, encodeCanonical(row)))
  return formatDigest({ algorithm: 'sha256', bytes: link })
}
