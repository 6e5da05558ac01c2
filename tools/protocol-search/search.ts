import { actionsOf } from './actions.ts'
import { digestOf } from './digest.ts'
import { leftOver } from './fair-relayer.ts'
import type { KnownLive } from './fair-relayer.ts'
import { violationOf } from './properties.ts'
import { firstWorld } from './world.ts'
import type { ModelOptions, World } from './world.ts'

export interface Violation {
  readonly property: string
  /** The steps that lead to it. From one beginning, no shorter run does. */
  readonly trace: readonly string[]
}

export interface SearchResult {
  readonly visited: number
  readonly steps: number
  readonly depth: number
  /** States at the bound, from each of which a fair run was tried. */
  readonly fairRuns: number
  readonly violation: Violation | null
}

interface Node {
  readonly world: World
  readonly trace: Trace | null
}

interface Trace {
  readonly step: string
  readonly before: Trace | null
}

export interface SearchOptions {
  readonly depth: number
  /** Runs after each of which another `depth` steps are searched; without, the first state alone. */
  readonly beginnings?: readonly (readonly string[])[]
  /** Told after each level. */
  readonly onLevel?: (level: number, states: number) => void
  /** Told when a state is met that an earlier one equals. */
  readonly onSame?: (first: World, again: World) => void
}

/** All runs of at most `depth` steps, breadth first; a state that equals an earlier one is not gone on from. */
export function search(model: ModelOptions, options: SearchOptions): SearchResult {
  const { depth, beginnings = [[]], onLevel, onSame } = options
  const seen = new Map<string, World | null>()
  const counts = { steps: 0, fairRuns: 0 }
  const first = firstWorld(model)
  let level: readonly Node[] = beginnings.map((steps) => begun(first, steps))
  for (const { world } of level) seen.set(digestOf(world), onSame === undefined ? null : world)
  const ended = (violation: Violation | null): SearchResult => ({ visited: seen.size, depth, ...counts, violation })
  for (let at = 1; at <= depth; at++) {
    const next: Node[] = []
    for (const { world, trace } of level) {
      for (const { name, run } of actionsOf(world)) {
        counts.steps += 1
        const after = run()
        const node = { world: after, trace: { step: name, before: trace } }
        const property = violationOf(world, after, model.answersLate)
        if (property !== null) return ended({ property, trace: stepsOf(node.trace) })
        const digest = digestOf(after)
        const known = seen.get(digest)
        if (known === undefined) {
          seen.set(digest, onSame === undefined ? null : after)
          next.push(node)
        } else if (known !== null) onSame?.(known, after)
      }
    }
    onLevel?.(at, seen.size)
    level = next
  }
  return ended(fairly(level, counts))
}

/** The state after the steps of these names. */
function begun(first: World, steps: readonly string[]): Node {
  let node: Node = { world: first, trace: null }
  for (const step of steps) {
    const action = actionsOf(node.world).find(({ name }) => name === step)
    if (action === undefined) throw new RangeError(`no step "${step}" here`)
    node = { world: action.run(), trace: { step, before: node.trace } }
  }
  return node
}

/** Every state at the bound; those before it lie on the way of one of them or are a fair run's own beginning. */
function fairly(level: readonly Node[], counts: { fairRuns: number }): Violation | null {
  const known: KnownLive = new Set()
  for (const { world, trace } of level) {
    counts.fairRuns += 1
    const left = leftOver(world, known)
    if (left !== null) return { property: left, trace: stepsOf(trace) }
  }
  return null
}

function stepsOf(trace: Trace | null): readonly string[] {
  const steps: string[] = []
  for (let at = trace; at !== null; at = at.before) steps.unshift(at.step)
  return steps
}
