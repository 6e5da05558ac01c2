export type ReportPdfErrorCode = 'REPORT_TOO_LONG' | 'CHARACTER_MISSING' | 'PRINTER_FAILED'

/** Why no PDF was made; nothing is written then. */
export class ReportPdfError extends Error {
  readonly code: ReportPdfErrorCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: ReportPdfErrorCode, facts: Readonly<Record<string, string | number>>, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'ReportPdfError'
    this.code = code
    this.facts = facts
  }
}
