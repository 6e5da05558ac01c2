import type { LightBlock } from '@xiezhi/comet'
import { beginBisection, continueBisection } from '@xiezhi/lightclient'
import type { Bisection, BisectionContext, TrustedState, WantedBlock } from '@xiezhi/lightclient'

/** Null: there is no such block. */
export type FetchWanted = (wanted: WantedBlock) => Promise<LightBlock | null>

/**
 * From a trusted state to a block, over as few others as it takes; `fetch` gets them.
 * @throws LightClientError as `beginBisection` and `continueBisection`; what `fetch` throws
 */
export async function bisect(
  context: BisectionContext,
  trusted: TrustedState,
  target: LightBlock,
  fetch: FetchWanted,
): Promise<Bisection> {
  let search = beginBisection(context, trusted, target)
  while (search.wanted !== null) search = continueBisection(context, search, await fetch(search.wanted))
  return search
}
