import { Worker } from 'node:worker_threads'
import { DocumentError } from '@xiezhi/documents'
import type { DocumentFields, DocumentKind } from '@xiezhi/documents'
import type { ReportOrder } from './print-report.ts'
import type { RenderedDocument } from './render-document.ts'
import { ReportPdfError } from './report-pdf-error.ts'
import type { ApartAnswer, ApartOrder } from './worker.ts'

/** The built file, from the source too: a thread takes no TypeScript, and so none of the options that lead to it. */
const WORKER = new URL('../dist/worker.js', import.meta.url)

/**
 * The report of `printReport`, printed in a thread of its own: embedding the font takes some hundred milliseconds of
 * computing, in which a server would answer nobody.
 * @throws ReportPdfError REPORT_TOO_LONG, CHARACTER_MISSING, PRINTER_FAILED
 */
export async function printReportApart(order: ReportOrder): Promise<Uint8Array> {
  const answer = await printApart({ job: 'report', order })
  if ('report' in answer) return answer.report
  throw new ReportPdfError('PRINTER_FAILED', {})
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
  throw new ReportPdfError('PRINTER_FAILED', {})
}

function printApart(order: ApartOrder): Promise<ApartAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: order, execArgv: [] })
    worker.once('message', (answer: ApartAnswer) => {
      if ('refused' in answer) reject(new ReportPdfError(answer.refused.code, answer.refused.facts))
      else if ('invalid' in answer) reject(new DocumentError(answer.invalid.code, answer.invalid.facts))
      else resolve(answer)
    })
    worker.once('error', (error) => {
      reject(new ReportPdfError('PRINTER_FAILED', {}, error))
    })
    worker.once('exit', () => {
      // After an answer this changes nothing.
      reject(new ReportPdfError('PRINTER_FAILED', {}))
    })
  })
}
