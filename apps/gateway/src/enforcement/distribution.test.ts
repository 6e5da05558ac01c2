import { bundledLaw } from '@xiezhi/law'
import { expect, test } from 'vitest'
import { distributionOf } from './distribution.ts'

/** 2026-01-05 at this second of the register. */
const at = (time: string): number => Date.parse(`2026-01-05T${time}+08:00`)
/** The house of scenario S-2: 16 days of doubled interest have run on 3,000,000. */
const OWED = { documentCents: 300_000_000, doubledCents: 840_000 }

function shares(proceedsCents: number, debtorKind: 'ENTERPRISE' | 'NATURAL', owed = OWED) {
  const asked = {
    asOf: '2026-01-05',
    proceedsCents,
    costsCents: 0,
    debtorKind,
    bankruptcyConsent: false,
    ownSealedAtMs: at('10:02:09'),
    priority: [],
    ordinary: [
      { id: 'district', cents: 150_000_000, sealedAtMs: at('10:02:11') },
      { id: 'south', cents: 90_000_000, sealedAtMs: at('10:02:30') },
    ],
  }
  const { mode, payments, debtorCents, steps } = distributionOf(asked, owed, bundledLaw)
  const lines = payments.map(({ id, class: rank, cents, unpaidCents }) => [id, rank, cents, unpaidCents])
  return { mode, lines, debtorCents, rules: steps.map(({ rule }) => rule) }
}

test('the first court takes what its document says, those who wait the rest; the doubled part comes after all claims (G20-08, R20-64)', () => {
  const { mode, lines, debtorCents, rules } = shares(500_000_000, 'ENTERPRISE')
  expect(mode).toBe('SEAL_ORDER')
  expect(lines).toEqual([
    ['OWN', 'ORDINARY', 300_000_000, 0],
    ['district', 'ORDINARY', 150_000_000, 0],
    ['south', 'ORDINARY', 50_000_000, 40_000_000],
    ['OWN', 'DOUBLED', 0, 840_000],
  ])
  expect(debtorCents).toBe(0)
  expect(rules).toEqual(['R20-71', 'R20-71', 'R20-71', 'R20-71', 'R20-64', 'R20-71'])
})

test.each([
  [540_000_000, 0, 0],
  [540_500_000, 500_000, 0],
  [540_840_000, 840_000, 0],
  [541_000_000, 840_000, 160_000],
])('of %i, when every claim is paid, the doubled part takes %i and the debtor gets %i', (proceeds, doubled, debtor) => {
  for (const kind of ['ENTERPRISE', 'NATURAL'] as const) {
    const { lines, debtorCents } = shares(proceeds, kind)
    expect(lines.at(-1)).toEqual(['OWN', 'DOUBLED', doubled, OWED.doubledCents - doubled])
    expect(debtorCents).toBe(debtor)
  }
})

test('without delay there is no such line', () => {
  const { lines } = shares(600_000_000, 'NATURAL', { documentCents: 300_000_000, doubledCents: 0 })
  expect(lines.map(([id]) => id)).toEqual(['OWN', 'district', 'south'])
})
