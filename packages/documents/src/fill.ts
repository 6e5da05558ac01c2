import { DocumentError } from './document-error.ts'
import { formatted } from './formats.ts'
import type { Block, BlockStyle, Column } from './template.ts'

/** A block with its text, ready to be set on paper. */
export type SheetBlock =
  | { readonly style: BlockStyle; readonly text: string }
  | {
      readonly style: 'table'
      readonly columns: readonly Pick<Column, 'head' | 'width' | 'align'>[]
      readonly rows: readonly (readonly string[])[]
    }

interface Scope {
  readonly root: unknown
  readonly own: unknown
  /** From 1; 0 outside of lists. */
  readonly number: number
}

const OPTIONAL = /\[\[(.*?)\]\]/g
const PLACE = /\{([^{}|]+)(?:\|([A-Za-z]+))?\}/g
/** What a cell says of a field that is null. */
const NONE = '—'

/** Puts fields, checked before, into the body of a template. @throws DocumentError TEMPLATE_INVALID */
export function fill(body: readonly Block[], fields: unknown): readonly SheetBlock[] {
  return body.flatMap((block) => fillBlock(block, { root: fields, own: fields, number: 0 }))
}

function fillBlock(block: Block, scope: Scope): SheetBlock[] {
  if (block.style === 'table') {
    const rows = members(scope, block.each).map((member) => block.columns.map(({ text }) => cell(text, member)))
    const columns = block.columns.map(({ head, width, align }) => ({
      head,
      width,
      ...(align === undefined ? {} : { align }),
    }))
    return [{ style: 'table', columns, rows }]
  }
  const { style, text, each } = block
  const scopes = each === undefined ? [scope] : members(scope, each)
  // A block whose only text is left out is left out itself.
  return scopes.map((one) => ({ style, text: textOf(text, one) })).filter((one) => one.text !== '')
}

function members(scope: Scope, path: string): Scope[] {
  const list = valueAt(scope, path)
  if (!Array.isArray(list)) throw invalid(path, 'a list')
  return list.map((own: unknown, at) => ({ root: scope.root, own, number: at + 1 }))
}

function cell(text: string, scope: Scope): string {
  const said = textOf(text, scope)
  return said === '' ? NONE : said
}

function textOf(text: string, scope: Scope): string {
  const kept = text.replace(OPTIONAL, (_, inner: string) => {
    const places = [...inner.matchAll(PLACE)]
    return places.some(([, path = '']) => valueAt(scope, path) === null) ? '' : inner
  })
  return kept.replace(PLACE, (_, path: string, format?: string) => {
    const said = formatted(valueAt(scope, path), format)
    if (said === undefined) throw invalid(path, format === undefined ? 'text or a number' : `format ${format}`)
    return said
  })
}

/** `/x` from the outermost object, `x` from the member of the list. */
function valueAt({ root, own, number }: Scope, path: string): unknown {
  if (path === '#') return number
  if (path === '.') return own
  const from = path.startsWith('/') ? root : own
  const value = path
    .split('/')
    .filter((part) => part !== '')
    .reduce<unknown>((at, part) => memberOf(at, part), from)
  if (value === undefined) throw invalid(path, 'a field')
  return value
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}

function invalid(path: string, expected: string): DocumentError {
  return new DocumentError('TEMPLATE_INVALID', { path, expected })
}
