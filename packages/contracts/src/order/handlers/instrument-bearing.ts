import { ContractError } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { limitOn } from '@xiezhi/law'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { effectDigest, orderIdOf, requireInForce } from '../api.ts'
import { errors } from '../errors.ts'
import type { OrderPorts, OrderRole } from '../ports.ts'
import { INSTRUMENTS } from '../state.ts'
import type { Effect, InstrumentHead, InstrumentKind, Result } from '../state.ts'
import { requireEffectForm } from './effect-form.ts'

/** How far the clocks of two zones may differ (rulebook 2.11, checks at receipt). */
const CLOCK_SKEW = 'P-31-01'
const MINUTE_MS = 60_000
const byLaw = refusingLaw(errors.LawRefused)

/**
 * Whose signatures an instrument takes: a query an enforcement officer filed in advance (R20-01), an emergency a judge
 * alone, everything else both, who are two persons (R31-03, class C).
 */
export function signingRoles(kind: InstrumentKind, emergency: boolean): readonly OrderRole[] {
  if (kind === 'QUERY_NOTICE') return ['COURT_ENFORCER']
  return emergency ? ['COURT_JUDGE'] : ['COURT_JUDGE', 'COURT_ENFORCER']
}

/** Only control that cannot wait is ordered by one judge. */
export function mayBeUrgent(kind: InstrumentKind): boolean {
  return kind === 'CONTROL_RULING'
}

export interface BorneOrder {
  readonly orderId: string
  readonly institution: string
  readonly effect: Effect
  readonly instrument: InstrumentHead
}

export type Rejection = Pick<Result, 'code' | 'rule'>

/**
 * Why the instrument does not bear the order now; null: it does. The receiver judges for itself what the issuing zone has
 * judged, so that no zone widens an instrument that its policy takes (rule X-70). The order's number is the place of its
 * effect in the instrument: each stated effect is ordered once.
 */
export function rejectionBy(
  ctx: ReadContext,
  { lawBook }: Pick<OrderPorts, 'lawBook'>,
  client: string,
  { orderId, institution, effect, instrument }: BorneOrder,
): Rejection | null {
  const { instrumentId, kind, emergency, effectDigests, signedAtMs } = instrument
  const digest = effectDigest(ctx, { institution, effect })
  const isSigned = effectDigests.some((one, n) => one === digest && orderIdOf(ctx, instrumentId, n) === orderId)
  if (!isSigned) return because('EFFECT_NOT_SIGNED')
  const allowed: readonly string[] = INSTRUMENTS[kind]
  if (!allowed.includes(effect.action)) return because('ACTION_NOT_COVERED')
  if (emergency && !mayBeUrgent(kind)) return because('EMERGENCY_NOT_ALLOWED')
  if (!isSignedByAll(instrument)) return because('SIGNATURE_MISSING')
  const { decidedAtMs } = ctx.block
  const skewMinutes = byLaw(() => limitOn(lawBook(ctx), CLOCK_SKEW, 'minute', civilDateOf(decidedAtMs)))
  if (signedAtMs > decidedAtMs + skewMinutes * MINUTE_MS) return because('CLOCK_SKEW')
  return refusalOf(() => {
    requireEffectForm(effect, 0)
    requireInForce(ctx, client, instrument)
  })
}

function because(code: string): Rejection {
  return { code, rule: 'X-70' }
}

function isSignedByAll({ kind, emergency, organisation, signers }: InstrumentHead): boolean {
  const roles = signingRoles(kind, emergency)
  const names = new Set(signers.map((one) => `${one.organisation}/${one.officer}`))
  const fits = signers.length === roles.length && roles.every((role, at) => signers[at]?.role === role)
  return fits && names.size === roles.length && signers.every((one) => one.organisation === organisation)
}

const CODES: ReadonlyMap<unknown, string> = new Map([
  [errors.EffectMalformed, 'EFFECT_MALFORMED'],
  [errors.InstrumentRevoked, 'INSTRUMENT_REVOKED'],
  [errors.InstrumentNotInForce, 'INSTRUMENT_NOT_IN_FORCE'],
])

function refusalOf(run: () => void): Rejection | null {
  try {
    run()
    return null
  } catch (error) {
    const code = error instanceof ContractError ? CODES.get(error.kind) : undefined
    if (code === undefined) throw error
    return because(code)
  }
}
