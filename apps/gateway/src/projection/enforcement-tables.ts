import type { JsonRecord, Row, Table } from './tables.ts'

const CASE = { name: 'enforcement', part: 0 } as const

const date = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** What stands beside the measures of a case, all in one table: read by case, and in lists by state and day. */
const matter = (
  kind: string,
  columns: (record: JsonRecord, id: readonly string[]) => Row,
  parts: readonly number[] = [0, 1],
): Table => ({
  prefix: `enforcement/${kind}/`,
  table: 'matter',
  key: ['key1', 'key2'],
  parts,
  fixed: { kind },
  columns: (record, id) => ({ other_case: null, state: null, due_on: null, ...columns(record, id) }),
  topic: { name: 'matter', part: 0 },
})
const ofCase = (_record: JsonRecord, [caseRef = '']: readonly string[]): Row => ({ case_ref: caseRef })
const ofMeasure = (record: JsonRecord): Row => ({ case_ref: record['caseRef'] ?? '' })

const MATTERS: readonly Table[] = [
  matter('preservation', (record, id) => ({ ...ofCase(record, id), state: record['state'] ?? null }), [0, 0]),
  matter('objection', (record, id) => {
    const due = record['due'] as JsonRecord | null
    return { ...ofCase(record, id), state: record['state'] ?? null, due_on: date(due?.['legalEnd']) }
  }),
  matter(
    'transfer',
    (record) => ({
      case_ref: (record['from'] as JsonRecord)['caseRef'] ?? '',
      other_case: (record['to'] as JsonRecord)['caseRef'] ?? '',
      state: record['state'] ?? null,
      due_on: record['answerBy'] ?? null,
    }),
    [0, 0],
  ),
  matter('sale', ofMeasure, [0, 0]),
  matter('debt-notice', ofMeasure, [0, 0]),
  matter('wrong', (record, id) => ({ ...ofCase(record, id), state: record['state'] ?? null })),
  matter('round', ofCase),
  matter('requery', (record, id) => ({
    ...ofCase(record, id),
    state: record['state'] ?? null,
    due_on: record['dueOn'] ?? null,
  })),
  matter('searched', ofCase, [0, 0]),
]

/** Enforcement cases of a court, with their measures and proposals, and the instruments under which orders went out. */
export const ENFORCEMENT: readonly Table[] = [
  ...MATTERS,
  {
    prefix: 'enforcement/case/',
    table: 'enforcement',
    key: ['case_ref'],
    columns: (record) => ({
      organisation: record['organisation'] ?? '',
      state: record['state'] ?? '',
      opened_at_ms: record['openedAtMs'] ?? 0,
    }),
    topic: CASE,
  },
  { prefix: 'enforcement/statement/', table: 'enforcement_statement', key: ['case_ref', 'number'], topic: CASE },
  {
    prefix: 'enforcement/control/',
    table: 'enforcement_control',
    key: ['case_ref', 'order_id'],
    columns: (record) => ({
      institution: record['institution'] ?? '',
      state: record['state'] ?? '',
      limit_cents: record['limitCents'] ?? null,
      measure_id: record['measureId'] ?? null,
      to_day: record['to'] ?? null,
    }),
    topic: CASE,
  },
  {
    prefix: 'enforcement/proposal/',
    table: 'release_proposal',
    key: ['case_ref', 'proposal_id'],
    columns: (record) => ({ state: record['state'] ?? '', proposed_at_ms: record['proposedAtMs'] ?? 0 }),
    topic: CASE,
  },
  {
    prefix: 'order/instrument/',
    table: 'instrument',
    key: ['instrument_id'],
    columns: (record) => ({
      case_ref: record['caseRef'] ?? '',
      kind: record['kind'] ?? '',
      state: record['state'] ?? '',
      signed_at_ms: record['signedAtMs'] ?? 0,
    }),
    topic: { name: 'instrument', part: 0 },
  },
  {
    prefix: 'order/dispatch/',
    table: 'order_dispatch',
    key: ['order_id'],
    columns: (record) => ({
      outcome: (record['outcome'] as JsonRecord | null)?.['kind'] ?? null,
      deadline_ms: record['deadlineMs'] ?? 0,
    }),
    topic: { name: 'order', part: 0 },
  },
  {
    prefix: 'order/notice-received/',
    table: 'measure_notice',
    key: ['client', 'notice_id'],
    columns: (record: JsonRecord): Row => {
      const notice = record['notice'] as JsonRecord
      return { order_id: notice['orderId'] ?? '', at_ms: notice['atMs'] ?? 0 }
    },
  },
]
