import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import type { Use, Verdict } from './state.ts'
import type { NoteAct } from '../acts.ts'

export type CaseRole = 'COURT_FILING' | 'COURT_CLERK' | 'COURT_JUDGE' | 'COURT_PERSONNEL'

export interface CaseActor {
  readonly organisation: string
  readonly officer: string
  readonly personId: string
  /** Prefixes of court codes. */
  readonly jurisdictions: readonly string[]
}

interface Reason {
  readonly code: string
  readonly rule: string
}

/** What a verification receipt says. */
export interface CaseReceipt {
  readonly dispatchId: string
  readonly question: {
    readonly licenceNo: string
    readonly asOf: string
    readonly caseRef: string | null
    readonly letterFirmUscc: string
    readonly exception: string
    readonly use: Use
  }
  readonly result: {
    readonly decidedAtMs: number
    readonly finding: {
      readonly verdict: Verdict
      readonly reasons: readonly Reason[]
      readonly tasks: readonly (Reason & {
        readonly role: 'COURT_CLERK' | 'COURT_JUDGE' | 'JUSTICE_BUREAU'
        readonly kind: 'DECISION' | 'DUTY'
      })[]
      readonly facts: unknown
      readonly disputed: boolean
      readonly serial: string | null
    } | null
  }
  readonly freshUntilMs: number | null
}

/** What a paper check says. */
export interface CaseFallback {
  readonly fallbackId: string
  readonly caseRef: string
  readonly licenceNo: string
  readonly asOf: string
  readonly use: Use
  readonly verdict: Verdict
  readonly state: 'RECORDED' | 'RATIFIED' | 'REJECTED'
  readonly recordedAtMs: number
}

/** What this module needs from others. */
export interface CasePorts {
  requireRole(ctx: CheckContext, role: CaseRole | readonly CaseRole[]): CaseActor
  /** Notes an act of the signers, so that it can be found if a key proves compromised. */
  readonly noteAct: NoteAct
  /** The law in force for a case: a case filed before a change keeps its law unless the law says otherwise (R31-05). */
  lawBook(ctx: ReadContext, filedOn: string): LawBook
  receiptOf(ctx: ReadContext, dispatchId: string): CaseReceipt | undefined
  fallbackOf(ctx: ReadContext, fallbackId: string): CaseFallback | undefined
  /** Ends the pushing of status events for a case that has closed. Does not refuse. */
  endSubscriptions(ctx: TxContext, caseRef: string): void
}
