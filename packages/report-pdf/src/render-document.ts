import { formatDigest } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { composeDocument } from '@xiezhi/documents'
import type { DocumentFields, DocumentKind } from '@xiezhi/documents'
import { documentPdf } from './document-pdf.ts'

export interface RenderedDocument {
  readonly pdf: Uint8Array
  /** Of the PDF's bytes, SM3: what a ledger keeps of the document. */
  readonly digest: string
  /** Printed at the foot of each page. */
  readonly verificationCode: string
}

/** One document with its fields. */
export interface DocumentOrder<K extends DocumentKind = DocumentKind> {
  readonly kind: K
  readonly fields: DocumentFields<K>
}

/**
 * A formal document as PDF. The same fields give the same bytes.
 * @throws DocumentError KIND_UNKNOWN, FIELD_MISSING, FIELD_INVALID, FIELD_UNKNOWN
 * @throws ReportPdfError CHARACTER_MISSING
 */
export async function renderDocument<K extends DocumentKind>(
  kind: K,
  fields: DocumentFields<K>,
): Promise<RenderedDocument> {
  const sheet = composeDocument(nodeCrypto, kind, fields)
  const pdf = await documentPdf(sheet)
  const digest = formatDigest({ algorithm: 'sm3', bytes: nodeCrypto.sm3(pdf) })
  return { pdf, digest, verificationCode: sheet.verificationCode }
}
