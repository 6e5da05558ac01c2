import type { Json } from '@xiezhi/codec'

/** A text of an answer as it is shown; a dash where there is none. */
export function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : '—'
}
