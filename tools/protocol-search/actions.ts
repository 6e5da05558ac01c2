import { clientOf, waitingSequences } from './client-view.ts'
import { askMessage, CLIENT, resendMessage } from './questions.ts'
import type { Label } from './questions.ts'
import { dispatchOf, misbehaviourMessage, relayOf, trustOf, updateMessage } from './relays.ts'
import type { RelayKind } from './relays.ts'
import { INSTANTS, LAST_INSTANT, RESEND_TIMEOUT_SECONDS } from './timeline.ts'
import { checkpointOf, clerk, other, relayer, trustOfficers, withBlock } from './world.ts'
import type { Held, World, WorldKind } from './world.ts'

/** One thing that may happen next, and the world after it. */
export interface Action {
  readonly name: string
  readonly run: () => World
}

const KINDS: readonly RelayKind[] = ['receive', 'acknowledge', 'timeout', 'silence']
const ZONES: readonly WorldKind[] = ['court', 'justice']
/** Relays that somebody may hold back at the same time. */
const HELD_MAX = 2
/** Packets of one dispatch: the first and its re-sends. */
const PACKETS_MAX = 2

/** Everything that may happen in a world, in a fixed order. */
export function actionsOf(world: World): readonly Action[] {
  return [
    ...asking(world),
    ...relaying(world),
    ...holding(world),
    ...time(world),
    ...trust(world),
    ...waitingSequences(world.zones.justice).map((sequence) => ({
      name: `justice answers packet ${sequence}`,
      run: () => withBlock(world, 'justice', [{ type: 'late/Answer', value: { sequence } }], [clerk]).world,
    })),
  ]
}

function asking(world: World): readonly Action[] {
  return world.labels.flatMap((label) => {
    const dispatch = dispatchOf(world, label)
    if (world.dispatches[label] === undefined) return [{ name: `ask ${label}`, run: () => ask(world, label) }]
    if (dispatch === undefined || !mayResend(world, dispatch.packets)) return []
    const messages = [resendMessage(dispatch.dispatchId)]
    return [{ name: `send ${label} again`, run: () => withBlock(world, 'court', messages, [clerk]).world }]
  })
}

function mayResend({ instant }: World, packets: readonly { readonly state: string }[]): boolean {
  const isOver = (INSTANTS[instant] ?? 0) >= RESEND_TIMEOUT_SECONDS
  return !isOver && packets.length < PACKETS_MAX && packets.every(({ state }) => state !== 'pending')
}

function ask(world: World, label: Label): World {
  const { world: after, delivered } = withBlock(world, 'court', [askMessage(label)], [clerk])
  if (delivered.code !== 0) return after
  const { dispatchId } = delivered.data[0] as { readonly dispatchId: string }
  return { ...after, dispatches: { ...after.dispatches, [label]: dispatchId } }
}

/** What a relayer does at once: the peer makes a proof block, and its proof is delivered. */
function relaying(world: World): readonly Action[] {
  return eachRelay(world, (kind, sequence) => {
    const from = kind === 'receive' ? 'court' : 'justice'
    if (!isWorthwhile(world, kind, sequence)) return []
    return [{ name: `relay ${kind} ${sequence}`, run: () => relay(world, from, kind, sequence) }]
  })
}

/** A proof block of the peer, then the proof; the same world where there is nothing to show. */
export function relay(world: World, from: WorldKind, kind: RelayKind, sequence: number): World {
  const proved = withBlock(world, from).world
  const held = relayOf(proved, kind, sequence)
  return held === undefined ? world : deliver(proved, held)
}

export function deliver(world: World, { to, messages }: Held): World {
  return withBlock(world, to, messages, [relayer]).world
}

/** Relays that are built and kept: delivered later, twice, in another order, or lost. */
function holding(world: World): readonly Action[] {
  const { held } = world
  const kept = held.flatMap((one, at) => [
    { name: `deliver held ${nameOf(one)}`, run: () => deliver(world, one) },
    { name: `drop held ${nameOf(one)}`, run: () => ({ ...world, held: held.filter((_, index) => index !== at) }) },
  ])
  if (held.length >= HELD_MAX) return kept
  const built = eachRelay(world, (kind, sequence) => {
    const isKnown = held.some((known) => known.kind === kind && known.sequence === sequence)
    if (isKnown || !isWorthwhile(world, kind, sequence)) return []
    const from = kind === 'receive' ? 'court' : 'justice'
    const name = `hold ${kind} ${sequence}`
    const fresh = { name, run: () => hold(withBlock(world, from).world, kind, sequence) }
    // What the last block has changed stands differently in the header that is already there.
    const earlier = { name: `${name} as it was`, run: () => hold(world, kind, sequence) }
    return hasNews(world, from) ? [fresh, earlier] : [fresh]
  })
  return [...kept, ...built]
}

