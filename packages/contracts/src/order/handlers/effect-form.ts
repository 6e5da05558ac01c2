import { ensure } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { Action, Effect } from '../state.ts'

type Part = 'asset' | 'limitCents' | 'months' | 'measureId' | 'toMeasureId'
const NEEDS: Readonly<Record<Action, readonly Part[]>> = {
  QUERY: [],
  // R20-13, R20-14: it names the amount that it secures, also where the thing is worth more and cannot be divided.
  FREEZE: ['asset', 'months', 'limitCents'],
  RENEW: ['asset', 'months', 'measureId'],
  REDUCE: ['asset', 'limitCents', 'measureId'],
  RELEASE: ['asset', 'measureId'],
  SUSPEND: ['asset', 'measureId'],
  RESUME: ['asset', 'measureId'],
  CONVERT_TO_DISPOSAL: ['asset', 'measureId'],
  DEDUCT: ['asset', 'limitCents', 'measureId'],
  CLOSE_DISPOSAL: ['asset', 'measureId'],
  TRANSFER_DISPOSAL: ['asset', 'measureId', 'toMeasureId'],
}
/** Actions that may name an amount and need none. */
const MAY_LIMIT: readonly Action[] = ['RENEW', 'CLOSE_DISPOSAL']
const PARTS: readonly Part[] = ['asset', 'limitCents', 'months', 'measureId', 'toMeasureId']

/** An effect has what its action needs, and nothing that says more than the action does. @throws ContractError EffectMalformed */
export function requireEffectForm(effect: Effect, n: number): void {
  const { action } = effect
  for (const part of PARTS) {
    const needed = NEEDS[action].includes(part)
    const given = (effect[part] ?? null) !== null
    const allowed = needed || (part === 'limitCents' && MAY_LIMIT.includes(action)) || (part === 'asset' && given)
    ensure(!needed || given, errors.EffectMalformed, { n, action, missing: part })
    ensure(allowed || !given, errors.EffectMalformed, { n, action, surplus: part })
  }
}
