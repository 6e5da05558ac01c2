import { authorityApi, governanceApi } from '@xiezhi/contracts'
import type { PersonalPorts } from '@xiezhi/contracts'
import { bundledLaw } from '@xiezhi/law'
import { debtOf, isAbove, stepsByAgreement } from './listing-ports.ts'

/** What personal measures need from the other modules of a court's zone. */
export const personalPorts: PersonalPorts = {
  requireRole: (ctx, role) => authorityApi.requireRole(ctx, role),
  noteAct: authorityApi.noteAct,
  lawBook: (ctx) => governanceApi.lawBook(ctx, bundledLaw),
  ...stepsByAgreement,
  debtOf,
  isAbove,
}
