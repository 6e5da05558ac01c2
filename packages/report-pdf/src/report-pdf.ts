import { openPaper, requireGlyphs, writeFoot } from './paper.ts'
import { ReportPdfError } from './report-pdf-error.ts'

/** A report is some dozens of lines; more is a mistake of the caller. */
export const REPORT_LINES_MAX = 5_000

const TITLE_POINTS = 16
const TEXT_POINTS = 9.5
const INDENT_POINTS = 10

/** Marks of the report that the font lacks, and what stands for them on Chinese forms. */
const MARKS: Readonly<Record<string, string>> = { '✓': '√', '✗': '×' }

/** One language of the report. */
export interface ReportPart {
  readonly title: string
  readonly lines: readonly string[]
}

export interface PdfReport {
  /** The first is the one that counts; Chinese comes first. */
  readonly parts: readonly ReportPart[]
  /** Under every page: what the paper is and what it is not. */
  readonly note: string
  readonly bundle: { readonly name: string; readonly bytes: Uint8Array }
  /** UTC milliseconds, written into the file; the same report at the same instant is the same file but for its id. */
  readonly madeAtMs: number
}

/**
 * The report on paper. The bundle is attached: whoever gets the file can take it out and verify it, the paper alone
 * proves nothing. The font is embedded with the characters that occur.
 * @throws ReportPdfError REPORT_TOO_LONG, CHARACTER_MISSING
 */
export async function reportPdf({ parts: asTold, note, bundle, madeAtMs }: PdfReport): Promise<Uint8Array> {
  const parts = asTold.map(({ title, lines }) => ({ title, lines: lines.map(marked) }))
  const lineCount = parts.reduce((sum, { lines }) => sum + lines.length, 0)
  if (lineCount > REPORT_LINES_MAX) {
    throw new ReportPdfError('REPORT_TOO_LONG', { linesMax: REPORT_LINES_MAX, seen: lineCount })
  }
  const made = new Date(madeAtMs)
  const { document, written } = openPaper({ title: parts[0]?.title ?? '', made })
  requireGlyphs(document, [note, ...parts.flatMap(({ title, lines }) => [title, ...lines])])
  for (const [at, part] of parts.entries()) {
    if (at > 0) document.addPage()
    writePart(document, part)
  }
  document.file(Buffer.from(bundle.bytes), { name: bundle.name, type: 'application/json', creationDate: made })
  writeFoot(document, (page, pages) => `${note}　${String(page)}/${String(pages)}`)
  document.end()
  return written
}

function writePart(document: PDFKit.PDFDocument, { title, lines }: ReportPart): void {
  document.fontSize(TITLE_POINTS).text(title).moveDown(0.5)
  document.fontSize(TEXT_POINTS)
  for (const line of lines) {
    const text = line.trimStart()
    document.text(text, { indent: 0, paragraphGap: 2, ...(text === line ? {} : { indent: INDENT_POINTS }) })
  }
}

function marked(line: string): string {
  return line.replace(/[✓✗]/g, (mark) => MARKS[mark] ?? mark)
}
