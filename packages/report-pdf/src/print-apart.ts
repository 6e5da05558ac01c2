import { Worker } from 'node:worker_threads'
import type { ReportOrder } from './print-report.ts'
import { ReportPdfError } from './report-pdf-error.ts'
import type { ApartAnswer } from './worker.ts'

/** The built file, from the source too: a thread takes no TypeScript, and so none of the options that lead to it. */
const WORKER = new URL('../dist/worker.js', import.meta.url)

/**
 * The report of `printReport`, printed in a thread of its own: embedding the font takes some hundred milliseconds of
 * computing, in which a server would answer nobody.
 * @throws ReportPdfError REPORT_TOO_LONG, CHARACTER_MISSING, PRINTER_FAILED
 */
export function printReportApart(order: ReportOrder): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: order, execArgv: [] })
    worker.once('message', (answer: ApartAnswer) => {
      if ('pdf' in answer) resolve(answer.pdf)
      else reject(new ReportPdfError(answer.code, answer.facts))
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
