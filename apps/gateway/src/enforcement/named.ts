import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { Listener } from '../routes/listener.ts'
import { keepBrief } from './brief.ts'
import { Parties } from './parties.ts'
import { EnforcementStore } from './store.ts'

type Entered = NonNullable<RouteInput<Routes['openEnforcement']>['body']>

/** Keeps who is named in a case that is about to be opened: debtors first, then who applies and on which document. */
export async function keepNamed(
  listener: Listener,
  caseId: string,
  keepDebtors: () => Promise<void>,
  {
    applicants,
    basis,
  }: { readonly applicants: Entered['applicants'] | undefined; readonly basis: Entered['basis'] | undefined },
): Promise<void> {
  await keepDebtors()
  const debtors = (await new EnforcementStore(listener).debtors(caseId)).flatMap(({ debtorId, idType, fields }) =>
    fields === null ? [] : [{ part: 'DEBTOR' as const, idType, idNo: fields.idNo, name: fields.name, debtorId }],
  )
  const others = (applicants ?? []).map(({ idType, idNo, name }) => ({
    part: 'APPLICANT' as const,
    idType,
    idNo,
    name,
    debtorId: null,
  }))
  await new Parties(listener).name(caseId, [...debtors, ...others])
  if (applicants === undefined && basis === undefined) return
  await keepBrief(listener, caseId, { applicants: applicants ?? [], basis: basis ?? null })
}
