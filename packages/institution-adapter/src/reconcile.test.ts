import type { Measure } from '@xiezhi/control-interface'
import { compareMeasures } from '@xiezhi/control-interface'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reconcile } from './reconcile.ts'
import type { ReconciliationFinding } from './reconcile.ts'

const COUNT = Number(process.env['XIEZHI_MEASURES'] ?? 20_000)

function measureAt(at: number, change: Partial<Measure> = {}): Measure {
  return {
    requestNo: `R-${String(at).padStart(8, '0')}`,
    seq: 1,
    courtId: 'SAMPLE-0703',
    caseNo: '（2026）粤0703执123号',
    assetNo: `SAMPLE-${at}`,
    state: 'EFFECTIVE',
    rank: 0,
    freezeMode: 'LIMIT',
    currency: 'CNY',
    limitCents: 100,
    from: '2026-03-30',
    to: '2027-03-30',
    ...change,
  }
}

async function* list(measures: Iterable<Measure>): AsyncGenerator<Measure> {
  await Promise.resolve()
  yield* measures
}

async function findings(court: readonly Measure[], institution: readonly Measure[]): Promise<ReconciliationFinding[]> {
  const found: ReconciliationFinding[] = []
  await reconcile(court, list(institution), (finding) => void found.push(finding))
  return found
}

describe('reconcile', () => {
  test('says nothing where both know the same; the registration time is the institution’s to tell', async () => {
    expect(
      await findings(
        [measureAt(1), measureAt(2)],
        [measureAt(1, { registeredAt: '2026-03-30T10:02:09+08:00' }), measureAt(2)],
      ),
    ).toEqual([])
  })

  test('finds what one side lacks, and which fields differ', async () => {
    const court = [measureAt(1), measureAt(2), measureAt(4), measureAt(5, { seq: 2 })]
    const institution = [
      measureAt(2, { to: '2027-03-29', limitCents: 99 }),
      measureAt(3),
      measureAt(5),
      measureAt(5, { seq: 2, state: 'WAITING', rank: 1 }),
    ]
    expect(await findings(court, institution)).toEqual([
      { kind: 'MISSING', requestNo: 'R-00000001', seq: 1, fields: [] },
      { kind: 'DIFFERENT', requestNo: 'R-00000002', seq: 1, fields: ['limitCents', 'to'] },
      { kind: 'ORPHAN', requestNo: 'R-00000003', seq: 1, fields: [] },
      { kind: 'MISSING', requestNo: 'R-00000004', seq: 1, fields: [] },
      { kind: 'ORPHAN', requestNo: 'R-00000005', seq: 1, fields: [] },
      { kind: 'DIFFERENT', requestNo: 'R-00000005', seq: 2, fields: ['state', 'rank'] },
    ])
  })

  test('finds exactly the difference of any two lists', async () => {
    const numbers = fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(numbers, numbers, async (one, other) => {
        const [court, institution] = [one, other].map((list) =>
          list.map((at) => measureAt(at)).sort(compareMeasures),
        ) as [Measure[], Measure[]]
        const found = await findings(court, institution)
        const kindOf = (kind: string): string[] =>
          found.filter((finding) => finding.kind === kind).map(({ requestNo }) => requestNo)
        const without = (a: Measure[], b: Measure[]): string[] =>
          a.map(({ requestNo }) => requestNo).filter((no) => !b.some(({ requestNo }) => requestNo === no))
        expect(kindOf('MISSING')).toEqual(without(court, institution))
        expect(kindOf('ORPHAN')).toEqual(without(institution, court))
        expect(kindOf('DIFFERENT')).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test.each(['court', 'institution'])('refuses a list of the %s out of order', async (side) => {
    const [good, bad] = [[measureAt(1)], [measureAt(2), measureAt(1)]]
    const run = side === 'court' ? findings(bad, good) : findings(good, bad)
    await expect(run).rejects.toMatchObject({ code: 'LIST_UNSORTED', facts: { side } })
  })

  test(`compares ${COUNT} measures in bounded memory`, async () => {
    function* many(skip: number): Generator<Measure> {
      for (let at = 0; at < COUNT; at++) if (at % 10_000 !== skip) yield measureAt(at)
    }
    const [cpu, heap] = [process.cpuUsage(), process.memoryUsage().heapUsed]
    let most = 0
    const totals = await reconcile(many(1), list(many(2)), () => {
      most = Math.max(most, process.memoryUsage().heapUsed - heap)
    })
    const { user, system } = process.cpuUsage(cpu)
    const each = Math.ceil(COUNT / 10_000)
    expect(totals).toEqual({
      court: COUNT - each,
      institution: COUNT - each,
      missing: each,
      orphan: each,
      different: 0,
    })
    expect(most).toBeLessThan(256 * 2 ** 20)
    console.log(`${COUNT} measures compared in ${((user + system) / 1e6).toFixed(1)} s of processor time`)
  }, 600_000)
})
