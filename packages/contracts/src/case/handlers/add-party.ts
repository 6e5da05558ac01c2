import { ensure } from '@xiezhi/kernel'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { requireOpenCase } from './require-case.ts'
import { errors } from '../errors.ts'
import { addPartySchema } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { parties, PARTIES_PER_CASE_MAX } from '../state.ts'

/** Adds a party by random id and commitment. */
export function addParty(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/AddParty',
    schema: addPartySchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, { caseRef, partyId }) {
      requireOpenCase(ctx, ports, caseRef, ['COURT_FILING', 'COURT_CLERK'])
      ensure(!parties(ctx.store).has(caseRef, partyId), errors.PartyExists, { partyId })
      const count = parties(ctx.store).list({ under: [caseRef], limit: PARTIES_PER_CASE_MAX }).length
      ensure(count < PARTIES_PER_CASE_MAX, errors.PartyLimit, { partiesMax: PARTIES_PER_CASE_MAX })
    },
    execute(ctx, { caseRef, partyId, side, commitment, organisationCode = null }) {
      parties(ctx.store).set([caseRef, partyId], { partyId, side, commitment, organisationCode })
      ctx.emit({ type: 'PartyAdded', data: { caseRef, partyId, side } })
      return { partyId }
    },
  })
}
