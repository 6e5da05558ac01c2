import { CodecError } from '@xiezhi/codec'
import { ContractError, kernelErrors } from '@xiezhi/kernel'
import type { CollectionDefinition, Migration, TxContext } from '@xiezhi/kernel'
import { allEntries } from './all-entries.ts'

/** What `module/state.ts` exports; its collections are found by their prefix. */
export type StateExports = Readonly<Record<string, unknown>>

export function collectionsOf(state: StateExports): readonly CollectionDefinition<unknown>[] {
  return Object.values(state).filter(
    (one): one is CollectionDefinition<unknown> => typeof one === 'function' && 'prefix' in one && 'schema' in one,
  )
}

/**
 * To a version whose layout some states already have, written before layouts were counted: changes nothing, and refuses a
 * state that has another one.
 */
export function sameLayout(module: string, to: number, state: StateExports): Migration {
  return {
    to,
    run: (ctx) => {
      for (const definition of collectionsOf(state)) readAll(ctx, module, to, definition)
    },
  }
}

function readAll(ctx: TxContext, module: string, to: number, definition: CollectionDefinition<unknown>): void {
  const { prefix } = definition
  try {
    const rows = allEntries(ctx.store, definition)[Symbol.iterator]()
    let isDone: boolean | undefined = false
    while (isDone !== true) isDone = rows.next().done
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    const facts = { module, expected: to, seen: to - 1, prefix, field: error.facts.path }
    throw new ContractError(kernelErrors.StateUnreadable, facts)
  }
}
