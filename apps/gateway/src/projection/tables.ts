import type { Json } from '@xiezhi/codec'
import { CREDIT_CHECKS } from './credit-check-tables.ts'
import { CREDIT } from './credit-tables.ts'
import { ENFORCEMENT } from './enforcement-tables.ts'
import { HELD } from './held-tables.ts'
import { PERSONAL } from './personal-tables.ts'

export type JsonRecord = Readonly<Record<string, Json>>
export type Row = Readonly<Record<string, Json>>

/** How records under one prefix of the ledger's state become rows. */
export interface Table {
  /** With the slash behind it. */
  readonly prefix: string
  readonly table: string
  /** Columns of the primary key, from the parts of the record's key. */
  readonly key: readonly string[]
  /** Which part of the record's key each key column is; by default in order. */
  readonly parts?: readonly number[]
  /** Columns besides key and `record`. */
  columns?(record: JsonRecord, id: readonly string[]): Row
  /** Values of the primary key that no part of the record's key gives. */
  readonly fixed?: Row
  /** Rows that are drawn from lists in the record; replaced as a whole. */
  readonly children?: readonly Child[]
  /** Topic of the event stream, and which part of the key is its id. */
  readonly topic?: { readonly name: string; readonly part: number }
}

export interface Child {
  readonly table: string
  rows(record: JsonRecord): readonly Row[]
}

const field =
  (...names: readonly (readonly [column: string, name: string])[]) =>
  (record: JsonRecord): Row =>
    Object.fromEntries(names.map(([column, name]) => [column, record[name] ?? null]))

function periods(record: JsonRecord, list: string, column: string, name: string): Row[] {
  return (record[list] as readonly JsonRecord[]).map((period, n) => ({
    n,
    licence_no: record['licenceNo'] ?? null,
    [column]: period[name] ?? null,
    from_day: period['from'] ?? null,
    to_day: period['to'] ?? null,
  }))
}

const JUSTICE: readonly Table[] = [
  {
    prefix: 'lawyer/lawyer/',
    table: 'lawyer',
    key: ['lawyer_id'],
    columns: field(['licence_no', 'licenceNo'], ['serial', 'serial']),
    children: [
      { table: 'lawyer_status', rows: (record) => periods(record, 'statusPeriods', 'status', 'status') },
      {
        table: 'licence',
        rows: (record) =>
          (record['numbers'] as readonly JsonRecord[]).map(({ licenceNo = null }, n) => ({ n, licence_no: licenceNo })),
      },
      { table: 'lawyer_firm', rows: (record) => periods(record, 'firmPeriods', 'uscc', 'uscc') },
    ],
    topic: { name: 'lawyer', part: 0 },
  },
  {
    prefix: 'lawyer/firm/',
    table: 'firm',
    key: ['uscc'],
    columns: field(['firm_name', 'firmName']),
    topic: { name: 'firm', part: 0 },
  },
  { prefix: 'lawyer/status-event/', table: 'status_event', key: ['lawyer_id', 'n'] },
  {
    prefix: 'lawyer/sanction/',
    table: 'sanction',
    key: ['lawyer_id', 'sanction_id'],
    topic: { name: 'lawyer', part: 0 },
  },
  {
    prefix: 'lawyer/assessment/',
    table: 'assessment',
    key: ['subject_id', 'year'],
    topic: { name: 'assessment', part: 0 },
  },
  { prefix: 'lawyer/credit-report/', table: 'credit_report', key: ['lawyer_id'], topic: { name: 'lawyer', part: 0 } },
  {
    prefix: 'lawyer/objection/',
    table: 'objection',
    key: ['objection_id'],
    columns: field(['lawyer_id', 'lawyerId'], ['state', 'state'], ['raised_at_ms', 'raisedAtMs']),
    topic: { name: 'objection', part: 0 },
  },
  {
    prefix: 'query/log/',
    table: 'inquiry',
    key: ['serial', 'dispatch_id'],
    parts: [0, 2],
    columns: (record, id) => ({ at_ms: record['atMs'] ?? 0, key: ['query/log', ...id].join('/') }),
    topic: { name: 'inquiry', part: 0 },
  },
]

