import { nodeCrypto } from '@xiezhi/crypto/node'
import { verifyBundle } from '@xiezhi/verifier'
import type { VerificationResult } from '@xiezhi/verifier'
import { reportLines } from '@xiezhi/verifier/report'
import { judgeTimestamp } from '@xiezhi/verifier/timestamp'
import { reportPdf } from './report-pdf.ts'
import { reportTexts } from './texts.ts'

export interface ReportOrder {
  readonly bundle: { readonly name: string; readonly bytes: Uint8Array }
  /** A trust file; the report names its source. */
  readonly trust: Uint8Array
  /** UTC milliseconds, written into the file. */
  readonly madeAtMs: number
}

export interface PrintedReport {
  readonly pdf: Uint8Array
  readonly result: VerificationResult
}

/**
 * Judges a bundle offline and prints the report in Chinese and in English, with the bundle inside. A bundle that does not
 * hold is printed too: the paper says what fails.
 * @throws ReportPdfError REPORT_TOO_LONG, CHARACTER_MISSING
 */
export async function printReport({ bundle, trust, madeAtMs }: ReportOrder): Promise<PrintedReport> {
  const result = verifyBundle(nodeCrypto, bundle.bytes, trust, () => judgeTimestamp)
  const { title, note } = reportTexts
  const pdf = await reportPdf({
    parts: [
      { title: title.zh, lines: reportLines(result, 'zh-CN') },
      { title: title.en, lines: reportLines(result, 'en') },
    ],
    note: `${note.zh} / ${note.en}`,
    bundle,
    madeAtMs,
  })
  return { pdf, result }
}
