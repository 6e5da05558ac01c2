import type { JsonRecord, Table } from './tables.ts'

const text = (record: JsonRecord, name: string): string => {
  const value = record[name]
  return typeof value === 'string' ? value : ''
}

/** Fines, detention and exit restriction at a court. */
export const PERSONAL: readonly Table[] = [
  {
    prefix: 'personal/measure/',
    table: 'personal_measure',
    key: ['measure_id'],
    columns: (record) => ({
      case_ref: text(record, 'caseRef'),
      organisation: text(record, 'organisation'),
      kind: text(record, 'kind'),
      state: text(record, 'state'),
      subject: text(record, 'subject'),
      changed_at_ms: record['changedAtMs'] ?? 0,
    }),
    topic: { name: 'personal-measure', part: 0 },
  },
]