const COURT: readonly Table[] = [
  {
    prefix: 'case/case/',
    table: 'court_case',
    key: ['case_ref'],
    columns: field(['state', 'state'], ['filed_on', 'filedOn'], ['case_number', 'caseNumber']),
    topic: { name: 'case', part: 0 },
  },
  { prefix: 'case/party/', table: 'party', key: ['case_ref', 'party_id'], topic: { name: 'case', part: 0 } },
  {
    prefix: 'case/agent/',
    table: 'agent',
    key: ['case_ref', 'agent_id'],
    columns: field(['licence_no', 'licenceNo'], ['serial', 'serial']),
    topic: { name: 'case', part: 0 },
  },
  {
    prefix: 'case/conflict/',
    table: 'conflict',
    key: ['case_ref', 'agent_id', 'against_id'],
    topic: { name: 'case', part: 0 },
  },
  { prefix: 'case/hearing/', table: 'hearing', key: ['case_ref', 'hearing_id'], topic: { name: 'case', part: 0 } },
  { prefix: 'case/act/', table: 'case_act', key: ['case_ref', 'act_id'], topic: { name: 'case', part: 0 } },
  {
    prefix: 'case/notice/',
    table: 'case_notice',
    key: ['case_ref', 'client', 'event_id'],
    topic: { name: 'case', part: 0 },
  },
  {
    prefix: 'case/verification/',
    table: 'verification',
    key: ['verification_id'],
    columns: field(
      ['case_ref', 'caseRef'],
      ['agent_id', 'agentId'],
      ['receipt_id', 'receiptId'],
      ['made_at_ms', 'madeAtMs'],
    ),
    topic: { name: 'verification', part: 0 },
  },
  {
    prefix: 'query/request/',
    table: 'request',
    key: ['dispatch_id'],
    columns: (record) => {
      const question = record['question'] as JsonRecord
      return {
        case_ref: question['caseRef'] ?? null,
        licence_no: question['licenceNo'] ?? null,
        asked_at_ms: record['askedAtMs'] ?? 0,
      }
    },
    topic: { name: 'verification', part: 0 },
  },
  {
    prefix: 'query/dispatch/',
    table: 'dispatch',
    key: ['dispatch_id'],
    columns: (record) => ({
      outcome: (record['outcome'] as JsonRecord | null)?.['kind'] ?? null,
      deadline_ms: record['deadlineMs'] ?? 0,
    }),
    topic: { name: 'verification', part: 0 },
  },
  {
    prefix: 'query/receipt/',
    table: 'receipt',
    key: ['dispatch_id'],
    columns: field(['received_at_ms', 'receivedAtMs']),
    topic: { name: 'verification', part: 0 },
  },
  {
    prefix: 'query/fallback/',
    table: 'fallback',
    key: ['fallback_id'],
    columns: field(['case_ref', 'caseRef'], ['state', 'state']),
    topic: { name: 'fallback', part: 0 },
  },
  { prefix: 'case/former-staff/', table: 'former_staff', key: ['serial'], topic: { name: 'former-staff', part: 0 } },
  {
    prefix: 'case/task/',
    table: 'alarm',
    key: ['alarm_id'],
    fixed: { source: 'case' },
    columns: field(['owner', 'owner'], ['state', 'state'], ['case_ref', 'caseRef'], ['due_at_ms', 'dueAtMs']),
    topic: { name: 'alarm', part: 0 },
  },
]

/** States of the other modules' alarms in the words of tasks. */
const ALARM_STATES: Readonly<Record<string, string>> = { RESOLVED: 'DONE', CLOSED: 'DONE' }

function alarmColumns(record: JsonRecord): Row {
  const state = typeof record['state'] === 'string' ? record['state'] : ''
  return {
    owner: record['owner'] ?? '',
    state: ALARM_STATES[state] ?? state,
    case_ref: null,
    due_at_ms: record['dueAtMs'] ?? 0,
  }
}