function hold(world: World, kind: RelayKind, sequence: number): World {
  const one = relayOf(world, kind, sequence)
  return one === undefined ? world : { ...world, held: [...world.held, one] }
}

function hasNews({ zones }: World, from: WorldKind): boolean {
  const { open, openBefore, received, receivedBefore, acknowledged, acknowledgedBefore } = clientOf(zones[from])
  const counts = [open, received, acknowledged].map(({ length }) => length)
  return String(counts) !== String([openBefore, receivedBefore, acknowledgedBefore].map(({ length }) => length))
}

function nameOf({ kind, sequence }: Held): string {
  return `${kind} ${sequence}`
}

function eachRelay(
  { packets }: World,
  actions: (kind: RelayKind, sequence: number) => readonly Action[],
): readonly Action[] {
  return packets.flatMap(({ sequence }) => KINDS.flatMap((kind) => actions(kind, sequence)))
}

/** A second acknowledgement or timeout of an ended packet is tried too; only what can never hold is left out. */
function isWorthwhile({ zones }: World, kind: RelayKind, sequence: number): boolean {
  const view = clientOf(zones.justice)
  if (kind === 'timeout') return !view.received.includes(sequence) || !view.receivedBefore.includes(sequence)
  if (kind === 'acknowledge') return view.acknowledged.includes(sequence)
  if (kind === 'silence') return view.received.includes(sequence)
  return true
}

function time(world: World): readonly Action[] {
  // The next instant, and at once the two long waits: for the grace after a deadline, and until trust has ended.
  const ahead = [world.instant + 1, LAST_INSTANT - 1, LAST_INSTANT]
  const later = [...new Set(ahead)].filter((instant) => instant > world.instant && instant <= LAST_INSTANT)
  return [
    ...later.map((instant) => ({
      name: `time passes to ${INSTANTS[instant] ?? 0} s`,
      run: () => ({ ...world, instant }),
    })),
    ...ZONES.map((kind) => ({ name: `${kind} makes a block`, run: () => withBlock(world, kind).world })),
  ]
}

function trust(world: World): readonly Action[] {
  return ZONES.flatMap((kind) => {
    const peer = world.zones[other(kind)]
    const { status } = clientOf(world.zones[kind])
    const { latest } = trustOf(world.zones[kind])
    if (status !== 'Active')
      return [{ name: `officers of ${kind} recover its client`, run: () => recover(world, kind) }]
    const update = () => withBlock(world, kind, [updateMessage(peer, latest)], [relayer]).world
    // A header without a proof tells the asker how far the peer's time has come; the answering zone reads no peer's time.
    const isNews = kind === 'court' && peer.height > latest
    const updates = isNews ? [{ name: `update the client of ${kind}`, run: update }] : []
    if (world.misbehaved) return updates
    return [...updates, { name: `the peer of ${kind} signs two headers`, run: () => misbehave(world, kind) }]
  })
}

/** The peer signs two blocks at one height, and somebody brings both to the client. */
function misbehave(world: World, kind: WorldKind): World {
  const beaten = withBlock(world, other(kind)).world
  const message = misbehaviourMessage(beaten.zones[other(kind)], trustOf(world.zones[kind]).latest)
  const { world: after } = withBlock(beaten, kind, [message], [relayer])
  return { ...after, misbehaved: true }
}

/** Two officers vouch for a new header of the peer. */
export function recover(world: World, kind: WorldKind): World {
  const beaten = withBlock(withBlock(world, other(kind)).world, other(kind)).world
  const value = {
    clientId: CLIENT,
    checkpoint: checkpointOf(beaten.zones[other(kind)]),
    reason: 'seen by both officers',
  }
  return withBlock(beaten, kind, [{ type: 'client/RecoverClient', value }], trustOfficers).world
}
