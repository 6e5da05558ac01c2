import { ensure } from '@xiezhi/kernel'
import type { ReadContext, TxContext } from '@xiezhi/kernel'
import { errors } from '../errors.ts'
import type { PersonalActor } from '../ports.ts'
import { personalMeasures } from '../state.ts'
import type { PersonalMeasure } from '../state.ts'

/** @throws ContractError MeasureUnknown */
export function requireMeasure({ store }: ReadContext, measureId: string): PersonalMeasure {
  const found = personalMeasures(store).get(measureId)
  ensure(found !== undefined, errors.MeasureUnknown, { measureId })
  return found
}

/** @throws ContractError OtherCourt */
export function requireOwn(organisation: string, actors: readonly PersonalActor[]): void {
  const foreign = actors.find((actor) => actor.organisation !== organisation)
  ensure(foreign === undefined, errors.OtherCourt, { organisation })
}

export function storeMeasure(ctx: TxContext, measure: Omit<PersonalMeasure, 'changedAtMs'>): PersonalMeasure {
  const stored = { ...measure, changedAtMs: ctx.block.decidedAtMs }
  personalMeasures(ctx.store).set(measure.measureId, stored)
  return stored
}

/** The state to which a step of the machine led. */
export function stateOf(name: string, before: PersonalMeasure['state']): PersonalMeasure['state'] {
  const known = ['DECIDED', 'SERVED', 'CARRIED_OUT', 'ENDED', 'LIFTED', 'REVOKED'] as const
  return known.find((one) => one === name) ?? before
}

/** Under what a conduct is punished once; undefined: the measure punishes nothing. */
export function conductKey({
  caseRef,
  subject,
  conduct,
  kind,
}: Pick<PersonalMeasure, 'caseRef' | 'subject' | 'conduct' | 'kind'>):
  readonly [string, string, string, string, string] | undefined {
  if (conduct === null) return undefined
  return [caseRef, subject.slice(subject.indexOf(':') + 1), conduct.kind, conduct.on, kind]
}
