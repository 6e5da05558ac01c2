import type { Json } from '@xiezhi/codec'
import type { ClientReads, PacketSender } from '@xiezhi/interchain'
import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import type { NoteAct } from '../acts.ts'

export type ListingRole =
  | 'COURT_PRESIDENT'
  | 'COURT_JUDGE'
  | 'COURT_ENFORCER'
  | 'COURT_CLERK'
  | 'COURT_FILING'
  | 'GOVERNANCE_OFFICER'
  | 'CREDIT_PLATFORM'
  | 'REGISTRY_OPERATOR'
  | 'BANK_OPERATOR'
  | 'GATEWAY_SERVICE'
  | 'LOOKUP_SERVICE'

export interface ListingActor {
  readonly organisation: string
  readonly officer: string
}

export interface StepAsked {
  readonly machineId: string
  readonly subject: string
  readonly transition: string
  readonly instrumentDigest?: string
  readonly event?: string
}

export interface StepFacts {
  readonly inputs: Readonly<Record<string, string | number | boolean | null>>
  readonly until?: string | null
}

/** A step that the machine in force allows; `take` writes it with what explains it and gives the new state. */
export interface PlannedStep {
  readonly actors: readonly ListingActor[]
  take(ctx: TxContext, facts: StepFacts): string
}

/** What this module needs from others. */
export interface ListingPorts {
  requireRole(ctx: CheckContext, role: ListingRole | readonly ListingRole[]): ListingActor
  /** Two different natural persons, the first with the first role. @throws ContractError */
  requireTwoPersons(ctx: CheckContext, first: ListingRole, second: ListingRole): readonly ListingActor[]
  readonly noteAct: NoteAct
  /** Whether this zone decides on lists; else it holds subscribers. */
  readonly decides: boolean
  readonly sender: PacketSender
  readonly clients: Pick<ClientReads, 'assurance' | 'chainIdOf'>
  /** Policy document in force (see `accessPolicySchema`); undefined or malformed: no list is taken. */
  listingPolicy(ctx: ReadContext): Json | undefined
  /** Whether this zone has such an organisation. */
  isSubscriber(ctx: ReadContext, organisation: string): boolean
  lawBook(ctx: ReadContext): LawBook
  /** A step of persons by the agreement of the list. @throws ContractError */
  planStep(ctx: CheckContext, asked: StepAsked): PlannedStep
  /** A step of the program. @throws ContractError */
  planProgramStep(ctx: ReadContext, asked: StepAsked): PlannedStep
  /** Whose enforcement a case is, and whether anything is left to be performed; undefined: none was opened. */
  debtOf(
    ctx: ReadContext,
    caseRef: string,
  ): { readonly organisation: string; readonly isUnperformed: boolean } | undefined
  /** Whether one court stands above another, at whatever distance. */
  isAbove(ctx: ReadContext, court: string, below: string): boolean
}
