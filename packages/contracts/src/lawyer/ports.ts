import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import type { NoteAct } from '../acts.ts'

export type LawyerRole =
  | 'JUSTICE_BUREAU'
  | 'JUSTICE_DEPARTMENT'
  | 'LAW_ASSOCIATION'
  | 'LAWYER'
  | 'COURT_JUDGE'
  | 'COURT_CLERK'
  | 'COURT_FILING'

export interface LawyerActor {
  readonly organisation: string
  readonly officer: string
  readonly personId: string
  readonly roles: readonly string[]
  /** Prefixes of regions, digits of GB/T 2260. */
  readonly jurisdictions: readonly string[]
}

/** What subscribers of a lawyer's record learn. */
export interface StatusNotice {
  readonly eventId: string
  readonly serial: string
  readonly kind: string
  readonly status: string
  readonly from: string
  readonly to: string | null
  readonly recordedAtMs: number
}

/** What this module needs from others. */
export interface LawyerPorts {
  /** Refuses unless a signer holds one of the roles at the time of the act. */
  requireRole(ctx: CheckContext, role: LawyerRole | readonly LawyerRole[]): LawyerActor
  /** Refuses unless two different natural persons with the roles have signed. */
  requireTwoPersons(
    ctx: CheckContext,
    first: LawyerRole | readonly LawyerRole[],
    second?: LawyerRole | readonly LawyerRole[],
  ): readonly [LawyerActor, LawyerActor]
  /** Notes an act of the signers, so that it can be found if a key proves compromised. */
  readonly noteAct: NoteAct
  /** The law in force for this zone. */
  lawBook(ctx: ReadContext): LawBook
  /** Pushes a status event to those who asked about the lawyer for an open case. Does not refuse. */
  publish(ctx: TxContext, notice: StatusNotice): void
}
