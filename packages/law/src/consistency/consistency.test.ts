import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { formatInstant, type Instant } from '../time/instant.ts'
import { consistency } from './area.ts'

const at = (seconds: number): string => formatInstant((1_780_000_000 + seconds) as Instant)

test('consistency.registrationRank gives 1 to n in register order, whatever the input order', () => {
  const entries = fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(9)), { selector: (pair) => pair.join(' '), maxLength: 20 })
  fc.assert(
    fc.property(
      entries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const rank = (pairs: readonly (readonly [number, number])[]): unknown =>
          consistency.registrationRank(
            {
              entries: pairs.map(([seconds, registerSeq]) => ({
                id: `${seconds} ${registerSeq}`,
                registeredAt: at(seconds),
                registerSeq,
              })),
            },
            law,
          )
        const sorted = [...all].sort((one, other) => one[0] - other[0] || one[1] - other[1])
        expect(rank(shuffled)).toEqual({
          ranking: sorted.map((pair, index) => ({ id: pair.join(' '), rank: index + 1 })),
        })
      },
    ),
  )
})

test('consistency.compareAnchors: every record is anchored, pending or missing, and the input order is nothing', () => {
  const id = fc.constantFrom('1', '2', '3', '4')
  const digest = fc.constantFrom('a', 'b')
  const offChain = fc.uniqueArray(fc.record({ id, digest, recordedAt: fc.nat(2_000).map(at) }), {
    selector: (record) => record.id,
  })
  const onChain = fc.array(fc.record({ id, digest, anchoredAt: fc.nat(2_000).map(at) }), { maxLength: 6 })
  fc.assert(
    fc.property(offChain, onChain, (records, anchors) => {
      const facts = { detectedAt: at(0), asOf: at(1_000) }
      const report = consistency.compareAnchors({ ...facts, offChain: records, onChain: anchors }, law)
      const reversed = { offChain: [...records].reverse(), onChain: [...anchors].reverse() }
      expect(consistency.compareAnchors({ ...facts, ...reversed }, law)).toEqual(report)
      const anchored = records.filter((record) => anchors.some((anchor) => anchor.id === record.id))
      expect(anchored.length + report.pending.length + report.missing.length).toBe(records.length)
      expect(report.freezeEvidence).toEqual(report.mismatch)
      if (report.mismatch.length > 0) expect(report.verdict).toBe('INCIDENT')
    }),
  )
})
