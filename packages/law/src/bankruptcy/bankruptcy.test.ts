import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundledLaw } from '../data/bundled-law.ts'
import { bankruptcy } from './area.ts'

type VoteInput = Parameters<typeof bankruptcy.tallyVote>[0]
type DistributeInput = Parameters<typeof bankruptcy.distribute>[0]

const creditors = ['A', 'B', 'C', 'D', 'E']
const clock = (second: number): string =>
  `2026-04-16T10:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}+08:00`

const anyVote: fc.Arbitrary<VoteInput> = fc.record({
  itemType: fc.constantFrom('ORDINARY', 'DISTRIBUTION_PLAN', 'SETTLEMENT', 'PLAN_GROUP'),
  claims: fc
    .array(
      fc.record({
        kind: fc.constantFrom('UNSECURED', 'SECURED'),
        amountCents: fc.nat(1_000),
        status: fc.constantFrom('CONFIRMED', 'TEMPORARY', 'UNDETERMINED'),
        priorityWaived: fc.boolean(),
        unaffected: fc.boolean(),
      }),
      { minLength: 5, maxLength: 15 },
    )
    .map((claims) =>
      claims.map((claim, index) => ({
        ...claim,
        claimNo: `K${index}`,
        creditor: creditors[index % creditors.length]!,
      })),
    ),
  present: fc.subarray(creditors),
  // No two ballots in one second, so that time alone orders them.
  ballots: fc.uniqueArray(fc.nat(2_000), { maxLength: 12 }).chain((seconds) =>
    fc.tuple(
      ...seconds.map((second) =>
        fc.record({
          creditor: fc.constantFrom(...creditors),
          choice: fc.constantFrom('FOR', 'AGAINST', 'ABSTAIN', 'INVALID'),
          castAt: fc.constant(clock(second)),
        }),
      ),
    ),
  ),
  closesAt: fc.constant(clock(1_500)),
  revoteAllowed: fc.boolean(),
})

describe('tallyVote', () => {
  test('does not depend on the order of claims, presence and ballots', () => {
    fc.assert(
      fc.property(anyVote, fc.infiniteStream(fc.nat()), (vote, keys) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, key: keys.next().value as number }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item)
        const { excluded: first, ...tally } = bankruptcy.tallyVote(vote, bundledLaw)
        const { excluded: second, ...again } = bankruptcy.tallyVote(
          {
            ...vote,
            claims: shuffled(vote.claims),
            present: shuffled(vote.present),
            ballots: shuffled(vote.ballots),
          },
          bundledLaw,
        )
        expect(again).toEqual(tally)
        // The code is that of the first excluded claim of the list, the creditors are the same.
        expect(second.map(({ creditor }) => creditor)).toEqual(first.map(({ creditor }) => creditor))
      }),
    )
  })

  test('every ballot is counted or named, and what is in favour is part of the whole', () => {
    fc.assert(
      fc.property(anyVote, (vote) => {
        const tally = bankruptcy.tallyVote(vote, bundledLaw)
        expect(tally.headsFor).toBeLessThanOrEqual(tally.headsPresent)
        expect(tally.amountForCents).toBeLessThanOrEqual(tally.amountTotalCents)
        expect(tally.uncounted.length).toBeLessThanOrEqual(vote.ballots.length)
        expect(tally.headsFor + tally.uncounted.length).toBeLessThanOrEqual(vote.ballots.length)
        const byHeads = 2 * tally.headsFor > tally.headsPresent
        const two = vote.itemType === 'SETTLEMENT' || vote.itemType === 'PLAN_GROUP'
        const byAmount =
          tally.amountTotalCents > 0 &&
          (two
            ? 3 * tally.amountForCents >= 2 * tally.amountTotalCents
            : 2 * tally.amountForCents >= tally.amountTotalCents)
        expect(tally.verdict).toBe(byHeads && byAmount ? 'PASS' : 'FAIL')
      }),
    )
  })
})

