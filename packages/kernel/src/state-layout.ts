import { CodecError } from '@xiezhi/codec'
import type { TxContext } from './context.ts'
import { ContractError } from './errors.ts'
import { errors } from './kernel-errors.ts'
import type { Migration } from './module/module.ts'
import type { CollectionDefinition } from './state/collection.ts'

const PAGE_ROWS = 1_000

/** The collections among what `state.ts` of a module exports. */
export function collectionsOf(state: Readonly<Record<string, unknown>>): readonly CollectionDefinition<unknown>[] {
  return Object.values(state).filter(
    (one): one is CollectionDefinition<unknown> => typeof one === 'function' && 'prefix' in one && 'schema' in one,
  )
}

/**
 * To a version whose layout some states already have, written before layouts were counted: changes nothing, and refuses a
 * state that has another one.
 */
export function sameLayout(module: string, to: number, state: Readonly<Record<string, unknown>>): Migration {
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
    for (let after: readonly string[] | undefined; ;) {
      const page = definition(ctx.store).list({ limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) })
      after = page.at(-1)?.id
      if (page.length < PAGE_ROWS) return
    }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    const facts = { module, expected: to, seen: to - 1, prefix, field: error.facts.path }
    throw new ContractError(errors.StateUnreadable, facts)
  }
}
