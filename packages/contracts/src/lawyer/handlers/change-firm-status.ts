import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { shiftCivilDate } from '../../ids.ts'
import { requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { changeFirmStatusSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { firms, PERIODS_MAX } from '../state.ts'

/** Changes a firm's status from a day on; a cancelled or revoked firm does not come back. */
export function changeFirmStatus(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/ChangeFirmStatus',
    schema: changeFirmStatusSchema,
    subject: ({ uscc }) => uscc,
    check(ctx, { uscc, status, from }) {
      const actors = ports.requireTwoPersons(ctx, 'JUSTICE_DEPARTMENT')
      const firm = firms(ctx.store).get(uscc)
      ensure(firm !== undefined, errors.FirmUnknown, { uscc })
      requireRegion(actors, firm.region)
      const last = firm.periods.at(-1)
      ensure(last !== undefined && last.from < from, errors.FirmChangeOrder, { from, last: last?.from })
      ensure(last.status === 'NORMAL' || last.status === 'RECTIFYING', errors.LicenceEnded, { status: last.status })
      ensure(last.status !== status, errors.NothingChanges, { status })
      ensure(firm.periods.length < PERIODS_MAX, errors.RecordFull, { periodsMax: PERIODS_MAX })
      return { firm, last }
    },
    execute(ctx, { uscc, status, from, instrumentDigest }, { firm, last }) {
      const ended = { ...last, to: shiftCivilDate(from, -1) }
      firms(ctx.store).set(uscc, {
        ...firm,
        periods: [...firm.periods.slice(0, -1), ended, { status, from, to: null }],
      })
      ctx.emit({ type: 'FirmStatusChanged', data: { uscc, status, from, instrumentDigest } })
      return { uscc }
    },
  })
}
