import type { Json, Schema } from '@xiezhi/codec'
import type { CheckContext, ReadContext, TxContext } from '../context.ts'
import type { ErrorKind } from '../errors.ts'
import type { ReadStore } from '../state/store.ts'

/**
 * A message: `check` decides with a context that cannot write and returns what `execute` needs; `execute` writes, then
 * emits, and does not refuse.
 */
export interface MessageDefinition<M = never, P = unknown> {
  /** `<module>/<VerbNoun>`, part of the wire contract. */
  readonly type: string
  readonly schema: Schema<M>
  /**
   * Fields by which a person is found who may have to be forgotten. What two persons sign one after the other keeps them no
   * longer than until nobody can sign it any more.
   */
  readonly forgets?: readonly string[]
  check(ctx: CheckContext, message: M): P
  /** Its value stands in the result of the transaction, provable by the results hash. */
  execute(ctx: TxContext, message: M, plan: P): Json | undefined
}

export interface QueryDefinition<Q = never> {
  /** `<module>/<noun>`. */
  readonly name: string
  readonly schema: Schema<Q>
  answer(ctx: ReadContext, query: Q): Json
}

/** A predicate over the whole state of a module. Returns null, or what is wrong. */
export interface Invariant {
  readonly name: string
  violation(ctx: ReadContext): string | null
}

/** Runs once when an upgraded application first finds state of version `to − 1`. */
export interface Migration {
  readonly to: number
  run(ctx: TxContext): void
}

// The parameter types of a list of different messages can only be erased; `defineMessage` keeps each one sound.
export type AnyMessage = MessageDefinition
export type AnyQuery = QueryDefinition

/** Who signs the blocks of a zone whose validators acts decide. */
export interface ValidatorPower {
  /** Ed25519 public key, 64 hexadecimal digits. */
  readonly publicKey: string
  /** 0 in a change: the validator is removed. */
  readonly power: number
}

/** The module that keeps the validators of a zone of several. */
export interface ValidatorRegister {
  /** Undefined: none are kept. */
  current(store: ReadStore): readonly ValidatorPower[] | undefined
  /** Notes those with whom the zone began, in its first block. */
  begin(ctx: TxContext, validators: readonly ValidatorPower[]): void
}

/** Module versions that hold from the block of a height on. */
export interface UpgradePlan {
  readonly height: number
  readonly versions: Readonly<Record<string, number>>
}

/** The module that keeps what was decided about the next version of the program. */
export interface UpgradeRegister {
  /** The first version of the module that keeps plans; an older state has none and needs none. */
  readonly since: number
  planned(store: ReadStore): UpgradePlan | undefined
}

/** The only thing of a domain module that the kernel sees. */
export interface Module {
  /** Literal; prefix of its state keys and message types. */
  readonly name: string
  readonly version: number
  readonly errors: Readonly<Record<string, ErrorKind>>
  readonly events: readonly string[]
  readonly messages: readonly AnyMessage[]
  readonly queries: readonly AnyQuery[]
  readonly due?: Readonly<Record<string, (ctx: TxContext, item: Json) => void>>
  readonly invariants: readonly Invariant[]
  readonly validators?: ValidatorRegister
  readonly upgrades?: UpgradeRegister
  readonly migrations: readonly Migration[]
  /** Writes the initial state of a new zone. `genesis` is the module's part of the genesis document, null if absent. */
  initGenesis(ctx: TxContext, genesis: Json): void
}

export function defineMessage<M, P>(definition: MessageDefinition<M, P>): AnyMessage {
  return definition as unknown as AnyMessage
}

export function defineQuery<Q>(definition: QueryDefinition<Q>): AnyQuery {
  return definition as unknown as AnyQuery
}
