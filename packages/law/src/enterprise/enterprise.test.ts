import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { addExact, compareExact, exactOne, exactZero, multiplyExact, subtractExact } from '../money/exact.ts'
import { parseRational, rational, type Rational } from '../time/rational.ts'
import { enterprise } from './area.ts'
import { cyclicParts } from './cyclic-parts.ts'
import { economicStakes } from './economic-stakes.ts'
import { equityGraph, type Holding } from './equity-graph.ts'
import { solveExactly } from './linear-system.ts'
import { reachedFrom } from './reach.ts'

const { equityPenetration, relatedParty, equityTitle } = enterprise
type Edges = Parameters<typeof equityPenetration>[0]['edges']

const exactly = (text: string): Rational => parseRational(text)!
const refusal = (code: string, facts?: Readonly<Record<string, number>>): Error =>
  expect.objectContaining({ code, ...(facts === undefined ? {} : { facts }) }) as Error

/** Holdings among a few companies; the shares of each company add up to less than one. */
const anyEdges: fc.Arbitrary<Edges> = fc.integer({ min: 2, max: 7 }).chain((size) =>
  fc
    .array(fc.array(fc.nat(9), { minLength: size, maxLength: size }), { minLength: size, maxLength: size })
    .map((rows) =>
      rows.flatMap((weights, target) => {
        const total = weights.reduce((sum, weight) => sum + weight, 1)
        return weights.flatMap((weight, holder) =>
          holder === target || weight === 0
            ? []
            : [{ holder: `C${holder}`, target: `C${target}`, share: `${weight}/${total}` }],
        )
      }),
    ),
)

