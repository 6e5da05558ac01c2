import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'

export interface Holder {
  readonly organisation: string
  readonly officer: string
}

export interface GovernancePorts {
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
  noteAct(ctx: TxContext, type: string, subject: string): void
}

export interface Duty {
  readonly kind: string
  readonly subject: string
}
