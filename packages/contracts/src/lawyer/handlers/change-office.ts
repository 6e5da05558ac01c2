import { ensure } from '@xiezhi/kernel'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { lawyerOf, regionOf, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { writeWithEvent } from '../events.ts'
import { changeOfficeSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { statusOn } from './status-timeline.ts'

/** Public offices under 律师法 11. They bar by themselves; the licence's status does not change. */
export function changeOffice(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/ChangeOffice',
    schema: changeOfficeSchema,
    subject: ({ licenceNo }) => licenceNo,
    check(ctx, { licenceNo, npcStandingMember, civilServant, from }) {
      const actors = ports.requireTwoPersons(ctx, 'JUSTICE_DEPARTMENT')
      const lawyer = lawyerOf(ctx, licenceNo)
      requireRegion(actors, regionOf(lawyer.licenceNo))
      const status = statusOn(lawyer.statusPeriods, from)
      ensure(status !== undefined, errors.DateOrder, { from })
      const same = lawyer.npcStandingMember === npcStandingMember && lawyer.civilServant === civilServant
      ensure(!same, errors.NothingChanges, { licenceNo })
      return { actor: actors[0], lawyer, status }
    },
    execute(ctx, { npcStandingMember, civilServant, from, instrumentDigest }, { actor, lawyer, status }) {
      writeWithEvent(
        ctx,
        ports,
        { ...lawyer, npcStandingMember, civilServant },
        {
          kind: 'OFFICE_CHANGED',
          status,
          from,
          to: null,
          actId: actIdOf(ctx),
          organisation: actor.organisation,
          instrumentDigest,
        },
      )
      return { lawyerId: lawyer.lawyerId }
    },
  })
}
