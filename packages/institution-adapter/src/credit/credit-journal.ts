/**
 * `sending`, `deleting`: it may have arrived from here on. `shown`, `deleted`: seen at the platform. `refused`: nothing was done.
 * `contradicts`: the platform says one thing and does another.
 */
export type CreditStep = 'sending' | 'shown' | 'refused' | 'deleting' | 'deleted' | 'contradicts'

export interface CreditJournalEntry {
  readonly recordId: string
  readonly revision: number
  /** Of the content that was sent; null: it was to be deleted. */
  readonly digest: string | null
  readonly step: CreditStep
  /** Code of a refusal. */
  readonly reason?: string | undefined
  readonly atMs: number
}

/** Steps towards one platform; durable when `append` returns. */
export interface CreditJournal {
  last(recordId: string): Promise<CreditJournalEntry | undefined>
  append(entry: CreditJournalEntry): Promise<void>
}
