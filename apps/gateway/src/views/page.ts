import { PAGE_MAX } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'

const SEPARATOR = '~'
const LIMIT_DEFAULT = 50

export interface PageQuery {
  readonly cursor?: string
  readonly limit?: number
}

export function limitOf({ limit }: PageQuery): number {
  return Math.min(limit ?? LIMIT_DEFAULT, PAGE_MAX)
}

/** Where the last page ended, in the parts that the list is ordered by. @throws GatewayError INPUT_INVALID */
export function cursorParts({ cursor }: PageQuery, parts: number): readonly string[] | undefined {
  if (cursor === undefined) return undefined
  const found = cursor.split(SEPARATOR)
  if (found.length !== parts) throw new GatewayError('INPUT_INVALID', { part: 'querystring', path: '/cursor' })
  return found
}

/** One row more than the page was asked for says that there is another. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => T,
  partsOf: (row: R) => readonly (string | number)[],
): { items: T[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(view),
    next: rows.length > limit && last !== undefined ? partsOf(last).join(SEPARATOR) : null,
  }
}
