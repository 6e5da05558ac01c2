import type { CreditFieldSet, CreditRecord, HeldRow, Standing } from '@xiezhi/credit-interface'

/** A credit platform as the adapter needs it. What each throws: NOT_SENT, OUTCOME_UNKNOWN, REFUSED, ANSWER_MALFORMED. */
export interface CreditPlatformPort {
  put(set: CreditFieldSet, record: CreditRecord): Promise<Standing>
  remove(recordId: string, revision: number): Promise<Standing>
  status(recordId: string): Promise<Standing>
  /** What it holds, shown or hidden, in the order of ids. */
  held(): AsyncIterable<HeldRow>
}
