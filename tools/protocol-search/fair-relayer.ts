import { recover, relay } from './actions.ts'
import { clientOf } from './client-view.ts'
import { digestOf } from './digest.ts'
import { LABELS } from './questions.ts'
import { dispatchOf } from './relays.ts'
import { LAST_INSTANT } from './timeline.ts'
import { withBlock } from './world.ts'
import type { World } from './world.ts'

/** Worlds from which a fair run is known to end well. */
export type KnownLive = Set<string>

/**
 * What one relayer that goes on running, and officers who recover clients, make of a world: null if every dispatch ends in one
 * of its outcomes, or what is left over. The justice zone answers nothing more of what waits.
 */
export function leftOver(start: World, known: KnownLive): string | null {
  let world = start
  const passed: string[] = []
  for (;;) {
    const digest = digestOf(world)
    if (known.has(digest)) break
    passed.push(digest)
    world = settled(world)
    const after = digestOf(world)
    if (known.has(after)) break
    passed.push(after)
    if (world.instant === LAST_INSTANT) {
      const left = lostIn(world)
      if (left !== null) return left
      break
    }
    world = { ...world, instant: world.instant + 1 }
  }
  for (const digest of passed) known.add(digest)
  return null
}

/** Everything that can be done before more time passes. */
function settled(start: World): World {
  // Two blocks: the second has a header time of this instant.
  let world = withBlock(
    withBlock(withBlock(withBlock(start, 'court').world, 'court').world, 'justice').world,
    'justice',
  ).world
  for (const kind of ['court', 'justice'] as const) {
    if (clientOf(world.zones[kind]).status !== 'Active') world = recover(world, kind)
  }
  for (const { sequence } of start.packets) world = carried(world, sequence)
  return world
}

function carried(start: World, sequence: number): World {
  const has = (list: 'received' | 'acknowledged', { zones }: World) => clientOf(zones.justice)[list].includes(sequence)
  const isOpen = ({ zones }: World) => clientOf(zones.court).open.includes(sequence)
  let world = start
  if (!isOpen(world)) return world
  if (!has('received', world)) world = relay(world, 'court', 'receive', sequence)
  if (has('acknowledged', world)) return relay(world, 'justice', 'acknowledge', sequence)
  if (!has('received', world)) return relay(world, 'justice', 'timeout', sequence)
  return relay(world, 'justice', 'silence', sequence)
}

function lostIn(world: World): string | null {
  for (const label of LABELS) {
    const dispatch = dispatchOf(world, label)
    if (dispatch === undefined) continue
    if (dispatch.outcome === null) return `${label} has no outcome after a fair relayer run`
    const { received, acknowledged } = clientOf(world.zones.justice)
    const stuck = dispatch.packets.find(
      ({ sequence, state }) => state === 'pending' && (acknowledged.includes(sequence) || !received.includes(sequence)),
    )
    if (stuck !== undefined) return `packet ${stuck.sequence} of ${label} is open after a fair relayer run`
  }
  return null
}
