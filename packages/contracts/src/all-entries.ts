import type { CollectionDefinition, Entry, ReadStore } from '@xiezhi/kernel'

const PAGE_ROWS = 1_000

/** Every entry of a collection in key order, read page by page. For invariants: handlers read bounded lists. */
export function* allEntries<V>(store: ReadStore, definition: CollectionDefinition<V>): Iterable<Entry<V>> {
  let after: readonly string[] | undefined
  do {
    const page: readonly Entry<V>[] = definition(store).list({
      limit: PAGE_ROWS,
      ...(after === undefined ? {} : { after }),
    })
    yield* page
    after = page.length < PAGE_ROWS ? undefined : page.at(-1)?.id
  } while (after !== undefined)
}
