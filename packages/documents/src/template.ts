import type { Schema } from '@xiezhi/codec'

/** How a block stands on the page. */
export type BlockStyle =
  'court' | 'title' | 'number' | 'addressee' | 'paragraph' | 'item' | 'heading' | 'signature' | 'date' | 'seal'

/**
 * Text with places for fields: `{debtor/name}`, or `{signedOn|dateInWords}` in a format. `[[…]]` is left out when a field
 * in it is null.
 */
interface TextBlock {
  readonly style: BlockStyle
  readonly text: string
  /** Path of a list: once for each member, whose fields are named without it; `{#}` is its number, `{.}` the member itself. */
  readonly each?: string
}

export interface Column {
  readonly head: string
  readonly text: string
  /** Share of the width. */
  readonly width: number
  readonly align?: 'right'
}

interface TableBlock {
  readonly style: 'table'
  readonly each: string
  readonly columns: readonly Column[]
}

export type Block = TextBlock | TableBlock

/** A kind of document: its mandatory fields, and the paper as data. */
export interface Template<T = unknown> {
  readonly title: { readonly zh: string; readonly en: string }
  /** Raised whenever other bytes come out of the same fields. */
  readonly version: number
  readonly fields: Schema<T>
  readonly body: readonly Block[]
}

export function defineTemplate<T>(template: Template<T>): Template<T> {
  return template
}
