import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { ReportPdfError } from './report-pdf-error.ts'

/** A report is some dozens of lines; more is a mistake of the caller. */
export const REPORT_LINES_MAX = 5_000

const FONT = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
)
const FONT_NAME = 'report'

/** A4, in points of 1/72 inch. */
const PAGE = { size: 'A4', margin: 56 } as const
const TITLE_POINTS = 16
const TEXT_POINTS = 9.5
const NOTE_POINTS = 8
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
  const document = new PDFDocument({
    ...PAGE,
    bufferPages: true,
    info: { Title: parts[0]?.title ?? '', Producer: 'xiezhi', Creator: 'xiezhi', CreationDate: made, ModDate: made },
  })
  const written = collect(document)
  document.registerFont(FONT_NAME, readFileSync(FONT)).font(FONT_NAME)
  requireGlyphs(document, [note, ...parts.flatMap(({ title, lines }) => [title, ...lines])])
  for (const [at, part] of parts.entries()) {
    if (at > 0) document.addPage()
    writePart(document, part)
  }
  document.file(Buffer.from(bundle.bytes), { name: bundle.name, type: 'application/json', creationDate: made })
  writeNotes(document, note)
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

/** Note and page number at the foot of each page. */
function writeNotes(document: PDFKit.PDFDocument, note: string): void {
  const { start, count } = document.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page)
    const { height, width, margins } = document.page
    // Below the margin: text there would otherwise begin a new page.
    document.page.margins = { ...margins, bottom: 0 }
    document
      .fontSize(NOTE_POINTS)
      .text(`${note}　${String(page + 1)}/${String(count)}`, PAGE.margin, height - PAGE.margin + NOTE_POINTS, {
        width: width - 2 * PAGE.margin,
        align: 'center',
        lineBreak: false,
      })
    document.page.margins = margins
  }
}

function marked(line: string): string {
  return line.replace(/[✓✗]/g, (mark) => MARKS[mark] ?? mark)
}

interface GlyphFont {
  hasGlyphForCodePoint(codePoint: number): boolean
}

/** A box in place of a character would change what the paper says. */
function requireGlyphs(document: PDFKit.PDFDocument, texts: readonly string[]): void {
  const { font } = (document as unknown as { readonly _font: { readonly font: GlyphFont } })._font
  for (const character of new Set(texts.join(''))) {
    const codePoint = character.codePointAt(0) ?? 0
    if (!font.hasGlyphForCodePoint(codePoint)) {
      throw new ReportPdfError('CHARACTER_MISSING', { codePoint: `U+${codePoint.toString(16).toUpperCase()}` })
    }
  }
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('error', reject)
    document.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(chunks)))
    })
  })
}
