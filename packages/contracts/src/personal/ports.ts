import type { CheckContext, ReadContext, TxContext } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import type { NoteAct } from '../acts.ts'

export interface PersonalActor {
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

/** A step that the machine in force allows; `take` writes it with what explains it and gives the new state. */
export interface PlannedStep {
  readonly actors: readonly PersonalActor[]
  take(
    ctx: TxContext,
    facts: {
      readonly inputs: Readonly<Record<string, string | number | boolean | null>>
      readonly until?: string | null
    },
  ): string
}

/** What this module needs from others. */
export interface PersonalPorts {
  requireRole(ctx: CheckContext, role: 'COURT_JUDGE' | readonly ('COURT_FILING' | 'COURT_CLERK')[]): PersonalActor
  readonly noteAct: NoteAct
  lawBook(ctx: ReadContext): LawBook
  /** A step of persons by the agreement. @throws ContractError */
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
