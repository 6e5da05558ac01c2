import { sameLayout } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { actIdOf, defineAct, noteActs } from '../acts.ts'
import type { AnyAct } from '../acts.ts'
import { noteAct } from './api.ts'
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
import { EXPIRY, forgetExpired } from './handlers/forget-persons.ts'
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
import { toForgottenPersons } from './migrations/0003-forgotten-persons.ts'
import type { AuthorityPorts } from './ports.ts'
import { queries } from './queries.ts'
import * as state from './state.ts'

/** Organisations, offices, officers, keys; who may act, alone or in two. */
export function authorityModule(ports: AuthorityPorts): Module {
  return {
    name: 'authority',
    version: 3,
    errors,
    events,
    messages: noteActs(acts(ports), noteAct),
    queries,
    due: { [EXPIRY]: forgetExpired(ports) },
    invariants: invariants(ports),
    migrations: [sameLayout('authority', 2, state), toForgottenPersons(ports)],
    initGenesis: initAuthority,
  }
}

function acts(ports: AuthorityPorts): readonly AnyAct[] {
  return [...organisationActs(), ...officerActs(), ...sharedActs(ports)]
}

/** The accreditation chain and its offices. */
function organisationActs(): readonly AnyAct[] {
  return [
    defineAct({
      type: 'authority/AccreditOrganisation',
      schema: wire.accreditOrganisationSchema,
      subject: ({ organisation }) => organisation,
      ...accreditOrganisation,
    }),
    defineAct({
      type: 'authority/SuspendOrganisation',
      schema: wire.suspendOrganisationSchema,
      subject: ({ organisation }) => organisation,
      ...suspendOrganisation,
    }),
    defineAct({
      type: 'authority/ReinstateOrganisation',
      schema: wire.reinstateOrganisationSchema,
      subject: ({ organisation }) => organisation,
      ...reinstateOrganisation,
    }),
    defineAct({
      type: 'authority/OpenOffice',
      schema: wire.openOfficeSchema,
      subject: ({ organisation, office }) => `${organisation}/${office}`,
      ...openOffice,
    }),
  ]
}

/** Officers and their keys. */
function officerActs(): readonly AnyAct[] {
  return [
    defineAct({
      type: 'authority/AppointOfficer',
      schema: wire.appointOfficerSchema,
      subject: ({ organisation, officer }) => `${organisation}/${officer}`,
      ...appointOfficer,
    }),
    defineAct({
      type: 'authority/ReleaseOfficer',
      schema: wire.releaseOfficerSchema,
      subject: ({ organisation, officer }) => `${organisation}/${officer}`,
      ...releaseOfficer,
    }),
    defineAct({
      type: 'authority/EnrolKey',
      schema: wire.enrolKeySchema,
      subject: ({ organisation, officer }) => `${organisation}/${officer}`,
      ...enrolKey,
    }),
    defineAct({
      type: 'authority/RotateKey',
      schema: wire.rotateKeySchema,
      subject: (_message, { organisation, officer }) => `${organisation}/${officer}`,
      ...rotateKey,
    }),
    defineAct({
      type: 'authority/RevokeKey',
      schema: wire.revokeKeySchema,
      subject: (_message, { organisation, officer }) => `${organisation}/${officer}`,
      ...revokeKey,
    }),
  ]
}

/** What officers do with or for each other. */
function sharedActs(ports: AuthorityPorts): readonly AnyAct[] {
  return [
    defineAct({
      type: 'authority/Delegate',
      schema: wire.delegateSchema,
      subject: (_message, _plan, ctx) => actIdOf(ctx),
      ...delegate,
    }),
    defineAct({
      type: 'authority/AppointSubstitute',
      schema: wire.appointSubstituteSchema,
      subject: (_message, _plan, ctx) => actIdOf(ctx),
      ...appointSubstitute,
    }),
    defineAct({
      type: 'authority/EndDelegation',
      schema: wire.endDelegationSchema,
      subject: ({ delegationId }) => delegationId,
      ...endDelegation,
    }),
    defineAct({
      type: 'authority/Propose',
      schema: wire.proposeSchema,
      subject: (_message, _plan, ctx) => actIdOf(ctx),
      ...propose(ports),
    }),
    defineAct({
      type: 'authority/Approve',
      schema: wire.approveSchema,
      subject: ({ proposalId }) => proposalId,
      ...approve(ports),
    }),
    defineAct({
      type: 'authority/WithdrawProposal',
      schema: wire.withdrawProposalSchema,
      subject: ({ proposalId }) => proposalId,
      ...withdrawProposal(ports),
    }),
  ]
}
