import type { Json } from '@xiezhi/codec'
import type { TxContext } from '../context.ts'
import { ensure } from '../errors.ts'
import type { ErrorKind } from '../errors.ts'
import { errors } from '../kernel-errors.ts'
import type { AnyMessage, AnyQuery, Module, ValidatorRegister } from './module.ts'

/** Two modules of one application that claim the same name. */
export class ModuleConflict extends Error {
  constructor(what: string, name: string) {
    super(`${what} ${name} is declared twice`)
    this.name = 'ModuleConflict'
  }
}

/** The modules of an application by name, message type, query name and error code. */
export class ModuleTable {
  /** In the order of names, so that the order of construction does not reach the state. */
  readonly inOrder: readonly Module[]
  /** Of the one module that keeps validators. */
  readonly validators: ValidatorRegister | undefined
  readonly #modules = new Map<string, Module>()
  readonly #messages = new Map<string, AnyMessage>()
  readonly #queries = new Map<string, AnyQuery>()
  readonly #errors = new Map<string, ErrorKind>()

  /** @throws ModuleConflict */
  constructor(modules: readonly Module[]) {
    this.inOrder = [...modules].sort((a, b) => (a.name < b.name ? -1 : 1))
    this.validators = this.inOrder.find(({ validators }) => validators !== undefined)?.validators
    for (const module of this.inOrder) {
      add(this.#modules, 'module', module.name, module)
      for (const message of module.messages) add(this.#messages, 'message', message.type, message)
      for (const query of module.queries) add(this.#queries, 'query', query.name, query)
      for (const kind of Object.values(module.errors))
        add(this.#errors, 'error', `${kind.codespace}/${kind.code}`, kind)
    }
    for (const kind of Object.values(errors)) add(this.#errors, 'error', `${kind.codespace}/${kind.code}`, kind)
  }

  find(name: string): Module | undefined {
    return this.#modules.get(name)
  }

  /** @throws ContractError MessageUnknown */
  message(type: string): AnyMessage {
    const message = this.#messages.get(type)
    ensure(message !== undefined, errors.MessageUnknown, { type })
    return message
  }

  /** @throws ContractError QueryUnknown */
  query(name: string): AnyQuery {
    const query = this.#queries.get(name)
    ensure(query !== undefined, errors.QueryUnknown, { query: name })
    return query
  }

  /** @throws ContractError HandlerFault for an effect that no module takes */
  due(module: string, kind: string): (ctx: TxContext, item: Json) => void {
    const run = this.#modules.get(module)?.due?.[kind]
    ensure(run !== undefined, errors.HandlerFault, { module, kind })
    return run
  }

  /** What a refusal code means; undefined if it is not registered. */
  explain(codespace: string, code: number): ErrorKind | undefined {
    return this.#errors.get(`${codespace}/${code}`)
  }

  messageTypes(): readonly string[] {
    return [...this.#messages.keys()].sort()
  }

  versions(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.inOrder.map(({ name, version }) => [name, version]))
  }
}

function add<T>(table: Map<string, T>, what: string, name: string, value: T): void {
  if (table.has(name)) throw new ModuleConflict(what, name)
  table.set(name, value)
}
