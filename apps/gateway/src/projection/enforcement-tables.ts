import type { JsonRecord, Row, Table } from './tables.ts'

const CASE = { name: 'enforcement', part: 0 } as const

/** Enforcement cases of a court, with their measures and proposals, and the instruments under which orders went out. */
export const ENFORCEMENT: readonly Table[] = [
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
