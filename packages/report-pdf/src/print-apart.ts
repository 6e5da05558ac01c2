import { DocumentError } from '@xiezhi/documents'
import type { DocumentFields, DocumentKind } from '@xiezhi/documents'
import type { ReportOrder } from './print-report.ts'
import { printApart } from './printer.ts'
import type { RenderedDocument } from './render-document.ts'
import { ReportPdfError } from './report-pdf-error.ts'
import type { ApartAnswer } from './worker.ts'

/**
 * The report of `printReport`, printed in a thread of its own: embedding the font takes some hundred milliseconds of
 * computing, in which a server would answer nobody.
 * @throws ReportPdfError REPORT_TOO_LONG, CHARACTER_MISSING, PRINTER_FAILED
 */
export async function printReportApart(order: ReportOrder): Promise<Uint8Array> {
  const answer = await printApart({ job: 'report', order })
  if ('report' in answer) return answer.report
  throw refusalOf(answer)
}

/**
 * The document of `renderDocument`, in a thread of its own like the report.
 * @throws DocumentError KIND_UNKNOWN, FIELD_MISSING, FIELD_INVALID, FIELD_UNKNOWN
 * @throws ReportPdfError CHARACTER_MISSING, PRINTER_FAILED
 */
export async function renderDocumentApart<K extends DocumentKind>(
  kind: K,
  fields: DocumentFields<K>,
): Promise<RenderedDocument> {
  const answer = await printApart({ job: 'document', order: { kind, fields } })
  if ('document' in answer) return answer.document
  throw refusalOf(answer)
}

function refusalOf(answer: ApartAnswer): Error {
  if ('refused' in answer) return new ReportPdfError(answer.refused.code, answer.refused.facts)
  if ('invalid' in answer) return new DocumentError(answer.invalid.code, answer.invalid.facts)
  return new ReportPdfError('PRINTER_FAILED', {}, 'failed' in answer ? answer.failed : undefined)
}
