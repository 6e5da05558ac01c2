import type { Generated } from 'kysely'

/** What the gateway of institutions keeps beside the ledger. */
export interface InstitutionSchema {
  core_request: {
    institution: string
    request_no: string
    client: string
    order_id: string
    /** Of the vault. */
    subject: string
    kept_at_ms: number
    finished_at_ms: number | null
  }
  adapter_journal: {
    id: Generated<number>
    institution: string
    request_no: string
    /** Sealed. */
    digest: string
    state: string
    reason: string | null
    at_ms: number
  }
  order_answer: {
    client: string
    order_id: string
    institution: string
    digest: string
    state: 'KEPT' | 'DUE' | 'POSTED' | 'DROPPED'
    at_ms: number
  }
  institution_alarm: {
    alarm_id: string
    institution: string
    code: string
    /** Order, request or run. */
    subject: string
    detail: string | null
    raised_at_ms: number
    due_at_ms: number
    times: number
    ended_at_ms: number | null
    ended_by: string | null
    ended_officer: string | null
    ended_reasons: string | null
  }
  reconciliation_run: {
    run_id: string
    institution: string
    day: string
    at_ms: number
    compared: number
    missing: number
    orphan: number
    different: number
  }
}
