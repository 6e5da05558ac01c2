import type { JsonRecord, Row, Table } from './tables.ts'

const ENTRY = 'credit-entry'
const text = (record: JsonRecord, name: string): string => {
  const value = record[name]
  return typeof value === 'string' ? value : ''
}

/** Credit lists of a court: entries while they stand, what stays of them, and what is with which subscriber. */
const AT_COURT: readonly Table[] = [
  {
    prefix: 'listing/entry/',
    table: 'credit_entry',
    key: ['entry_id'],
    columns: (record): Row => ({
      case_ref: text(record, 'caseRef'),
      organisation: text(record, 'organisation'),
      list: text(record, 'list'),
      state: text(record, 'state'),
      index_key: text(record, 'indexKey'),
      changed_at_ms: record['changedAtMs'] ?? 0,
    }),
    children: [
      {
        table: 'credit_co_subject',
        rows: (record) =>
          (record['coSubjects'] as readonly JsonRecord[]).map((one, n) => ({ n, index_key: text(one, 'indexKey') })),
      },
    ],
    topic: { name: ENTRY, part: 0 },
  },
  {
    prefix: 'listing/ended/',
    table: 'credit_ended',
    key: ['entry_id'],
    columns: (record) => ({ list: text(record, 'list'), ended_at_ms: record['endedAtMs'] ?? 0 }),
    topic: { name: ENTRY, part: 0 },
  },
  {
    prefix: 'listing/subscription/',
    table: 'credit_subscription',
    key: ['client', 'subscriber'],
    topic: { name: 'credit-subscription', part: 1 },
  },
  {
    prefix: 'listing/request/',
    table: 'credit_subscription_request',
    key: ['client', 'subscriber', 'request_id'],
    columns: (record) => ({ state: text(record, 'state'), asked_at_ms: record['askedAtMs'] ?? 0 }),
    topic: { name: 'credit-subscription', part: 1 },
  },
  {
    prefix: 'listing/share/',
    table: 'credit_share',
    key: ['client', 'subscriber', 'entry_id'],
    columns: (record) => ({ sent_at_ms: record['sentAtMs'] ?? 0 }),
    topic: { name: ENTRY, part: 2 },
  },
  {
    prefix: 'listing/withdrawal/',
    table: 'credit_withdrawal',
    key: ['entry_id', 'client', 'subscriber'],
    columns: (record) => ({
      withdrawn_at_ms: record['withdrawnAtMs'] ?? 0,
      confirmed_at_ms: record['confirmedAtMs'] ?? null,
    }),
    topic: { name: ENTRY, part: 0 },
  },
  {
    prefix: 'listing/grace/',
    table: 'credit_grace',
    key: ['case_ref', 'index_key'],
    columns: (record) => ({ entry_id: text(record, 'entryId') }),
    topic: { name: ENTRY, part: 0 },
  },
  { prefix: 'listing/packet/', table: 'credit_packet', key: ['client', 'sequence'] },
  { prefix: 'listing/lookup-total/', table: 'credit_lookup', key: ['day', 'subscriber', 'purpose'] },
  {
    prefix: 'agreement/step/',
    table: 'agreement_step',
    key: ['machine_id', 'subject', 'n'],
    columns: (record) => ({ transition: text(record, 'transition'), at_ms: record['atMs'] ?? 0 }),
    topic: { name: ENTRY, part: 1 },
  },
  { prefix: 'agreement/standing/', table: 'agreement_standing', key: ['machine_id'] },
]

/** Kept on the court's ledger and on that of the subscribers. */
const ON_BOTH: readonly Table[] = [
  {
    prefix: 'listing/use/',
    table: 'credit_use',
    key: ['client', 'subscriber', 'use_id'],
    columns: (record) => ({ entry_id: text(record, 'entryId'), on_day: text(record, 'on') }),
    topic: { name: 'credit-use', part: 1 },
  },
  {
    prefix: 'listing/reconciliation/',
    table: 'credit_reconciliation',
    key: ['client', 'subscriber', 'month'],
    topic: { name: 'credit-set', part: 1 },
  },
  {
    prefix: 'listing/alarm/',
    table: 'credit_alarm',
    // Without a subscriber the last two parts are empty.
    key: ['subject', 'kind', 'client', 'subscriber'],
    columns: (record) => ({
      owner: text(record, 'owner'),
      raised_at_ms: record['raisedAtMs'] ?? 0,
      ended_at_ms: record['endedAtMs'] ?? null,
    }),
    topic: { name: 'credit-alarm', part: 0 },
  },
]

export const CREDIT: readonly Table[] = [...AT_COURT, ...ON_BOTH]
