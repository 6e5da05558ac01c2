import type { CheckContext, ReadContext } from '@xiezhi/kernel'
import type { NoteAct } from '../acts.ts'

export type DepositRole =
  'COURT_FILING' | 'COURT_CLERK' | 'COURT_JUDGE' | 'COURT_TECH' | 'PARTY' | 'LAWYER' | 'GATEWAY_SERVICE'

export interface DepositActor {
  readonly organisation: string
  readonly officer: string
}

/** What this module needs from others. */
export interface DepositPorts {
  requireRole(ctx: CheckContext, role: DepositRole | readonly DepositRole[]): DepositActor
  /** Notes an act of the signers, so that it can be found if a key proves compromised. */
  readonly noteAct: NoteAct
  isCaseOpen(ctx: ReadContext, caseRef: string): boolean
}
