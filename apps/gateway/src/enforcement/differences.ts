import type { ControlPlan, RouteInput, Routes } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'
import type { DocumentFields } from './store.ts'

type Asked = RouteInput<Routes['proposeControl']>['body']
export type Difference = DocumentFields['differences'][number]

const AT_LEAST = 4

/**
 * Where what is asked for departs from the program's plan, each with the officer's reasons (R31-03: the officer decides, and
 * says why). @throws GatewayError REASONS_MISSING
 */
export function differencesOf(plan: ControlPlan, { controls, leftOut = [] }: Asked): Difference[] {
  const planned = new Map(plan.controls.map((one) => [one.propertyId, one]))
  const asked = controls.flatMap(({ propertyId, cents, months, reasons }) => {
    const one = planned.get(propertyId)
    const what = one === undefined ? 'ADDED' : whatOf(one, { cents, months })
    if (what === null) return []
    return [
      {
        propertyId,
        what,
        plannedCents: one?.cents ?? null,
        askedCents: cents,
        plannedMonths: one?.months ?? null,
        askedMonths: months,
        reasons: reasons ?? '',
      },
    ]
  })
  const names = new Set(controls.map(({ propertyId }) => propertyId))
  const missing = plan.controls
    .filter(({ propertyId }) => !names.has(propertyId))
    .map(({ propertyId, cents, months }) => ({
      propertyId,
      what: 'LEFT_OUT' as const,
      plannedCents: cents,
      askedCents: null,
      plannedMonths: months,
      askedMonths: null,
      reasons: leftOut.find((one) => one.propertyId === propertyId)?.reasons ?? '',
    }))
  const all = [...asked, ...missing]
  const silent = all.find(({ reasons }) => reasons.trim().length < AT_LEAST)
  if (silent !== undefined)
    throw new GatewayError('REASONS_MISSING', { propertyId: silent.propertyId, what: silent.what })
  return all
}

function whatOf(
  planned: { readonly cents: number; readonly months: number },
  asked: { readonly cents: number; readonly months: number },
): Difference['what'] | null {
  if (asked.cents !== planned.cents) return asked.cents > planned.cents ? 'MORE' : 'LESS'
  return asked.months === planned.months ? null : 'TERM'
}
