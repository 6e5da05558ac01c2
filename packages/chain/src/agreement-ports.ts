import { authorityApi, listingApi, personalApi, ROLES } from '@xiezhi/contracts'
import type { AgreementPorts, Role } from '@xiezhi/contracts'
import { bundledLaw } from '@xiezhi/law'

/** With which a court zone begins. */
export const MACHINES = [...listingApi.LISTING_MACHINES, ...personalApi.PERSONAL_MACHINES]

/** Machines name roles as data; a draft with a role that does not exist was refused. */
export const agreementPorts: AgreementPorts = {
  requireRole: (ctx, roles) => authorityApi.requireRole(ctx, roles as readonly Role[]),
  requireTwoPersons: (ctx, first, second) =>
    authorityApi.requireTwoPersons(ctx, first as readonly Role[], second as readonly Role[]),
  noteAct: authorityApi.noteAct,
  isRole: (text) => (ROLES as readonly string[]).includes(text),
  isParameter: (key) => bundledLaw.parameters.has(key),
  machines: MACHINES,
  effects: { ...listingApi.LISTING_EFFECTS, ...personalApi.PERSONAL_EFFECTS },
}
