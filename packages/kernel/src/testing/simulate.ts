import type { Json } from '@xiezhi/codec'
import type { TestChain } from './test-chain.ts'
import type { TestSigner } from './test-signer.ts'
import type { SeededRandom } from './seeded-random.ts'
import { randomValue, spoiled } from './random-value.ts'
import type { ValuePools } from './random-value.ts'

export interface Simulation {
  /** The same zone twice, its modules built in different orders. */
  readonly chains: readonly [TestChain, TestChain]
  /** Those who sign together: one officer, or the two of a two-person act. */
  readonly groups: readonly (readonly TestSigner[])[]
  readonly pools: ValuePools
  readonly random: SeededRandom
  readonly blocks: number
  /** Types whose random values would be proofs and headers: left to their own tests. */
  readonly leftOut?: readonly string[]
}

export interface SimulationReport {
  readonly transactions: number
  readonly executed: number
  /** How often each refusal was given, by `codespace/name`. */
  readonly refusals: Readonly<Record<string, number>>
  /** What was wrong after which block; empty when nothing was. */
  readonly problems: readonly string[]
}

const MESSAGES_PER_BLOCK_MAX = 4
const SENDERS = 4
const SPOILED_ONE_IN = 8
const STEP_MS_MAX = 3 * 86_400_000

/**
 * Sends random valid and invalid messages of every module, and after each block looks at all invariants and compares the
 * two chains. `HandlerFault` counts as a problem: a handler refuses with a registered reason or not at all.
 */
export function simulate({ chains, groups, pools, random, blocks, leftOut = [] }: Simulation): SimulationReport {
  const [chain, other] = chains
  const messages = chain.app.modules.messageTypes().filter((type) => !leftOut.includes(type))
  const refusals: Record<string, number> = {}
  const problems: string[] = []
  let transactions = 0
  let executed = 0
  for (let block = 1; block <= blocks && problems.length === 0; block++) {
    const stepMs = random.below(4) === 0 ? random.below(STEP_MS_MAX) : random.below(5_000)
    chain.nowMs += stepMs
    const txs = Array.from({ length: random.below(MESSAGES_PER_BLOCK_MAX + 1) }, () => {
      const type = random.pick(messages)
      const value: Json = randomValue(random, chain.app.modules.message(type).schema.describe(), pools)
      const sent = [{ type, value: random.below(SPOILED_ONE_IN) === 0 ? spoiled(random, value) : value }]
      // The same act by several senders: most may not do it, one perhaps may.
      return Array.from({ length: SENDERS }, () => chain.sign(sent, random.pick(groups)))
    }).flat()
    other.nowMs = chain.nowMs
    const { results } = chain.block(txs)
    other.block(txs)
    for (const { code, codespace } of results.slice(1)) {
      transactions += 1
      if (code === 0) executed += 1
      const name = `${codespace}/${chain.app.modules.explain(codespace, code)?.name ?? String(code)}`
      if (code !== 0) refusals[name] = (refusals[name] ?? 0) + 1
      if (name === 'kernel/HandlerFault') problems.push(`block ${block}: a handler failed without a registered reason`)
    }
    if (chain.root() !== other.root()) problems.push(`block ${block}: the two chains differ`)
    problems.push(...chain.violations().map((violation) => `block ${block}: ${violation}`))
  }
  return { transactions, executed, refusals, problems }
}
