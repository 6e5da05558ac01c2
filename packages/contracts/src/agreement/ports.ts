import type { CheckContext } from '@xiezhi/kernel'
import type { NoteAct } from '../acts.ts'
import type { Machine } from './state.ts'

export interface AgreementActor {
  readonly organisation: string
  readonly officer: string
  readonly personId: string
}

/** What a module that carries out an effect says of it. */
export interface EffectClass {
  /** `DECISION`: two persons sign an instrument for it. `INSTRUMENT`: somebody signed one before. `GROUND`: an event is enough. */
  readonly needs: 'DECISION' | 'INSTRUMENT' | 'GROUND'
  /** Whether it burdens the person concerned: a suspended machine begins none, and still ends them by hand. */
  readonly burdens: boolean
}

/** What this module needs from others. */
export interface AgreementPorts {
  /** @throws ContractError if no signer holds one of the roles */
  requireRole(ctx: CheckContext, roles: readonly string[]): AgreementActor
  /** Two different natural persons, the first with one of the first roles. @throws ContractError */
  requireTwoPersons(
    ctx: CheckContext,
    first: readonly string[],
    second: readonly string[],
  ): readonly [AgreementActor, AgreementActor]
  readonly noteAct: NoteAct
  isRole(text: string): boolean
  /** Whether the law of this build has a parameter of this key. */
  isParameter(key: string): boolean
  /** In force in a zone that gets this module by an upgrade. */
  readonly machines: readonly Machine[]
  readonly effects: Readonly<Record<string, EffectClass>>
}
