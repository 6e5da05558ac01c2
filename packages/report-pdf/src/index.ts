export { REPORT_LINES_MAX, reportPdf } from './report-pdf.ts'
export { ReportPdfError } from './report-pdf-error.ts'
export type { PdfReport, ReportPart } from './report-pdf.ts'
