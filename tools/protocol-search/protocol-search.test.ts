import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { actionsOf } from './actions.ts'
import { searchCommand } from './command.ts'
import { DEFECTS } from './defects.ts'
import { digestOf } from './digest.ts'
import { BEGINNINGS, MODELS } from './models.ts'
import { search } from './search.ts'
import type { World } from './world.ts'

/** Pairs of equal states that are gone on from both. */
const PAIRS_MAX = 5

// A search does not let go of the thread; the runner has to hear from it in between.
beforeEach(() => setImmediate())

describe('the protocol of two zones', () => {
  test.each(MODELS)('holds in every run of two steps, and of one after each beginning: $name', (model) => {
    const first = search(model, { depth: 2 })
    const begun = search(model, { depth: 1, beginnings: Object.values(BEGINNINGS) })
    expect([first.violation, begun.violation]).toEqual([null, null])
    console.log(`states visited ${first.visited + begun.visited}, depth 2, violations 0`)
    expect(first.visited).toBeGreaterThan(50)
    expect(begun.visited).toBeGreaterThan(60)
    expect(first.fairRuns + begun.fairRuns).toBeGreaterThan(100)
  })

  test('is not searched to a depth that is none', () => {
    const said: string[] = []
    expect(searchCommand(['--depth', '0'], (text) => said.push(text))).toBe(64)
    expect(said).toEqual(['protocol-search: --depth is a whole number from 1\n'])
  })

  test('is searched the same way each time', () => {
    const run = () => search({ ...MODELS[0], labels: ['A'] }, { depth: 1 })
    expect(run()).toEqual(run())
  })

  test('goes on alike from states that count as equal', () => {
    const pairs: [World, World][] = []
    search({ ...MODELS[1], labels: ['B'] }, { depth: 2, onSame: (first, again) => pairs.push([first, again]) })
    const apart = pairs.filter(([first, again]) => first.zones.court !== again.zones.court)
    const step = Math.max(1, Math.floor(apart.length / PAIRS_MAX))
    const tried = apart.filter((_, at) => at % step === 0)
    expect(tried.length).toBeGreaterThanOrEqual(PAIRS_MAX)
    for (const [first, again] of tried) expect(stepsOf(again)).toEqual(stepsOf(first))
  })
})

test('an answer stamped at the deadline and a proof of silence at the same instant exclude each other', () => {
  const model = { ...MODELS[1], labels: ['B'] as const }
  const asked = ['ask B', 'relay receive 1', 'time passes to 60 s', 'time passes to 90 s']
  const proved = [...asked, 'justice answers packet 1', 'hold silence 1 as it was', 'deliver held silence 1']
  expect(search(model, { depth: 1, beginnings: [proved.slice(0, -1), proved] }).violation).toBeNull()
})

interface Row {
  readonly name: keyof typeof DEFECTS
  readonly model: 0 | 1
  readonly label: 'A' | 'B'
  readonly property: string
  readonly trace: readonly string[]
  /** Of the trace, given to the search. */
  readonly begun?: number
}

/** The trace is the whole run; no shorter one is a violation. */
const FOUND: readonly Row[] = [
  {
    name: 'the receipt is not written',
    model: 0,
    label: 'A',
    property: 'packet 1 is answered and has no receipt',
    trace: ['ask A', 'relay receive 1'],
  },
  {
    name: 'a packet is received whatever the time',
    model: 1,
    label: 'A',
    property: 'packet 1 is received and timed out',
    trace: ['ask A', 'hold receive 1', 'time passes to 60 s', 'relay timeout 1', 'deliver held receive 1'],
    begun: 3,
  },
  {
    name: 'the commitment of an answered packet stays',
    model: 0,
    label: 'A',
    property:
      'invariant of court: packet/commitment-is-open: 07-tendermint-0/0000000000000001 has a commitment and no body',
    trace: ['ask A', 'relay receive 1', 'relay acknowledge 1'],
  },
  {
    name: 'an answer replaces the outcome',
    model: 0,
    label: 'A',
    property: 'A has got an outcome 2 times',
    trace: ['ask A', 'relay receive 1', 'time passes to 720 s', 'relay acknowledge 1'],
    begun: 1,
  },
  {
    name: 'silence is proved before the deadline',
    model: 1,
    label: 'B',
    property: 'B is proved silent and answered in time',
    trace: ['ask B', 'relay receive 1', 'relay silence 1', 'justice answers packet 1'],
    begun: 1,
  },
  {
    name: 'a frozen client takes headers',
    model: 0,
    label: 'A',
    property: 'the client of justice thawed without an act',
    trace: ['ask A', 'the peer of justice signs two headers', 'relay receive 1'],
  },
  {
    name: 'a timeout is not told to the dispatch',
    model: 0,
    label: 'A',
    property: 'packet 1 of A is open after a fair relayer run',
    trace: ['ask A', 'time passes to 60 s'],
  },
]

describe('a planted defect is found, and by its shortest run:', () => {
  test.each(FOUND)('$name', ({ name, model, label, property, trace, begun = 0 }) => {
    const options = { depth: trace.length - begun, beginnings: [trace.slice(0, begun)] }
    const { violation } = search({ ...MODELS[model], labels: [label], plant: DEFECTS[name] }, options)
    expect(violation).toEqual({ property, trace })
  })
})

function stepsOf(world: World): string[] {
  return actionsOf(world).map(({ name, run }) => `${name} ${digestOf(run())}`)
}
