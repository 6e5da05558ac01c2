/** The part of JSON Schema (draft 2020-12) that our declarations use. */
export interface FormSchema {
  readonly type?: string
  readonly title?: string
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly enum?: readonly (string | number)[]
  readonly anyOf?: readonly FormSchema[]
  readonly items?: FormSchema
  readonly properties?: Readonly<Record<string, FormSchema>>
  readonly required?: readonly string[]
}

export type FieldKind =
  'object' | 'list' | 'nullable' | 'choice' | 'boolean' | 'integer' | 'date' | 'instant' | 'text' | 'unknown'

const STRING_KINDS: Readonly<Record<string, FieldKind>> = { date: 'date', 'date-time': 'instant' }
const TYPE_KINDS: Readonly<Record<string, FieldKind>> = {
  object: 'object',
  array: 'list',
  boolean: 'boolean',
  integer: 'integer',
  number: 'integer',
}

/** Which control a value of this schema gets. */
export function kindOf(schema: FormSchema): FieldKind {
  if (schema.anyOf !== undefined) return 'nullable'
  if (schema.enum !== undefined) return 'choice'
  if (schema.type === 'string') return STRING_KINDS[schema.format ?? ''] ?? 'text'
  return TYPE_KINDS[schema.type ?? ''] ?? 'unknown'
}

/** Of `X | null`, the X. */
export function innerOf({ anyOf = [] }: FormSchema): FormSchema {
  return anyOf.find(({ type }) => type !== 'null') ?? {}
}

/** What a form begins with: all that is required, nothing decided. */
export function emptyValue(schema: FormSchema): unknown {
  switch (kindOf(schema)) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, emptyValue(schema.properties?.[name] ?? {})]),
      )
    case 'list':
      return []
    case 'nullable':
      return null
    case 'boolean':
      return false
    case 'choice':
    case 'integer':
    case 'unknown':
      return undefined
    case 'date':
    case 'instant':
    case 'text':
      return ''
  }
}

/** Paths (`/agents/0/name`) of what is required and not filled in. */
export function missingPaths(schema: FormSchema, value: unknown, path = ''): string[] {
  const kind = kindOf(schema)
  if (kind === 'object') return missingInObject(schema, (value ?? {}) as Readonly<Record<string, unknown>>, path)
  if (kind === 'list') {
    const items = (value ?? []) as readonly unknown[]
    return items.flatMap((item, at) => missingPaths(schema.items ?? {}, item, `${path}/${at}`))
  }
  if (kind === 'nullable') return value === null ? [] : missingPaths(innerOf(schema), value, path)
  return value === undefined || value === '' ? [path] : []
}

function missingInObject(schema: FormSchema, record: Readonly<Record<string, unknown>>, path: string): string[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => required.has(name) || record[name] !== undefined)
    .flatMap(([name, inner]) => missingPaths(inner, record[name], `${path}/${name}`))
}
