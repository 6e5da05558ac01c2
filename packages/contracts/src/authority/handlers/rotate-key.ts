import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { requireAdministrators, requireOfficer } from '../api.ts'
import { errors } from '../errors.ts'
import type { RotateKey } from '../messages.ts'
import { keys } from '../state.ts'
import type { Key } from '../state.ts'
import { admitKey, checkNewKey } from './admit-key.ts'

/** The old key counts up to the stamp, the new one from it on. */
export const rotateKey = {
  check(ctx: CheckContext, { oldKey, newKey, validToMs }: RotateKey): Key {
    const old = keys(ctx.store).get(oldKey)
    ensure(old !== undefined, errors.KeyUnknown, { key: oldKey })
    const own = ctx.signers.find((signer) => signer.key === oldKey)
    if (own === undefined) requireAdministrators(ctx, old.organisation)
    else requireOfficer(ctx, own)
    ensure(old.end === null, errors.KeyNotInForce, { key: oldKey })
    checkNewKey(ctx, { organisation: old.organisation, officer: old.officer, key: newKey, validToMs })
    return old
  },
  execute(ctx: TxContext, { newKey, validToMs }: RotateKey, old: Key): undefined {
    const { organisation, officer } = old
    admitKey(ctx, { organisation, officer, key: newKey, validToMs })
    const end = { atMs: ctx.block.decidedAtMs, reason: 'ROTATED', actId: actIdOf(ctx) } as const
    keys(ctx.store).set(old.key, { ...old, end })
    ctx.emit({ type: 'KeyRotated', data: { organisation, officer, oldKey: old.key, newKey } })
  },
}
