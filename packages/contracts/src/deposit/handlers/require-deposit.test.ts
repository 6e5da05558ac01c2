import { describe, expect, test } from 'vitest'
import { DEPOSIT, withDeposit } from '../fixtures.ts'
import { requireDeposit, requireDistinct, requireStanding } from './require-deposit.ts'

describe('requireDeposit', () => {
  test('finds a deposit, and a standing one', () => {
    const ctx = withDeposit().context()
    expect(requireDeposit(ctx, DEPOSIT).depositId).toBe(DEPOSIT)
    expect(requireStanding(ctx, DEPOSIT).state).toBe('STANDING')
  })

  test('refuses an unknown id and an entry that stands twice, naming it', () => {
    const ctx = withDeposit().context()
    const depositId = 'd9'.repeat(16)
    expect(refusal(() => requireDeposit(ctx, depositId))).toMatchObject({ facts: { depositId } })
    const repeated = (): void => {
      requireDistinct('kinds', ['A', 'B', 'A'])
    }
    expect(refusal(repeated)).toMatchObject({ facts: { field: 'kinds', entry: 'A' } })
  })
})

function refusal(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}
