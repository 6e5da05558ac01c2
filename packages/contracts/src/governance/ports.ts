import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import type { NoteAct } from '../acts.ts'

export interface Holder {
  readonly organisation: string
  readonly officer: string
}

export interface GovernancePorts {
  /** The law book of this build, which enacted acts change. */
  readonly baseLaw: LawBook
  /** Refuses unless two different persons of the governance have signed. */
  requireGovernors(ctx: CheckContext): void
  /** Refuses unless two different trust officers have signed. */
  requireTrustOfficers(ctx: CheckContext): void
  /** The signer who holds the role; refuses if there is none. */
  requireRole(ctx: CheckContext, role: string): Holder
  isRole(text: string): boolean
  /** Who answers today for what an officer took; undefined if nobody does. */
  responsibleFor(ctx: ReadContext, organisation: string, officer: string): string | undefined
  openDuty(ctx: TxContext, organisation: string, officer: string, duty: Duty): void
  closeDuty(ctx: TxContext, organisation: string, officer: string, duty: Duty): void
  readonly noteAct: NoteAct
  /** A notice of a year holds from `atMs` on: what rests on the year is to be computed anew then. Does not refuse. */
  calendarYearFrom(ctx: TxContext, year: number, atMs: number): void
}

export interface Duty {
  readonly kind: string
  readonly subject: string
}
