import { expect, test } from 'vitest'
import type { ZoneLink } from '../zone/zone-link.ts'
import { receiptTermMs } from './receipt-term.ts'
import type { OfLedger } from './receipt-term.ts'

const HOUR_MS = 3_600_000
const TODAY_MS = Date.parse('2026-12-01T00:00:00+08:00')
const ledgerOf = (query: ZoneLink['query'], nowMs = TODAY_MS): OfLedger => ({
  zone: { query },
  clock: { nowMs: () => nowMs },
})

test('a receipt has the term that the ledger has in force, and that of the program where the ledger is away', async () => {
  const enacted = {
    key: 'PA-T20-22.receipt',
    value: 12,
    unit: 'hour',
    effectiveFrom: '2026-12-01',
    source: 'a number enacted in a test',
  }
  const asked: string[] = []
  const answer: ZoneLink['query'] = (name) => {
    asked.push(name)
    return Promise.resolve({ parameters: [enacted] })
  }
  expect(await receiptTermMs(ledgerOf(answer))).toBe(12 * HOUR_MS)
  expect(await receiptTermMs(ledgerOf(answer, TODAY_MS - 1))).toBe(24 * HOUR_MS)
  expect(new Set(asked)).toEqual(new Set(['governance/lawChange']))
  expect(await receiptTermMs(ledgerOf(() => Promise.resolve({})))).toBe(24 * HOUR_MS)
  expect(await receiptTermMs(ledgerOf(() => Promise.reject(new Error('away'))))).toBe(24 * HOUR_MS)
})
