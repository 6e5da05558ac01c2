import type { SheetBlock } from '@xiezhi/documents'
import { PAGE_MARGIN } from './paper.ts'

export type Table = Extract<SheetBlock, { readonly style: 'table' }>

const TEXT_POINTS = 8.5
const LINE_GAP = 1.5
const PADDING = 4
const RULE_WIDTH = 0.5
const GAP_AFTER = 10

interface Layout {
  readonly widths: readonly number[]
  readonly aligns: readonly ('left' | 'right')[]
}

/** Rows with rules around each cell; on every page that they reach, the heads stand above them. */
export function drawTable(document: PDFKit.PDFDocument, { columns, rows }: Table): void {
  const total = columns.reduce((sum, { width }) => sum + width, 0)
  const space = document.page.width - 2 * PAGE_MARGIN
  const layout: Layout = {
    widths: columns.map(({ width }) => (width / total) * space),
    aligns: columns.map(({ align }) => align ?? 'left'),
  }
  const heads = columns.map(({ head }) => head)
  document.fontSize(TEXT_POINTS)
  const headHeight = heightOf(document, layout, heads)
  let isHeadDue = true
  for (const row of rows) {
    const height = heightOf(document, layout, row)
    if (!fits(document, height + (isHeadDue ? headHeight : 0))) {
      document.addPage()
      isHeadDue = true
    }
    if (isHeadDue) drawRow(document, layout, heads, headHeight)
    drawRow(document, layout, row, height)
    isHeadDue = false
  }
  if (rows.length === 0) drawRow(document, layout, heads, headHeight)
  document.x = PAGE_MARGIN
  document.y += GAP_AFTER
}

/** Whether so much goes on the rest of the page. */
export function fits(document: PDFKit.PDFDocument, height: number): boolean {
  return document.y + height <= document.page.height - PAGE_MARGIN
}

function heightOf(document: PDFKit.PDFDocument, { widths }: Layout, cells: readonly string[]): number {
  const heights = cells.map((text, at) =>
    document.heightOfString(text, { width: innerWidth(widths, at), lineGap: LINE_GAP }),
  )
  return Math.max(...heights) + 2 * PADDING
}

function drawRow(
  document: PDFKit.PDFDocument,
  { widths, aligns }: Layout,
  cells: readonly string[],
  height: number,
): void {
  const top = document.y
  let left = PAGE_MARGIN
  for (const [at, text] of cells.entries()) {
    const width = widths[at] ?? 0
    document.lineWidth(RULE_WIDTH).rect(left, top, width, height).stroke()
    document.text(text, left + PADDING, top + PADDING, {
      width: innerWidth(widths, at),
      align: aligns[at] ?? 'left',
      lineGap: LINE_GAP,
    })
    left += width
  }
  document.x = PAGE_MARGIN
  document.y = top + height
}

function innerWidth(widths: readonly number[], at: number): number {
  return (widths[at] ?? 0) - 2 * PADDING
}