const SHARED: readonly Table[] = [
  {
    prefix: 'query/alarm/',
    table: 'alarm',
    key: ['alarm_id'],
    fixed: { source: 'query' },
    columns: alarmColumns,
    topic: { name: 'alarm', part: 0 },
  },
  {
    prefix: 'governance/alarm/',
    table: 'alarm',
    key: ['alarm_id'],
    fixed: { source: 'governance' },
    columns: alarmColumns,
    topic: { name: 'alarm', part: 0 },
  },
  {
    prefix: 'authority/proposal/',
    table: 'proposal',
    key: ['proposal_id'],
    columns: (record) => ({
      type: record['type'] ?? '',
      state: record['state'] ?? '',
      licence_no: licenceOf(record['value']),
      proposed_at_ms: record['proposedAtMs'] ?? 0,
      expires_at_ms: record['expiresAtMs'] ?? 0,
    }),
    topic: { name: 'proposal', part: 0 },
  },
]

function licenceOf(value: Json | undefined): string | null {
  const licence = typeof value === 'object' && value !== null ? (value as JsonRecord)['licenceNo'] : undefined
  return typeof licence === 'string' ? licence : null
}

/** Orders as the court sent them and as an institution received them, and what stands on an institution's assets. */
const ORDERS: readonly Table[] = [
  {
    prefix: 'order/order/',
    table: 'sent_order',
    key: ['order_id'],
    columns: (record) => ({
      case_ref: record['caseRef'] ?? '',
      institution: record['institution'] ?? '',
      annex_digest: record['annexDigest'] ?? null,
      state: record['state'] ?? '',
      sent_at_ms: record['sentAtMs'] ?? 0,
      result_at_ms: record['resultAtMs'] ?? null,
      answer_digest: answerDigest(record),
    }),
    topic: { name: 'order', part: 0 },
  },
  {
    prefix: 'order/received/',
    table: 'received_order',
    key: ['client', 'order_id'],
    columns: (record) => ({
      institution: record['institution'] ?? '',
      annex_digest: record['annexDigest'] ?? null,
      state: record['state'] ?? '',
      is_open: record['result'] === null,
      received_at_ms: record['receivedAtMs'] ?? 0,
      deadline_ms: record['deadlineMs'] ?? 0,
      answer_digest: answerDigest(record),
    }),
    topic: { name: 'order', part: 1 },
  },
  {
    prefix: 'measure/measure/',
    table: 'measure',
    key: ['measure_id'],
    columns: field(
      ['institution', 'institution'],
      ['asset_key', 'assetKey'],
      ['order_id', 'orderId'],
      ['state', 'state'],
      ['registered_at_ms', 'registeredAtMs'],
    ),
    topic: { name: 'measure', part: 0 },
  },
  {
    prefix: 'order/objection/',
    table: 'order_objection',
    key: ['client', 'objection_id'],
    columns: (record) => {
      const objection = record['objection'] as JsonRecord
      return { order_id: objection['orderId'] ?? '', raised_at_ms: objection['raisedAtMs'] ?? 0 }
    },
  },
]

/** Digest of the annex of an order's answer. */
function answerDigest(record: JsonRecord): Json {
  return (record['result'] as JsonRecord | null)?.['annexDigest'] ?? null
}

/** All of them for either zone: a prefix that a zone does not have brings no rows. */
export const TABLES: readonly Table[] = [
  ...JUSTICE,
  ...COURT,
  ...ENFORCEMENT,
  ...ORDERS,
  ...CREDIT,
  ...CREDIT_CHECKS,
  ...HELD,
  ...PERSONAL,
  ...SHARED,
]
export const PREFIXES: readonly string[] = TABLES.map(({ prefix }) => prefix)

const BY_PREFIX: ReadonlyMap<string, Table> = new Map(TABLES.map((table) => [table.prefix, table]))

/** The table of a record by its key, `<module>/<collection>/…`; undefined where nothing is projected of the collection. */
export function tableOf(key: string): Table | undefined {
  return BY_PREFIX.get(key.slice(0, key.indexOf('/', key.indexOf('/') + 1) + 1))
}

/** Raised whenever a row would look different: the copy is then made anew. */
export const PROJECTION_VERSION = 10
