/** Alarms about credit lists at a subscriber. Part of the interface: append, never rename. */
export type CreditAlarmCode =
  /** Who an entry is about has not come in the parameter's time, or cannot be read. */
  | 'CREDIT_ANNEX_MISSING'
  | 'CREDIT_PLATFORM_AWAY'
  /** `detail`: codespace, code and field. */
  | 'CREDIT_RECORD_REFUSED'
  /** It says that it has done it, and holds the record otherwise. */
  | 'CREDIT_PLATFORM_CONTRADICTS'
  | 'CREDIT_LEDGER_REFUSED'
  /** The daily comparison: to be shown and not there; shown and not to be; shown as it was before. */
  | 'CREDIT_MISSING'
  | 'CREDIT_SURPLUS'
  | 'CREDIT_OLD'
  /** Of the monthly set; `detail`: codespace and code. */
  | 'CREDIT_SET_REFUSED'
