import { CryptoError, parseKey } from '@xiezhi/crypto'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import { keys, KEYS_PER_OFFICER_MAX, officerKeys } from '../state.ts'

export interface NewKey {
  readonly organisation: string
  readonly officer: string
  readonly key: string
  readonly validToMs: number | null
}

/** Refuses a key that was ever given, or that has not signed this transaction for its officer. @throws ContractError */
export function checkNewKey(ctx: CheckContext, { organisation, officer, key, validToMs }: NewKey): void {
  requireCanonicalKey(key)
  ensure(!keys(ctx.store).has(key), errors.KeyExists, { key })
  const signed = ctx.signers.some(
    (signer) => signer.key === key && signer.organisation === organisation && signer.officer === officer,
  )
  ensure(signed, errors.KeyPossessionMissing, { key })
  const nowMs = ctx.block.decidedAtMs
  ensure(validToMs === null || nowMs < validToMs, errors.IntervalReversed, { fromMs: nowMs, toMs: validToMs })
  const held = officerKeys(ctx.store).list({ under: [organisation, officer], limit: KEYS_PER_OFFICER_MAX })
  ensure(held.length < KEYS_PER_OFFICER_MAX, errors.KeyLimit, { keysMax: KEYS_PER_OFFICER_MAX })
}

/** @throws ContractError KeyMalformed */
export function requireCanonicalKey(key: string): void {
  try {
    parseKey(key)
  } catch (error) {
    if (error instanceof CryptoError) throw new ContractError(errors.KeyMalformed, { reason: error.code })
    throw error
  }
}

/** A key that counts from the stamp on. */
export function admitKey(ctx: TxContext, { organisation, officer, key, validToMs }: NewKey): void {
  const validFromMs = ctx.block.decidedAtMs
  keys(ctx.store).set(key, {
    key,
    organisation,
    officer,
    validFromMs,
    validToMs,
    end: null,
    compromisedFromMs: null,
  })
  officerKeys(ctx.store).set([organisation, officer, key], { sinceMs: validFromMs })
}
