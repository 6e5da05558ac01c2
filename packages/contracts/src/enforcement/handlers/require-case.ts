import { ensure } from '@xiezhi/kernel'
import type { ReadContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import {
  controlOfMeasure,
  controls,
  CONTROLS_PER_CASE_MAX,
  enforcements,
  preservations,
  statements,
  STATEMENTS_PER_CASE_MAX,
} from '../state.ts'
import type { Claim, Control, Enforcement, Preservation } from '../state.ts'

/** @throws ContractError EnforcementUnknown, OtherCourt */
export function requireEnforcement({ store }: ReadContext, caseRef: string, organisation: string): Enforcement {
  const found = enforcements(store).get(caseRef)
  ensure(found !== undefined, errors.EnforcementUnknown, { caseRef })
  ensure(found.organisation === organisation, errors.OtherCourt, { organisation: found.organisation })
  return found
}

/** @throws ContractError EnforcementUnknown, OtherCourt */
export function requirePreservation({ store }: ReadContext, caseRef: string, organisation: string): Preservation {
  const found = preservations(store).get(caseRef)
  ensure(found !== undefined, errors.EnforcementUnknown, { caseRef })
  ensure(found.organisation === organisation, errors.OtherCourt, { organisation: found.organisation })
  return found
}

/** @throws ContractError StateForbids */
export function requireState(found: Enforcement, states: readonly Enforcement['state'][]): void {
  ensure(states.includes(found.state), errors.StateForbids, { state: found.state })
}

/** The claim as last stated. */
export function claimOf({ store }: ReadContext, { caseRef, claim }: Enforcement): Claim {
  return statementsOf(store, caseRef).at(-1)?.claim ?? claim
}

export function statementsOf(
  store: ReadContext['store'],
  caseRef: string,
): readonly ReturnType<(typeof statements)['schema']['parse']>[] {
  return statements(store)
    .list({ under: [caseRef], limit: STATEMENTS_PER_CASE_MAX })
    .map(({ value }) => value)
}

export function controlsOf({ store }: ReadContext, caseRef: string): readonly Control[] {
  return controls(store)
    .list({ under: [caseRef], limit: CONTROLS_PER_CASE_MAX })
    .map(({ value }) => value)
}

/** The control whose measure this is. @throws ContractError MeasureUnknown */
export function requireControl({ store }: ReadContext, caseRef: string, measureId: string): Control {
  const row = controlOfMeasure(store).get(measureId)
  const control = row?.caseRef === caseRef ? controls(store).get(caseRef, row.orderId) : undefined
  ensure(control !== undefined, errors.MeasureUnknown, { measureId })
  return control
}
