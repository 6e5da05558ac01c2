import type { LightBlock } from '@xiezhi/comet'
import { beginBisection, continueBisection } from '../bisection.ts'
import type { Bisection, BisectionContext } from '../bisection.ts'
import type { TrustedState } from '../trust.ts'

/** Searches among these blocks: the wanted one or the lowest above it, as a node would answer. */
export function bisect(
  context: BisectionContext,
  trusted: TrustedState,
  target: LightBlock,
  others: readonly LightBlock[],
): Bisection {
  let search = beginBisection(context, trusted, target)
  for (let { wanted } = search; wanted !== null; { wanted } = search) {
    const { height, below } = wanted
    const found = others.find(({ header }) => header.height >= height && header.height < below)
    search = continueBisection(context, search, found ?? null)
  }
  return search
}
