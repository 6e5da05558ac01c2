import type { Json } from '@xiezhi/codec'

/** What a sealed field is bound to: moved to another row, subject, record or name it does not open. */
export function fieldAbout(row: {
  readonly id: string
  readonly subject: string
  readonly record: string
  readonly name: string
}): Json {
  return { purpose: 'xiezhi/vault/field/v1', id: row.id, subject: row.subject, record: row.record, field: row.name }
}
