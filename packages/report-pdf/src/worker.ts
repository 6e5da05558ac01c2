import { parentPort, workerData } from 'node:worker_threads'
import { printReport } from './print-report.ts'
import type { ReportOrder } from './print-report.ts'
import { ReportPdfError } from './report-pdf-error.ts'

export type ApartAnswer = { readonly pdf: Uint8Array } | Pick<ReportPdfError, 'code' | 'facts'>

async function answer(): Promise<ApartAnswer> {
  try {
    return { pdf: (await printReport(workerData as ReportOrder)).pdf }
  } catch (error) {
    if (error instanceof ReportPdfError) return { code: error.code, facts: error.facts }
    throw error
  }
}

parentPort?.postMessage(await answer())
