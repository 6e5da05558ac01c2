import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { ReportPdfError } from './report-pdf-error.ts'

const FONT = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
)
const FONT_NAME = 'report'

/** A4, in points of 1/72 inch. */
export const PAGE_MARGIN = 56
const FOOT_POINTS = 8

export interface Paper {
  readonly document: PDFKit.PDFDocument
  /** All bytes, once the document has ended. */
  readonly written: Promise<Uint8Array>
}

export interface PaperOptions {
  readonly title: string
  readonly made: Date
  /** Compressors differ between machines; without one the same text is the same bytes everywhere. */
  readonly compress?: boolean
}

/** A document with the font embedded, with the characters that occur. */
export function openPaper({ title, made, compress = true }: PaperOptions): Paper {
  const document = new PDFDocument({
    size: 'A4',
    margin: PAGE_MARGIN,
    compress,
    bufferPages: true,
    info: { Title: title, Producer: 'xiezhi', Creator: 'xiezhi', CreationDate: made, ModDate: made },
  })
  const written = collect(document)
  document.registerFont(FONT_NAME, readFileSync(FONT)).font(FONT_NAME)
  return { document, written }
}

/** A line at the foot of each page. */
export function writeFoot(document: PDFKit.PDFDocument, textOf: (page: number, pages: number) => string): void {
  const { start, count } = document.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page)
    const { height, width, margins } = document.page
    // Below the margin: text there would otherwise begin a new page.
    document.page.margins = { ...margins, bottom: 0 }
    document
      .fontSize(FOOT_POINTS)
      .text(textOf(page - start + 1, count), PAGE_MARGIN, height - PAGE_MARGIN + FOOT_POINTS, {
        width: width - 2 * PAGE_MARGIN,
        align: 'center',
        lineBreak: false,
      })
    document.page.margins = margins
  }
}

interface GlyphFont {
  hasGlyphForCodePoint(codePoint: number): boolean
}

/** A box in place of a character would change what the paper says. @throws ReportPdfError CHARACTER_MISSING */
export function requireGlyphs(document: PDFKit.PDFDocument, texts: readonly string[]): void {
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