describe('enterprise.equityPenetration', () => {
  test('shares of all who are held by nobody add up to at most one', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const held = new Set(edges.map(({ target }) => target))
        const roots = [...new Set(edges.map(({ holder }) => holder))].filter((one) => !held.has(one))
        const total = roots
          .map((from) => exactly(equityPenetration({ edges, from, to: 'C0' }, law).economicRatio))
          .reduce(addExact, exactZero)
        expect(compareExact(total, exactOne)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('the ratio solves the system: what A holds is its direct shares times what those hold', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const ratio = (from: string): Rational =>
          exactly(equityPenetration({ edges, from, to: 'C0' }, law).economicRatio)
        const below = edges
          .filter(({ holder }) => holder === 'C1')
          .map(({ target, share }) => {
            const further = target === 'C0' ? addExact(exactOne, ratio('C0')) : ratio(target)
            return multiplyExact(exactly(share), further)
          })
        expect(ratio('C1')).toEqual(below.reduce(addExact, exactZero))
      }),
    )
  })

  test('no order of the edges changes anything, and no path weighs more than all walks', () => {
    fc.assert(
      fc.property(
        anyEdges.chain((edges) =>
          fc.tuple(fc.constant(edges), fc.shuffledSubarray([...edges], { minLength: edges.length })),
        ),
        ([edges, shuffled]) => {
          const result = equityPenetration({ edges, from: 'C1', to: 'C0' }, law)
          expect(equityPenetration({ edges: shuffled, from: 'C1', to: 'C0' }, law)).toEqual(result)
          const paths = result.paths.map(({ ratio }) => exactly(ratio)).reduce(addExact, exactZero)
          expect(compareExact(paths, exactly(result.economicRatio))).toBeLessThanOrEqual(0)
          for (const { nodes } of result.paths) expect(new Set(nodes).size).toBe(nodes.length)
        },
      ),
    )
  })

  test('without cycles the paths are all there is', () => {
    fc.assert(
      fc.property(anyEdges, (all) => {
        const edges = all.filter(({ holder, target }) => holder > target)
        const { paths, economicRatio } = equityPenetration({ edges, from: 'C3', to: 'C0' }, law)
        expect(paths.map(({ ratio }) => exactly(ratio)).reduce(addExact, exactZero)).toEqual(exactly(economicRatio))
      }),
    )
  })

  test('lists exactly 1,000 paths and refuses one more', () => {
    const fan = (count: number): Edges =>
      Array.from({ length: count }, (_, index) => [
        { holder: 'A', target: `M${index}`, share: '1' },
        { holder: `M${index}`, target: 'Z', share: `1/${count}` },
      ]).flat()
    expect(equityPenetration({ edges: fan(1_000), from: 'A', to: 'Z' }, law)).toMatchObject({
      economicRatio: '1',
      votingRatio: '1',
      paths: { length: 1_000 },
    })
    expect(() => equityPenetration({ edges: fan(1_001), from: 'A', to: 'Z' }, law)).toThrow(
      refusal('LIMIT_EXCEEDED', { pathsMost: 1_000 }),
    )
  })

  test('keeps a denominator of 4,096 bits and refuses a longer one', () => {
    const chain = (length: number): Edges =>
      Array.from({ length }, (_, index) => ({ holder: `N${index}`, target: `N${index + 1}`, share: '1/2' }))
    const ratio = equityPenetration({ edges: chain(4_095), from: 'N0', to: 'N4095' }, law).economicRatio
    expect(ratio).toBe(`1/${String(2n ** 4_095n)}`)
    expect(() => equityPenetration({ edges: chain(4_096), from: 'N0', to: 'N4096' }, law)).toThrow(
      refusal('LIMIT_EXCEEDED', { denominatorBitsMost: 4_096 }),
    )
  })

  test('a dense cyclic part of 64 enterprises is exact', () => {
    const names = Array.from({ length: 64 }, (_, index) => `E${index}`)
    const edges = names.flatMap((holder) =>
      names.filter((target) => target !== holder).map((target) => ({ holder, target, share: '1/100' })),
    )
    // Every company has 37 % outside; by symmetry each holds x = (1 + 63·x)/100 of another, less its own part.
    const graph = equityGraph(edges.map((edge): Holding => ({ ...edge, share: exactly(edge.share) })))
    const stakes = economicStakes(graph, 0, new Set(names.keys()))
    const [own, other] = [stakes.get(0)!, stakes.get(1)!]
    const others = multiplyExact(exactly('63/100'), other)
    expect(subtractExact(own, exactOne)).toEqual(others)
    expect(other).toEqual(addExact(multiplyExact(exactly('1/100'), own), multiplyExact(exactly('62/100'), other)))
  })

  test('only simple paths that arrive are followed in a dense part', () => {
    const names = Array.from({ length: 40 }, (_, index) => `E${index}`)
    const edges = [
      { holder: 'E0', target: 'Z', share: '1/2' },
      { holder: 'A', target: 'E0', share: '1/10' },
      ...names.flatMap((holder) =>
        names.filter((target) => target !== holder).map((target) => ({ holder, target, share: '1/50' })),
      ),
    ]
    expect(equityPenetration({ edges, from: 'A', to: 'Z' }, law).paths).toEqual([
      { nodes: ['A', 'E0', 'Z'], ratio: '1/20' },
    ])
  })

  test('20,000 enterprises with ten cyclic parts of 64', () => {
    const edges: { holder: string; target: string; share: string }[] = []
    const tree = (node: number): string => `T${node}`
    for (let node = 1; node < 19_360; node++) {
      edges.push({ holder: tree(node), target: tree(Math.floor((node - 1) / 2)), share: '1/3' })
    }
    for (let part = 0; part < 10; part++) {
      for (let member = 0; member < 64; member++) {
        edges.push({ holder: `P${part}M${member}`, target: `P${part}M${(member + 1) % 64}`, share: '1/2' })
      }
      edges.push({ holder: part === 9 ? tree(0) : `P${part + 1}M0`, target: `P${part}M0`, share: '1/4' })
    }
    const { economicRatio, votingRatio, paths } = equityPenetration({ edges, from: tree(3), to: 'P0M0' }, law)
    // Each part multiplies by 1/4 over 1 − 2^-64.
    const factor = rational(2n ** 64n, 4n * (2n ** 64n - 1n))!
    const expected = Array.from({ length: 10 }, () => factor).reduce(multiplyExact, exactly('1/9'))
    expect(economicRatio).toBe(`${String(expected.numerator)}/${String(expected.denominator)}`)
    expect(votingRatio).toBe('0')
    expect(paths).toHaveLength(1)
  })
})

