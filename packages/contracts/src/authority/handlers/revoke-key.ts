import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { requireAdministrators, requireOfficer } from '../api.ts'
import { errors } from '../errors.ts'
import type { RevokeKey } from '../messages.ts'
import { keys } from '../state.ts'
import type { Key } from '../state.ts'

/**
 * Ends a key. A key that is in other hands may still revoke itself: that can only reduce what it is good for.
 * A key that has ended can be declared compromised later, so that its late acts become doubtful.
 */
export const revokeKey = {
  check(ctx: CheckContext, { key, compromisedFromMs }: RevokeKey): Key {
    const row = keys(ctx.store).get(key)
    ensure(row !== undefined, errors.KeyUnknown, { key })
    const { organisation, officer } = row
    const own = ctx.signers.find((signer) => signer.organisation === organisation && signer.officer === officer)
    if (own === undefined) requireAdministrators(ctx, organisation)
    else requireOfficer(ctx, own)
    const nowMs = ctx.block.decidedAtMs
    const ended = row.end !== null && row.end.atMs <= nowMs
    const adds = compromisedFromMs !== null && (row.compromisedFromMs ?? Infinity) > compromisedFromMs
    ensure(!ended || adds, errors.KeyNotInForce, { key })
    ensure((compromisedFromMs ?? 0) <= nowMs, errors.CompromiseInFuture, { compromisedFromMs, nowMs })
    return row
  },
  execute(ctx: TxContext, { key, compromisedFromMs }: RevokeKey, row: Key): undefined {
    const nowMs = ctx.block.decidedAtMs
    const ended = row.end !== null && row.end.atMs <= nowMs
    const end = ended ? row.end : ({ atMs: nowMs, reason: 'REVOKED', actId: actIdOf(ctx) } as const)
    keys(ctx.store).set(key, { ...row, end, compromisedFromMs: compromisedFromMs ?? row.compromisedFromMs })
    ctx.emit({ type: 'KeyRevoked', data: { key, compromisedFromMs, endedAtMs: end.atMs } })
  },
}
