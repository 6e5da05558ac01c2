import type { Table } from './tables.ts'

/** How many leaves of each list stand under an index key: what a check reads. */
export const CREDIT_CHECKS: readonly Table[] = [
  { prefix: 'listing/active/', table: 'credit_active', key: ['index_key'] },
]