describe('exact solving', () => {
  test('what comes out solves what went in', () => {
    const entry = fc.bigInt({ min: -20n, max: 20n })
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 5 })
          .chain((size) =>
            fc.array(fc.array(entry, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
          ),
        (matrix) => {
          const wanted = matrix.map((_, index) => BigInt(index + 1))
          const rows = matrix.map((row) => [
            ...row,
            row.reduce((sum, value, index) => sum + value * wanted[index]!, 0n),
          ])
          const solution = solveExactly(rows)
          if (solution === null) return
          expect(solution).toEqual(wanted.map((value) => ({ numerator: value, denominator: 1n })))
        },
      ),
    )
  })

  test('a singular system has no solution', () => {
    expect(
      solveExactly([
        [1n, 2n, 3n],
        [2n, 4n, 6n],
      ]),
    ).toBeNull()
  })
})

describe('cyclic parts', () => {
  test('two nodes are in one part when each reaches the other, and parts come after what they reach', () => {
    const graph = fc
      .integer({ min: 1, max: 8 })
      .chain((size) => fc.array(fc.uniqueArray(fc.nat(size - 1)), { minLength: size, maxLength: size }))
    fc.assert(
      fc.property(graph, (targets) => {
        const { parts, partOf } = cyclicParts(targets)
        const reach = targets.map((_, node) => reachedFrom(node, (one) => targets[one]!))
        expect(parts.flat().sort((one, other) => one - other)).toEqual([...targets.keys()])
        for (const one of targets.keys()) {
          for (const other of reach[one]!) {
            expect(partOf[one] === partOf[other]).toBe(reach[other]!.has(one))
            expect(partOf[other]).toBeLessThanOrEqual(partOf[one]!)
          }
        }
      }),
    )
  })
})

describe('enterprise.relatedParty', () => {
  test('is the same from both sides', () => {
    const kinds = ['EQUITY', 'CONTROL', 'MANAGEMENT', 'FAMILY', 'GUARANTEE', 'ADDRESS'] as const
    const name = fc.constantFrom('A', 'B', 'P', 'Q', 'S')
    const edge = fc.record({
      from: name,
      to: name,
      kind: fc.constantFrom(...kinds),
      share: fc.constant('1/5'),
      validFrom: fc.constant('2020-01-01'),
    })
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 5 }), (edges) => {
        const facts = { asOf: '2026-01-01', edges, stateEntities: ['S'] }
        expect(relatedParty({ ...facts, a: 'A', b: 'B' }, law)).toEqual(relatedParty({ ...facts, a: 'B', b: 'A' }, law))
      }),
    )
  })
})

describe('enterprise.equityTitle', () => {
  test('a later change leaves the answer for an earlier day as it was', () => {
    const change = (no: number, on: string): Parameters<typeof equityTitle>[0]['changes'][number] => ({
      changeNo: `C${no}`,
      from: `H${no}`,
      to: `H${no + 1}`,
      registerOfMembersOn: on,
      registrationOn: on,
      publicityOn: on,
    })
    const changes = ['2026-01-01', '2026-02-01', '2026-03-01'].map((on, index) => change(index, on))
    const asOf = (day: string, known: number): unknown =>
      equityTitle({ initialHolder: 'H0', asOf: day, changes: changes.slice(0, known) }, law)
    expect(asOf('2026-02-28', 3)).toEqual(asOf('2026-02-28', 2))
    expect(asOf('2026-01-31', 3)).toEqual(asOf('2026-01-31', 1))
    expect(asOf('2026-03-01', 3)).toMatchObject({ companyHolder: 'H3' })
  })
})
