import type { Json } from '@xiezhi/codec'
import { DocumentError, DOCUMENTS } from '@xiezhi/documents'
import type { DocumentFields, DocumentKind } from '@xiezhi/documents'
import type { Bilingual, CaseDocumentRow } from '@xiezhi/gateway-api'
import { renderDocumentApart, ReportPdfError } from '@xiezhi/report-pdf'
import type { RenderedDocument } from '@xiezhi/report-pdf'
import { sql } from 'kysely'
import { randomId } from '../acts/random-id.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'
import { CASE_FILES } from '../vault/private-texts.ts'

const FIELDS = 'documentFields'
/** Path of the console's page on which anybody checks a file or a code. */
export const CHECK_PAGE = '/check-file'

/** Made for a person concerned, in that person's session, and kept nowhere. */
export const OF_NO_CASE: readonly string[] = ['DELETION_CERTIFICATE']

type Parts = Pick<Listener, 'db' | 'texts' | 'clock' | 'config'>

export interface NewDocument {
  readonly caseId: string
  readonly kind: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface MadeDocument extends Pick<RenderedDocument, 'digest' | 'verificationCode'> {
  readonly documentId: string
}

/**
 * Formal documents that this authority made. Kept are the fields, in the vault: the same fields give the same PDF, so that
 * it is made again whenever somebody reads it, and no copy lies about.
 */
export class MadeDocuments {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Kept when this returns, so that an act may sign the digest. @throws GatewayError DOCUMENT_INVALID */
  async make(document: NewDocument, person: Person): Promise<MadeDocument> {
    const { keep, ...made } = await this.prepare(document, person)
    await keep()
    return made
  }

  /** The same in two steps: made before an act is shown, kept before it is signed. @throws GatewayError DOCUMENT_INVALID */
  async prepare(
    { caseId, kind, fields }: NewDocument,
    person: Person,
  ): Promise<MadeDocument & { readonly keep: () => Promise<void> }> {
    const { config } = this.#parts
    if (OF_NO_CASE.includes(kind)) throw new GatewayError('DOCUMENT_INVALID', { reason: 'KIND_UNKNOWN' })
    const documentId = randomId()
    const whole = { ...fields, documentId, checkAt: `${config.publicUrl}${CHECK_PAGE}` }
    const { digest, verificationCode } = await renderedDocument(kind, whole)
    return {
      documentId,
      digest,
      verificationCode,
      keep: () => this.#keep({ caseId, kind, fields: whole }, person, { documentId, digest, verificationCode }),
    }
  }

  async #keep(
    { caseId, kind, fields }: NewDocument,
    person: Person,
    { documentId, digest, verificationCode }: MadeDocument,
  ): Promise<void> {
    const { db, texts, clock } = this.#parts
    const value = texts.saltedValue(FIELDS, fields as Json)
    await texts.keepValues(CASE_FILES, [{ owner: caseId, value }])
    await db
      .insertInto('document')
      .values({
        document_id: documentId,
        case_ref: caseId,
        kind,
        digest,
        verification_code: verificationCode,
        commitment: value.digest,
        made_by: `${person.organisation ?? ''}/${person.officer ?? ''}`,
        made_at_ms: clock.nowMs(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  /** @throws GatewayError SUBJECT_UNKNOWN; DOCUMENT_CHANGED where the paper would no longer be the one that was made */
  async pdf(caseId: string, documentId: string): Promise<Uint8Array> {
    const { db, texts } = this.#parts
    const row = await db
      .selectFrom('document')
      .select(['kind', 'digest', 'commitment'])
      .where('document_id', '=', documentId)
      .where('case_ref', '=', caseId)
      .executeTakeFirst()
    const kept = row === undefined ? undefined : (await texts.values(FIELDS, [row.commitment])).get(row.commitment)
    if (row === undefined || kept?.state !== 'HELD') throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'document' })
    const { pdf, digest } = await renderedDocument(row.kind, kept.value as Record<string, unknown>)
    if (digest !== row.digest) throw new GatewayError('DOCUMENT_CHANGED', { expected: row.digest, seen: digest })
    return pdf
  }

  /** Of a case, newest first, each with the instrument that has its digest. */
  async list(caseId: string): Promise<CaseDocumentRow[]> {
    const rows = await this.#parts.db
      .selectFrom('document as d')
      .select(['d.document_id', 'd.kind', 'd.digest', 'd.verification_code', 'd.made_by', 'd.made_at_ms'])
      .select((eb) =>
        eb
          .selectFrom('projection.instrument as i')
          .select('i.instrument_id')
          .where('i.case_ref', '=', caseId)
          .whereRef(sql<string>`i.record->>'documentDigest'`, '=', 'd.digest')
          .limit(1)
          .as('instrument_id'),
      )
      .where('d.case_ref', '=', caseId)
      .orderBy('d.made_at_ms', 'desc')
      .orderBy('d.document_id')
      .execute()
    return rows.map((row) => ({
      documentId: row.document_id,
      kind: row.kind,
      title: DOCUMENTS[row.kind as DocumentKind].title,
      digest: row.digest,
      verificationCode: row.verification_code,
      madeBy: row.made_by,
      madeAtMs: row.made_at_ms,
      instrumentId: row.instrument_id,
    }))
  }

  /** What was made under a code. */
  async byCode(verificationCode: string): Promise<{ readonly digest: string; readonly title: Bilingual } | null> {
    const row = await this.#parts.db
      .selectFrom('document')
      .select(['digest', 'kind'])
      .where('verification_code', '=', verificationCode)
      .executeTakeFirst()
    if (row !== undefined) return { digest: row.digest, title: DOCUMENTS[row.kind as DocumentKind].title }
    const certificate = await this.#parts.db
      .selectFrom('credit_certificate')
      .select('digest')
      .where('verification_code', '=', verificationCode)
      .executeTakeFirst()
    return certificate === undefined
      ? null
      : { digest: certificate.digest, title: DOCUMENTS.DELETION_CERTIFICATE.title }
  }
}

/** Documents that were made here, by their digests. */
export async function documentsByDigest(
  db: Listener['db'],
  digests: readonly string[],
): Promise<ReadonlyMap<string, { readonly documentId: string; readonly verificationCode: string }>> {
  if (digests.length === 0) return new Map()
  const rows = await db
    .selectFrom('document')
    .select(['digest', 'document_id', 'verification_code'])
    .where('digest', 'in', digests)
    .execute()
  return new Map(
    rows.map(({ digest, document_id: documentId, verification_code: verificationCode }) => [
      digest,
      { documentId, verificationCode },
    ]),
  )
}

/** @throws GatewayError DOCUMENT_INVALID */
export async function renderedDocument(
  kind: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<RenderedDocument> {
  try {
    return await renderDocumentApart(kind as DocumentKind, fields as unknown as DocumentFields<DocumentKind>)
  } catch (error) {
    const isRefused = error instanceof ReportPdfError && error.code === 'CHARACTER_MISSING'
    if (error instanceof DocumentError || isRefused)
      throw new GatewayError('DOCUMENT_INVALID', { reason: error.code, ...error.facts })
    throw error
  }
}
