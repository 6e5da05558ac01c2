import { ensure } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import { deposits, filings } from '../state.ts'
import type { Deposit, Filing } from '../state.ts'

/** @throws ContractError DepositUnknown */
export function requireDeposit(ctx: ReadContext, depositId: string): Deposit {
  const found = deposits(ctx.store).get(depositId)
  ensure(found !== undefined, errors.DepositUnknown, { depositId })
  return found
}

/** @throws ContractError DepositUnknown, DepositEnded */
export function requireStanding(ctx: ReadContext, depositId: string): Deposit {
  const found = requireDeposit(ctx, depositId)
  ensure(found.state === 'STANDING', errors.DepositEnded, { depositId, state: found.state })
  return found
}

/** The court's part. @throws ContractError DepositUnknown */
export function requireFiling(ctx: ReadContext, depositId: string): Filing {
  const found = filings(ctx.store).get(depositId)
  ensure(found !== undefined, errors.DepositUnknown, { depositId })
  return found
}

/** @throws ContractError RepeatedEntry */
export function requireDistinct(field: string, entries: readonly string[]): void {
  const repeated = entries.find((entry, at) => entries.indexOf(entry) !== at)
  ensure(repeated === undefined, errors.RepeatedEntry, { field, entry: repeated })
}
