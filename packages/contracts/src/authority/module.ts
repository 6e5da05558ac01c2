import { defineMessage } from '@xiezhi/kernel'
import type { AnyMessage, Module } from '@xiezhi/kernel'
import { errors } from './errors.ts'
import { events } from './events.ts'
import { initAuthority } from './genesis.ts'
import { accreditOrganisation } from './handlers/accredit-organisation.ts'
import { appointOfficer } from './handlers/appoint-officer.ts'
import { appointSubstitute } from './handlers/appoint-substitute.ts'
import { approve } from './handlers/approve.ts'
import { delegate } from './handlers/delegate.ts'
import { endDelegation } from './handlers/end-delegation.ts'
import { enrolKey } from './handlers/enrol-key.ts'
import { openOffice } from './handlers/open-office.ts'
import { propose } from './handlers/propose.ts'
import { reinstateOrganisation } from './handlers/reinstate-organisation.ts'
import { releaseOfficer } from './handlers/release-officer.ts'
import { revokeKey } from './handlers/revoke-key.ts'
import { rotateKey } from './handlers/rotate-key.ts'
import { suspendOrganisation } from './handlers/suspend-organisation.ts'
import { withdrawProposal } from './handlers/withdraw-proposal.ts'
import { invariants } from './invariants.ts'
import * as wire from './messages.ts'
import type { AuthorityPorts } from './ports.ts'
import { queries } from './queries.ts'

/** Organisations, offices, officers, keys; who may act, alone or in two. */
export function authorityModule(ports: AuthorityPorts): Module {
  return {
    name: 'authority',
    version: 1,
    errors,
    events,
    messages: messages(ports),
    queries,
    invariants,
    migrations: [],
    initGenesis: initAuthority,
  }
}

function messages(ports: AuthorityPorts): readonly AnyMessage[] {
  return [
    defineMessage({
      type: 'authority/AccreditOrganisation',
      schema: wire.accreditOrganisationSchema,
      ...accreditOrganisation,
    }),
    defineMessage({
      type: 'authority/SuspendOrganisation',
      schema: wire.suspendOrganisationSchema,
      ...suspendOrganisation,
    }),
    defineMessage({
      type: 'authority/ReinstateOrganisation',
      schema: wire.reinstateOrganisationSchema,
      ...reinstateOrganisation,
    }),
    defineMessage({ type: 'authority/OpenOffice', schema: wire.openOfficeSchema, ...openOffice }),
    defineMessage({ type: 'authority/AppointOfficer', schema: wire.appointOfficerSchema, ...appointOfficer }),
    defineMessage({ type: 'authority/ReleaseOfficer', schema: wire.releaseOfficerSchema, ...releaseOfficer }),
    defineMessage({ type: 'authority/EnrolKey', schema: wire.enrolKeySchema, ...enrolKey }),
    defineMessage({ type: 'authority/RotateKey', schema: wire.rotateKeySchema, ...rotateKey }),
    defineMessage({ type: 'authority/RevokeKey', schema: wire.revokeKeySchema, ...revokeKey }),
    defineMessage({ type: 'authority/Delegate', schema: wire.delegateSchema, ...delegate }),
    defineMessage({ type: 'authority/AppointSubstitute', schema: wire.appointSubstituteSchema, ...appointSubstitute }),
    defineMessage({ type: 'authority/EndDelegation', schema: wire.endDelegationSchema, ...endDelegation }),
    defineMessage({ type: 'authority/Propose', schema: wire.proposeSchema, ...propose(ports) }),
    defineMessage({ type: 'authority/Approve', schema: wire.approveSchema, ...approve(ports) }),
    defineMessage({ type: 'authority/WithdrawProposal', schema: wire.withdrawProposalSchema, ...withdrawProposal }),
  ]
}
