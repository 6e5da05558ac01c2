import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { loan } from './area.ts'

type PaymentInput = Parameters<typeof loan.allocatePayment>[0]

const anyDebts = fc
  .array(
    fc.record({
      dueOn: fc.constantFrom('2026-01-10', '2026-05-06', '2026-05-07'),
      securedCents: fc.nat(2),
      annualRate: fc.constantFrom('0.05', '1/20', '0.06'),
      costCents: fc.nat(50),
      interestCents: fc.nat(50),
      principalCents: fc.nat(500),
    }),
    { maxLength: 6 },
  )
  .map((debts) => debts.map((debt, index) => ({ ...debt, id: `D${index}` })))
const outstandingOf = (debt: PaymentInput['debts'][number]): number =>
  debt.costCents + debt.interestCents + debt.principalCents

describe('allocatePayment', () => {
  test('allocates the payment to the cent and no debt more than it is', () => {
    fc.assert(
      fc.property(anyDebts, fc.nat(3_000), (debts, paidCents) => {
        const input = { paidCents, paidOn: '2026-05-06', debts }
        const { allocations, unallocatedCents } = loan.allocatePayment(input, bundledLaw)
        const paid = allocations.map((one) => one.costCents + one.interestCents + one.principalCents)
        expect(paid.reduce((total, one) => total + one, unallocatedCents)).toBe(paidCents)
        const owed = debts.reduce((total, debt) => total + outstandingOf(debt), 0)
        expect(unallocatedCents).toBe(Math.max(0, paidCents - owed))
        allocations.forEach((one, index) => {
          const debt = debts[index]!
          expect(paid[index]).toBeLessThanOrEqual(outstandingOf(debt))
          if (one.principalCents > 0) expect(one.interestCents).toBe(debt.interestCents)
          if (one.interestCents > 0) expect(one.costCents).toBe(debt.costCents)
        })
      }),
    )
  })
})

describe('interestCap', () => {
  test('supports neither more than is claimed nor more than the limit', () => {
    const anyRate = fc.option(
      fc.integer({ min: 0, max: 60 }).map((percent) => `${percent}/100`),
      { nil: null },
    )
    fc.assert(
      fc.property(fc.nat(10 ** 9), anyRate, fc.nat(10 ** 6), fc.nat(20), (principal, rate, fees, halfYears) => {
        const result = loan.interestCap(
          {
            lenderKind: 'PRIVATE',
            contractDate: '2025-06-03',
            contractPrincipalCents: principal,
            deductedUpfrontCents: 0,
            agreedAnnualRate: rate,
            termYears: `${halfYears}/2`,
            feesCents: fees,
          },
          bundledLaw,
        )
        expect(result.supportedCents).toBe(Math.min(result.claimedCents, result.limitCents ?? 0))
      }),
    )
  })
})

describe('equalInstalments', () => {
  test('the schedule adds up to its total, and the rest of a month-by-month balance is below a cent a month', () => {
    const anyLoan = fc.record({
      principalCents: fc.integer({ min: 100_000, max: 10 ** 9 }),
      rate: fc.nat(30),
      periods: fc.integer({ min: 1, max: 60 }),
    })
    fc.assert(
      fc.property(anyLoan, ({ principalCents, rate, periods }) => {
        const input = { principalCents, monthlyRate: `${rate}/1000`, periods }
        const result = loan.equalInstalments(input, bundledLaw)
        expect((periods - 1) * result.instalmentCents + result.lastInstalmentCents).toBe(result.scheduleTotalCents)
        let balance = principalCents
        let growth = 0
        for (let month = 0; month < periods; month++) {
          balance = balance * (1 + rate / 1_000) - result.instalmentCents
          growth = growth * (1 + rate / 1_000) + 1
        }
        expect(Math.abs(balance)).toBeLessThan(growth / 2 + 1)
      }),
    )
  })
})

describe('limitation', () => {
  test('does not depend on the order of the interruptions', () => {
    const anyInterruptions = fc.uniqueArray(
      fc.record({
        on: fc.integer({ min: 10, max: 28 }).map((day) => `2024-05-${day}`),
        kind: fc.constantFrom('DEMAND', 'SUIT', 'ACKNOWLEDGEMENT'),
        proven: fc.boolean(),
      }),
      { selector: ({ on }) => on, maxLength: 5 },
    )
    fc.assert(
      fc.property(anyInterruptions, (interruptions) => {
        const input = { dueOn: '2024-05-15', suitOn: '2026-05-06', interruptions }
        const reversed = { ...input, interruptions: [...interruptions].reverse() }
        expect(loan.limitation(reversed, bundledLaw)).toEqual(loan.limitation(input, bundledLaw))
      }),
    )
  })
})
