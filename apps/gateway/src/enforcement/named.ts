import type { RouteInput, Routes } from '@xiezhi/gateway-api'
import type { Listener } from '../routes/listener.ts'
import { keepBrief } from './brief.ts'

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
  if (applicants === undefined && basis === undefined) return
  await keepBrief(listener, caseId, { applicants: applicants ?? [], basis: basis ?? null })
}
