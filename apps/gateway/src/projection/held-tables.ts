import type { JsonRecord, Row, Table } from './tables.ts'

/** Credit lists at a zone of subscribers: what is held for each, and the receipts that it gave. */
export const HELD: readonly Table[] = [
  {
    prefix: 'listing/mirror/',
    table: 'held_entry',
    key: ['client', 'subscriber', 'entry_id'],
    columns: (record: JsonRecord): Row => {
      const view = record['view'] as JsonRecord | null
      return {
        revision: view?.['revision'] ?? 0,
        // Whom a token is enough learns nothing of the person.
        has_person: view !== null && view['list'] !== null,
        received_at_ms: record['receivedAtMs'] ?? 0,
        withdrawn_at_ms: record['withdrawnAtMs'] ?? null,
      }
    },
    topic: { name: 'held-entry', part: 2 },
  },
  {
    prefix: 'listing/receipt/',
    table: 'held_receipt',
    key: ['client', 'subscriber', 'entry_id'],
    columns: (record: JsonRecord): Row => ({
      revision: record['revision'] ?? 0,
      is_withdrawal: record['isWithdrawal'] ?? false,
      at_ms: record['atMs'] ?? 0,
    }),
    topic: { name: 'held-entry', part: 2 },
  },
]
