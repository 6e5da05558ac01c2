import { ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { actIdOf } from '../../acts.ts'
import { ADMINISTRATORS, chainOf, inForce, requireAdministrators, responsibleFor } from '../api.ts'
import { errors } from '../errors.ts'
import type { ReleaseOfficer } from '../messages.ts'
import { duties, keys, KEYS_PER_OFFICER_MAX, officerKeys, officers } from '../state.ts'
import type { Officer } from '../state.ts'

/** Officers of the root that are looked through for its administrators. */
const ROOT_OFFICERS_MAX = 1_024

interface Plan {
  readonly officer: Officer
  readonly leavesAtMs: number
}

/** Ends office and keys at one instant and names who answers for what is open. Acts stamped before stand. */
export const releaseOfficer = {
  check(ctx: CheckContext, message: ReleaseOfficer): Plan {
    const { organisation, officer: id, successor } = message
    requireAdministrators(ctx, organisation)
    const officer = officers(ctx.store).get(organisation, id)
    ensure(officer !== undefined, errors.OfficerUnknown, { organisation, officer: id })
    ensure(officer.left === null, errors.OfficerLeft, { organisation, officer: id })
    const nowMs = ctx.block.decidedAtMs
    const leavesAtMs = message.leavesAtMs ?? nowMs
    ensure(leavesAtMs >= nowMs, errors.StartInPast, { leavesAtMs, nowMs })
    if (successor === null) {
      const open = duties(ctx.store).list({ under: [organisation, id], limit: 1 }).length + message.duties.length
      ensure(open === 0, errors.SuccessorMissing, { officer: id })
    } else checkSuccessor(ctx, officer, successor)
    checkAdministrators(ctx, officer)
    return { officer, leavesAtMs }
  },
  execute(ctx: TxContext, message: ReleaseOfficer, { officer, leavesAtMs }: Plan): undefined {
    const { organisation, officer: id, successor } = message
    const actId = actIdOf(ctx)
    officers(ctx.store).set([organisation, id], { ...officer, left: { atMs: leavesAtMs, successor, actId } })
    for (const { id: held } of officerKeys(ctx.store).list({
      under: [organisation, id],
      limit: KEYS_PER_OFFICER_MAX,
    })) {
      const key = keys(ctx.store).get(held[2] ?? '')
      if (key === undefined || (key.end !== null && key.end.atMs <= leavesAtMs)) continue
      keys(ctx.store).set(key.key, { ...key, end: { atMs: leavesAtMs, reason: 'LEFT', actId } })
    }
    if (successor !== null) {
      for (const { kind, subject } of message.duties) {
        duties(ctx.store).set([organisation, id, kind, subject], { kind, subject, sinceMs: ctx.block.decidedAtMs })
      }
    }
    ctx.emit({
      type: 'OfficerReleased',
      data: { organisation, officer: id, successor, leavesAtMs, duties: message.duties.length },
    })
  },
}

/** Nobody stands above the root: it must keep two persons who can administer it. */
function checkAdministrators(ctx: CheckContext, { organisation, personId }: Officer): void {
  if (chainOf(ctx, organisation).length > 1) return
  const rows = officers(ctx.store).list({ under: [organisation], limit: ROOT_OFFICERS_MAX })
  const staying = rows
    .map(({ value }) => value)
    .filter((one) => one.left === null && one.personId !== personId && inForce(one.grant, ctx.block.decidedAtMs))
    .filter(({ grant }) => grant.roles.some((role) => ADMINISTRATORS.includes(role)))
  const staff = new Set(staying.map((one) => one.personId)).size
  ensure(staff >= 2, errors.AdministratorMissing, { organisation, staying: staff })
}

function checkSuccessor(ctx: CheckContext, { organisation, officer }: Officer, successor: string): void {
  ensure(successor !== officer, errors.SuccessorSelf, { officer })
  const row = officers(ctx.store).get(organisation, successor)
  ensure(row !== undefined, errors.OfficerUnknown, { organisation, officer: successor })
  // A successor who is to leave as well has a successor in turn: the end of that line must not be the leaver.
  ensure(responsibleFor(ctx, organisation, successor) !== officer, errors.SuccessorLoop, { successor })
  const serving = row.left === null && inForce(row.grant, ctx.block.decidedAtMs)
  ensure(serving, errors.SuccessorNotInForce, { successor })
}
