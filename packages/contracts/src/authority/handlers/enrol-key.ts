import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { requireAdministrators } from '../api.ts'
import { errors } from '../errors.ts'
import type { EnrolKey } from '../messages.ts'
import { keys, officers } from '../state.ts'
import type { Key } from '../state.ts'
import { admitKey, checkNewKey } from './admit-key.ts'

/** A key given by two persons who vouch for the officer, after loss or as a further one. */
export const enrolKey = {
  check(ctx: CheckContext, message: EnrolKey): Key | null {
    const { organisation, officer: id, lostKey } = message
    const vouching = requireAdministrators(ctx, organisation)
    const officer = officers(ctx.store).get(organisation, id)
    ensure(officer !== undefined, errors.OfficerUnknown, { organisation, officer: id })
    ensure(officer.left === null, errors.OfficerLeft, { organisation, officer: id })
    const others = vouching.every(({ personId }) => personId !== officer.personId)
    ensure(others, errors.TwoPersonsNeeded, { officer: id })
    checkNewKey(ctx, message)
    if (lostKey === null) return null
    const lost = keys(ctx.store).get(lostKey)
    ensure(lost !== undefined, errors.KeyUnknown, { key: lostKey })
    ensure(lost.organisation === organisation && lost.officer === id, errors.KeyOfAnother, { key: lostKey })
    ensure(lost.end === null, errors.KeyNotInForce, { key: lostKey })
    return lost
  },
  execute(ctx: TxContext, message: EnrolKey, lost: Key | null): undefined {
    const { organisation, officer, key, lostKey } = message
    admitKey(ctx, message)
    if (lost !== null) {
      const end = { atMs: ctx.block.decidedAtMs, reason: 'LOST', actId: actIdOf(ctx) } as const
      keys(ctx.store).set(lost.key, { ...lost, end })
    }
    ctx.emit({ type: 'KeyEnrolled', data: { organisation, officer, key, lostKey } })
  },
}
