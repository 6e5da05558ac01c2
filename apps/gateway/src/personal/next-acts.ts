import { mayUse } from '@xiezhi/gateway-api'
import type { Role, RouteName } from '@xiezhi/gateway-api'
import type { Person } from '../session/person.ts'
import type { Measure } from './store.ts'

const IN_FORCE: readonly Measure['state'][] = ['DECIDED', 'SERVED', 'CARRIED_OUT']
const RECONSIDERABLE: readonly Measure['state'][] = ['SERVED', 'CARRIED_OUT', 'ENDED']

/** Whether the person concerned may still ask the court above on this day. */
export function isReconsiderable({ state, reconsideration, reconsiderBy }: Measure, today: string): boolean {
  return RECONSIDERABLE.includes(state) && reconsideration === null && reconsiderBy !== null && today <= reconsiderBy
}

/** Routes that the state of a measure allows next; the ledger's machine decides in the end. */
export function nextActs(
  measure: Measure,
  { roles, person }: { readonly roles: readonly Role[]; readonly person: Pick<Person, 'organisation'> },
  today: string,
): RouteName[] {
  const { kind, state, organisation, reconsideration } = measure
  const isOwn = organisation === person.organisation
  const open: readonly (readonly [RouteName, boolean])[] = [
    ['recordPersonalService', isOwn && state === 'DECIDED'],
    ['carryOutPersonalMeasure', isOwn && state === 'SERVED'],
    ['proposePersonalLift', isOwn && kind !== 'FINE' && IN_FORCE.includes(state)],
    ['enterPersonalReconsideration', isOwn && isReconsiderable(measure, today)],
    ['decidePersonalReconsideration', !isOwn && reconsideration?.outcome === 'PENDING'],
  ]
  return open.flatMap(([name, is]) => (is && mayUse(name, 'court', roles) ? [name] : []))
}
