import { parentPort } from 'node:worker_threads'
import { DocumentError } from '@xiezhi/documents'
import type { DocumentErrorCode, DocumentFacts } from '@xiezhi/documents'
import { printReport } from './print-report.ts'
import type { ReportOrder } from './print-report.ts'
import { renderDocument } from './render-document.ts'
import type { DocumentOrder, RenderedDocument } from './render-document.ts'
import { ReportPdfError } from './report-pdf-error.ts'

/** What to print in this thread. */
export type ApartOrder =
  { readonly job: 'report'; readonly order: ReportOrder } | { readonly job: 'document'; readonly order: DocumentOrder }

export interface Asked {
  readonly number: number
  readonly asked: ApartOrder
}

export type ApartAnswer =
  | { readonly report: Uint8Array }
  | { readonly document: RenderedDocument }
  | { readonly refused: Pick<ReportPdfError, 'code' | 'facts'> }
  | { readonly invalid: { readonly code: DocumentErrorCode; readonly facts: DocumentFacts } }
  | { readonly failed: string }

export interface Answered {
  readonly number: number
  readonly answer: ApartAnswer
}

async function answerTo(asked: ApartOrder): Promise<ApartAnswer> {
  try {
    if (asked.job === 'report') return { report: (await printReport(asked.order)).pdf }
    return { document: await renderDocument(asked.order.kind, asked.order.fields) }
  } catch (error) {
    if (error instanceof ReportPdfError) return { refused: { code: error.code, facts: error.facts } }
    if (error instanceof DocumentError) return { invalid: { code: error.code, facts: error.facts } }
    return { failed: error instanceof Error ? error.name : typeof error }
  }
}

parentPort?.on('message', ({ number, asked }: Asked) => {
  void answerTo(asked).then((answer) => parentPort?.postMessage({ number, answer } satisfies Answered))
})
