import type { Message } from '../tx/transaction.ts'
import type { TestChain } from './test-chain.ts'
import type { TestSigner } from './test-signer.ts'
import type { SeededRandom } from './seeded-random.ts'
import { randomValue, spoiled } from './random-value.ts'
import type { ValuePools } from './random-value.ts'

/** One act that the present state allows, by those who may do it; undefined where the state offers none. */
export interface Proposal {
  readonly message: Message
  readonly signers: readonly TestSigner[]
}
export type Generator = (chain: TestChain, random: SeededRandom) => Proposal | undefined

export interface Simulation {
  /** The same zone twice, its modules built in different orders. */
  readonly chains: readonly [TestChain, TestChain]
  /** Those who sign together: one officer, or the two of a two-person act. */
  readonly groups: readonly (readonly TestSigner[])[]
  readonly pools: ValuePools
  /** Generators that look at the state: most of what they propose executes. */
  readonly generators: readonly Generator[]
  readonly random: SeededRandom
  readonly blocks: number
  /** Types whose random values would be proofs and headers: left to their own tests. */
  readonly leftOut?: readonly string[]
}

export interface SimulationReport {
  readonly transactions: number
  readonly executed: number
  /** How often each message type was executed. */
  readonly executedTypes: Readonly<Record<string, number>>
  /** How often each refusal was given, by `codespace/name`. */
  readonly refusals: Readonly<Record<string, number>>
  /** What was wrong after which block; empty when nothing was. */
  readonly problems: readonly string[]
}

const MESSAGES_PER_BLOCK_MAX = 4
/** So many of four acts come from the generators; the others are random values of a random type. */
const GENERATED_OF_FOUR = 3
/** One act of so many is spoiled in one field. */
const SPOILED_ONE_IN = 4
/** A generator that the state offers nothing is replaced by another, so often. */
const GENERATOR_TRIES = 8
const STEP_MS_MAX = 3 * 86_400_000

/**
 * Sends valid and invalid messages of every module, and after each block looks at all invariants and compares the two
 * chains. `HandlerFault` counts as a problem: a handler refuses with a registered reason or not at all.
 */
export function simulate(simulation: Simulation): SimulationReport {
  const { chains, random, blocks } = simulation
  const [chain, other] = chains
  const refusals: Record<string, number> = {}
  const executedTypes: Record<string, number> = {}
  const problems: string[] = []
  let transactions = 0
  for (let block = 1; block <= blocks && problems.length === 0; block++) {
    chain.nowMs += random.below(4) === 0 ? random.below(STEP_MS_MAX) : random.below(5_000)
    const acts = Array.from({ length: random.below(MESSAGES_PER_BLOCK_MAX) + 1 }, () => actOf(simulation))
    const txs = acts.map(({ message, signers }) => chain.sign([message], signers))
    other.nowMs = chain.nowMs
    const { results } = chain.block(txs)
    other.block(txs)
    results.slice(1).forEach(({ code, codespace }, at) => {
      transactions += 1
      const type = acts[at]?.message.type ?? ''
      const name = `${codespace}/${chain.app.modules.explain(codespace, code)?.name ?? String(code)}`
      if (code === 0) count(executedTypes, type)
      else count(refusals, name)
      if (name === 'kernel/HandlerFault') problems.push(`block ${block}: ${type} failed without a registered reason`)
    })
    if (chain.root() !== other.root()) problems.push(`block ${block}: the two chains differ`)
    problems.push(...chain.violations().map((violation) => `block ${block}: ${violation}`))
  }
  const executed = Object.values(executedTypes).reduce((sum, times) => sum + times, 0)
  return { transactions, executed, executedTypes, refusals, problems }
}

function actOf(simulation: Simulation): Proposal {
  const { random } = simulation
  const generated = random.below(4) < GENERATED_OF_FOUR ? generatedAct(simulation) : undefined
  const act = generated ?? randomAct(simulation)
  if (random.below(SPOILED_ONE_IN) > 0) return act
  const { type, value } = act.message
  return { ...act, message: { type, value: spoiled(random, value) } }
}

function generatedAct({ chains, random, generators }: Simulation): Proposal | undefined {
  for (let tries = 0; tries < GENERATOR_TRIES && generators.length > 0; tries++) {
    const proposal = random.pick(generators)(chains[0], random)
    if (proposal !== undefined) return proposal
  }
  return undefined
}

function randomAct({ chains: [chain], random, groups, pools, leftOut = [] }: Simulation): Proposal {
  const type = random.pick(chain.app.modules.messageTypes().filter((one) => !leftOut.includes(one)))
  const value = randomValue(random, chain.app.modules.message(type).schema.describe(), pools)
  return { message: { type, value }, signers: random.pick(groups) }
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}
