import { queryState } from '@xiezhi/contracts'
import { clients, consensusRows, heightPart } from '@xiezhi/interchain'
import { clientOf, sha256Text } from './client-view.ts'
import { CLIENT, LABELS } from './questions.ts'
import type { Label } from './questions.ts'
import { dispatchOf, trustOf } from './relays.ts'
import { classOf } from './timeline.ts'
import type { Held, World } from './world.ts'
import { readZone } from './zone.ts'

/**
 * What of a world decides how it can go on, in one text. Heights, hashes, ids and milliseconds between two instants are left
 * out: worlds that differ in nothing else take the same steps with the same results, which `expectSameSteps` of the test tries.
 */
export function digestOf(world: World): string {
  const { zones, instant, misbehaved, held } = world
  const sides = (['court', 'justice'] as const).map((kind) => {
    const zone = zones[kind]
    const { latestMs, ...view } = clientOf(zone)
    return {
      ...view,
      latest: classOf(latestMs),
      times: [zone.headerMs, zone.committedMs, zone.stampMs].map(classOf),
      // Whether the asker's client could be updated by the peer's last header.
      behind: kind === 'court' && zones.justice.height > trustOf(zone).latest,
    }
  })
  const dispatches = LABELS.map((label) => dispatchView(world, label))
  return sha256Text(
    JSON.stringify([instant, misbehaved, dispatches, sides, held.map((one) => heldView(world, one)).sort()]),
  )
}

function dispatchView(world: World, label: Label): unknown {
  const dispatch = dispatchOf(world, label)
  if (dispatch === undefined) return null
  const { dispatchId, outcome, additions, packets } = dispatch
  const answer = queryState.answers(readZone(world.zones.justice).store).get(CLIENT, dispatchId)
  return {
    outcome: outcome === null ? null : [outcome.kind, classOf(outcome.atMs)],
    additions: additions.map(({ kind, atMs }) => [kind, classOf(atMs)]),
    packets: packets.map(({ sequence, state }) => [sequence, state]),
    answered: answer === undefined ? null : classOf(answer.result.decidedAtMs),
  }
}

function heldView({ zones }: World, { kind, to, sequence, proofHeight, trustedHeight, provedMs }: Held): string {
  const { store } = readZone(zones[to])
  const from = clients(store).get(CLIENT)?.trustedFrom ?? 0
  const isKnown = consensusRows(store).has(CLIENT, heightPart(proofHeight))
  const trusted = consensusRows(store).get(CLIENT, heightPart(trustedHeight))
  const trustedClass = isKnown || trusted === undefined ? null : classOf(trusted.timeSeconds * 1_000)
  const since = [proofHeight >= from, trustedHeight >= from]
  return JSON.stringify([kind, sequence, classOf(provedMs), isKnown, trustedClass, ...since])
}
