import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundledLaw as law } from '../data/bundled-law.ts'
import { dataRight } from './area.ts'

const days = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'] as const

test('dataRight.certificateStatus: later events leave the answer for an earlier day as it was', () => {
  const event = fc.record({
    type: fc.constantFrom('TRANSFER' as const, 'REVOKE' as const, 'OBJECTION' as const, 'FREEZE' as const),
    on: fc.constantFrom(...days),
    to: fc.constantFrom('甲', '乙'),
  })
  const certificate = { certificateNo: 'DC-1', holder: '甲', validFrom: '2025-01-01', validTo: '2027-01-01' }
  fc.assert(
    fc.property(fc.array(event, { maxLength: 5 }), fc.constantFrom(...days), (events, asOf) => {
      const facts = { stage: 'CERTIFIED', certificate, asOf } as const
      const past = events.filter(({ on }) => on <= asOf)
      expect(dataRight.certificateStatus({ ...facts, events }, law)).toEqual(
        dataRight.certificateStatus({ ...facts, events: past }, law),
      )
    }),
  )
})

test('dataRight.exclusiveLicence: what conflicts one way conflicts the other way', () => {
  const licence = fc.record({
    exclusive: fc.boolean(),
    scope: fc.constantFrom('S', 'T', '*'),
    territory: fc.constantFrom('CN', 'HK', '*'),
    from: fc.constantFrom(days[0], days[1]),
    to: fc.constantFrom(days[1], days[2]),
  })
  fc.assert(
    fc.property(licence, licence, (one, other) => {
      const [first, second] = [
        { ...one, id: '1' },
        { ...other, id: '2' },
      ]
      const forward = dataRight.exclusiveLicence({ existing: [first], requested: second }, law)
      const backward = dataRight.exclusiveLicence({ existing: [second], requested: first }, law)
      expect(backward.verdict).toBe(forward.verdict)
      expect(backward.reasons).toEqual(forward.reasons)
    }),
  )
})