const CLASSES = ['COST', 'COMMON_BENEFIT', 'EMPLOYEE', 'SOCIAL_TAX', 'ORDINARY', 'SECURED'] as const
const anyDistribution: fc.Arbitrary<DistributeInput> = fc.record({
  freeCashCents: fc.nat(2_000),
  claims: fc
    .array(
      fc.record({
        class: fc.constantFrom(...CLASSES),
        amountCents: fc.nat(500),
        collateralNetCents: fc.nat(600),
        reserve: fc.option(fc.constantFrom('CONDITIONAL' as const, 'PENDING_SUIT' as const), { nil: null }),
      }),
      { maxLength: 12 },
    )
    .map((claims) => claims.map((claim, index) => ({ ...claim, id: `K${index}` }))),
})

describe('distribute', () => {
  test('pays out exactly what there is, and nobody more than is owed', () => {
    fc.assert(
      fc.property(anyDistribution, (input) => {
        const { payments, remainderCents, verdict } = bankruptcy.distribute(input, bundledLaw)
        const collateral = input.claims.reduce(
          (total, one) => total + (one.class === 'SECURED' ? (one.collateralNetCents ?? 0) : 0),
          0,
        )
        const out = payments.reduce(
          (total, { fromCollateralCents, paidCents, reservedCents }) =>
            total + fromCollateralCents + paidCents + reservedCents,
          0,
        )
        expect(out + remainderCents).toBe(input.freeCashCents + collateral)
        payments.forEach((payment, index) => {
          const { fromCollateralCents, paidCents, reservedCents, unpaidCents } = payment
          expect(fromCollateralCents + paidCents + reservedCents + unpaidCents).toBe(input.claims[index]!.amountCents)
          expect(unpaidCents).toBeGreaterThanOrEqual(0)
        })
        if (remainderCents > 0) expect(verdict).toBe('FULL')
      }),
    )
  })

  test('no class is paid before the one above it is paid in full', () => {
    fc.assert(
      fc.property(anyDistribution, (input) => {
        const { classRates } = bankruptcy.distribute(input, bundledLaw)
        const rates = [
          classRates.COST,
          classRates.COMMON_BENEFIT,
          classRates.EMPLOYEE,
          classRates.SOCIAL_TAX,
          classRates.ORDINARY,
        ].filter((rate) => rate !== null)
        const short = rates.findIndex((rate) => rate !== '1')
        // A class whose claims are all zero has the rate one.
        if (short >= 0) for (const rate of rates.slice(short + 1)) expect(['0', '1']).toContain(rate)
      }),
    )
  })
})

describe('recourseClaims', () => {
  test('never confirms more than the debt', () => {
    const anyClaims = fc.array(fc.record({ paidCents: fc.nat(200), declaredCents: fc.nat(400) }), { maxLength: 5 })
    fc.assert(
      fc.property(anyClaims, fc.nat(1_000), fc.nat(1_500), (claims, extra, creditorDeclaredCents) => {
        const paid = claims.reduce((total, { paidCents }) => total + paidCents, 0)
        const debtCents = paid + extra
        const guarantorClaims = claims.map((claim, index) => ({ id: `G${index}`, ...claim }))
        const { totalConfirmedCents } = bankruptcy.recourseClaims(
          { debtCents, creditorDeclaredCents, guarantorClaims },
          bundledLaw,
        )
        expect(totalConfirmedCents).toBeLessThanOrEqual(debtCents)
      }),
    )
  })
})

describe('administratorFeeCap', () => {
  test('grows with the base and stays within 12 %', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(2 ** 30), (baseCents, more) => {
        const { capCents, bands } = bankruptcy.administratorFeeCap({ baseCents }, bundledLaw)
        expect(bands.reduce((total, band) => total + band.baseCents, 0)).toBe(baseCents)
        expect(capCents * 100).toBeLessThanOrEqual(baseCents * 12 + 100)
        const larger = bankruptcy.administratorFeeCap({ baseCents: baseCents + more }, bundledLaw)
        expect(larger.capCents).toBeGreaterThanOrEqual(capCents)
      }),
    )
  })
})
