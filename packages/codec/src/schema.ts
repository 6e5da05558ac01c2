import type { Json } from './canonical-text.ts'
import { CodecError } from './codec-error.ts'

/** A JSON Schema document (draft 2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = Readonly<Record<string, Json>>

/** Checks decoded JSON at the door and gives it a static type. */
export interface Schema<T> {
  /**
   * The same value, typed. Throws `SCHEMA_MISMATCH {path, expected, seen}`; `path` is a JSON pointer (RFC 6901) from the
   * outermost value, `seen` tells type and size of what was found and never its text.
   */
  parse(value: unknown, path?: string): T
  describe(): JsonSchema
}

/** Static type of what a schema accepts. */
export type Infer<S extends Schema<unknown>> = S extends Schema<infer T> ? T : never

export function mismatch(path: string, expected: string, value: unknown): CodecError {
  return new CodecError('SCHEMA_MISMATCH', { path, expected, seen: seenOf(value) })
}

/** For schemas that contradict themselves: found when the program starts, not when a message arrives. */
export function definitionError(reason: string): CodecError {
  return new CodecError('SCHEMA_DEFINITION', { reason })
}

/** Facts about a key that is not allowed. Keys are shown where they look like field names, not where they look like data. */
export function keyMismatch(path: string, expected: string, key: string): CodecError {
  const seen = /^[A-Za-z][A-Za-z_]{0,39}$/.test(key) ? `key ${key}` : `key of ${key.length} characters`
  return new CodecError('SCHEMA_MISMATCH', { path, expected, seen })
}

/** Path of a member. */
export function memberPath(path: string, key: string): string {
  if (!key.includes('~') && !key.includes('/')) return `${path}/${key}`
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function seenOf(value: unknown): string {
  if (typeof value === 'string') return `string of ${value.length} characters`
  if (typeof value === 'number') return Number.isSafeInteger(value) ? `integer ${value}` : `number ${value}`
  if (typeof value === 'boolean') return String(value)
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `list of ${value.length} items`
  return typeof value === 'object' ? `object of ${Object.keys(value).length} keys` : typeof value
}
