import type { BlockStyle, Sheet, SheetBlock } from '@xiezhi/documents'
import { drawTable, fits } from './draw-table.ts'
import { openPaper, requireGlyphs, writeFoot } from './paper.ts'

/** Measures of court papers, in points, made smaller so that a ruling with its list stays on few pages. */
const BODY_POINTS = 12
const LINE_GAP = 5
const PARAGRAPH_GAP = 4
/** Two characters, as Chinese paragraphs begin. */
const FIRST_LINE = 2 * BODY_POINTS

interface TextStyle {
  readonly points: number
  readonly align?: 'left' | 'center' | 'right'
  readonly indent?: number
  readonly before?: number
  readonly after?: number
}

const STYLES: Readonly<Record<BlockStyle, TextStyle>> = {
  court: { points: 16, align: 'center', after: 4 },
  title: { points: 20, align: 'center', after: 10 },
  number: { points: BODY_POINTS, align: 'right', after: 8 },
  addressee: { points: BODY_POINTS },
  paragraph: { points: BODY_POINTS, indent: FIRST_LINE },
  item: { points: BODY_POINTS, indent: FIRST_LINE },
  heading: { points: BODY_POINTS, before: 6, after: 2 },
  signature: { points: BODY_POINTS, align: 'right' },
  date: { points: BODY_POINTS, align: 'right' },
  seal: { points: BODY_POINTS, align: 'right' },
}
const SIGN_OFF: readonly string[] = ['signature', 'date', 'seal'] satisfies readonly BlockStyle[]
const SIGN_OFF_GAP = 16
const SIGN_OFF_LINE = BODY_POINTS * 1.5 + LINE_GAP + PARAGRAPH_GAP

/**
 * A document on paper. The same sheet gives the same bytes on every machine: no compression, no clock, no random id.
 * @throws ReportPdfError CHARACTER_MISSING
 */
export async function documentPdf(sheet: Sheet): Promise<Uint8Array> {
  const { document, written } = openPaper({
    title: sheet.title,
    made: new Date(`${sheet.signedOn}T00:00:00Z`),
    compress: false,
  })
  const foot = `核验码：${sheet.verificationCode}　核验：${sheet.checkAt}`
  requireGlyphs(document, [foot, '第页共', ...sheet.blocks.flatMap(textsOf)])
  const signOff = sheet.blocks.findIndex(({ style }) => SIGN_OFF.includes(style))
  for (const [at, block] of sheet.blocks.entries()) {
    if (at === signOff) beginSignOff(document, sheet.blocks.length - at)
    if (block.style === 'table') drawTable(document, block)
    else drawText(document, STYLES[block.style], block.text)
  }
  writeFoot(document, (page, pages) => `${foot}　第${String(page)}页 共${String(pages)}页`)
  document.end()
  return written
}

/** Signatures, day and seal stay together: a page with nothing but a seal could be put behind another text. */
function beginSignOff(document: PDFKit.PDFDocument, lines: number): void {
  if (fits(document, SIGN_OFF_GAP + lines * SIGN_OFF_LINE)) document.y += SIGN_OFF_GAP
  else document.addPage()
}

function drawText(
  document: PDFKit.PDFDocument,
  { points, align = 'left', indent = 0, before = 0, after = 0 }: TextStyle,
  text: string,
): void {
  document.y += before
  document.fontSize(points).text(text, { align, indent, lineGap: LINE_GAP, paragraphGap: PARAGRAPH_GAP })
  document.y += after
}

function textsOf(block: SheetBlock): readonly string[] {
  return block.style === 'table' ? [...block.columns.map(({ head }) => head), ...block.rows.flat()] : [block.text]
}
