import { mayUse } from '@xiezhi/gateway-api'
import type { Role, RouteName } from '@xiezhi/gateway-api'
import type { Person } from '../session/person.ts'
import type { Entry } from './entries.ts'

const OPEN: readonly Entry['state'][] = ['DECIDED', 'SERVED', 'PUBLISHED', 'SUSPENDED', 'RESTRUCTURING']

/** Routes that the state of an entry allows next; the ledger's machine decides in the end. */
const BY_STATE: readonly (readonly [RouteName, (entry: Entry) => boolean])[] = [
  ['recordEntryService', ({ state }) => state === 'DECIDED'],
  ['recordEntryEvent', ({ state, list }) => list === 'DISHONEST' && OPEN.includes(state)],
  ['deleteEntryByHand', ({ state }) => state === 'DELETION_DUE'],
  ['grantEntryException', ({ state, list }) => list === 'CONSUMPTION' && state === 'PUBLISHED'],
  [
    'proposeExtension',
    ({ state, list, situation }) => list === 'DISHONEST' && state === 'PUBLISHED' && situation !== 1,
  ],
  ['proposeTemporaryLift', ({ state }) => state === 'PUBLISHED'],
  ['proposeDeletion', ({ state, list }) => list === 'DISHONEST' && OPEN.includes(state)],
  [
    'proposeWithdrawal',
    ({ state, list }) => OPEN.includes(state) || (list === 'DISHONEST' && state === 'DELETION_DUE'),
  ],
  ['proposeCorrection', ({ state }) => state === 'PUBLISHED'],
  ['proposeLift', ({ state, list }) => list === 'CONSUMPTION' && OPEN.includes(state)],
  ['proposeRepairDecision', ({ repair }) => repair?.outcome === 'PENDING'],
  ['proposeRestructuring', ({ state }) => state === 'PUBLISHED'],
  ['proposeRestructuringEnd', ({ state }) => state === 'RESTRUCTURING'],
  ['enterObjection', ({ objection }) => objection === null || objection.outcome === 'REFUSED'],
  ['enterReconsideration', ({ objection }) => objection?.outcome === 'REFUSED' && objection.reconsiderBy !== null],
  ['decideEntryObjection', ({ objection }) => objection?.outcome === 'PENDING' && objection.reconsiderAskedOn === null],
]
/** The same for a court above, which is asked to reconsider and has nothing else to do with the entry. */
const ABOVE: typeof BY_STATE = [
  ['decideEntryObjection', ({ objection }) => objection?.outcome === 'PENDING' && objection.reconsiderAskedOn !== null],
]

/** What whoever has these roles may do next. While the machine is suspended nobody is burdened further. */
export function nextActs(
  entry: Entry,
  { roles, person }: { readonly roles: readonly Role[]; readonly person: Pick<Person, 'organisation'> },
  isMachineSuspended: boolean,
): RouteName[] {
  const rows = entry.organisation === person.organisation ? BY_STATE : ABOVE
  return rows
    .filter(([, isOpen]) => isOpen(entry))
    .map(([name]) => name)
    .filter((name) => mayUse(name, 'court', roles) && !(isMachineSuspended && name === 'proposeExtension'))
}
