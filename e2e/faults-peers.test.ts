import { queryState } from '@xiezhi/contracts'
import type { Message } from '@xiezhi/kernel'
import { describe, expect, test } from 'vitest'
import { tellFault, triesOf } from '../tools/faults/fault-row.ts'
import { actionsOf, deliver, recover, relay } from '../tools/protocol-search/actions.ts'
import { clientOf } from '../tools/protocol-search/client-view.ts'
import { leftOver } from '../tools/protocol-search/fair-relayer.ts'
import { MODELS } from '../tools/protocol-search/models.ts'
import { violationOf } from '../tools/protocol-search/properties.ts'
import { questionMessage } from '../tools/protocol-search/questions.ts'
import { dispatchOf, relayOf } from '../tools/protocol-search/relays.ts'
import { LAST_INSTANT } from '../tools/protocol-search/timeline.ts'
import { firstWorld, withBlock } from '../tools/protocol-search/world.ts'
import type { ModelOptions, World } from '../tools/protocol-search/world.ts'
import { CLIENT, startAlliance } from './testing/alliance.ts'
import { until } from './testing/until.ts'

const ASKED = ['ask A', 'ask B'] as const
/** What may be under way when a zone stops. */
const IN_FLIGHT = [
  [],
  ['relay receive 1'],
  ['relay receive 1', 'relay receive 2'],
  ['relay receive 1', 'relay acknowledge 1', 'hold receive 2'],
] as const

/** A run by the names of its steps; each step is held against the properties of the protocol. */
function ran(model: ModelOptions, start: World, steps: readonly string[]): World {
  return steps.reduce((world, step) => {
    const action = actionsOf(world).find(({ name }) => name === step)
    if (action === undefined) throw new Error(`no step "${step}"`)
    const after = action.run()
    expect(violationOf(world, after, model.answersLate)).toBeNull()
    return after
  }, start)
}

const outcomes = (world: World) => (['A', 'B'] as const).map((label) => dispatchOf(world, label)?.outcome?.kind)

describe('two zones under one clock', () => {
  test('a zone stops for an hour with dispatches in flight: each ends in one of its outcomes', () => {
    let tries = 0
    for (const model of MODELS) {
      for (const flight of IN_FLIGHT) {
        const before = ran(model, firstWorld(model), [...ASKED, ...flight])
        // The court alone makes blocks; the other zone is back when the hour is over.
        const alone = { ...before, instant: LAST_INSTANT }
        const after = withBlock(withBlock(alone, 'court').world, 'court').world
        expect(violationOf(before, after, model.answersLate)).toBeNull()
        // By then nothing newer had come from the other zone, and that is what is recorded.
        for (const kind of outcomes(after)) expect(['no-newer-header', 'answered']).toContain(kind)
        expect(leftOver(after, new Set())).toBeNull()
        tries += 1
      }
    }
    tellFault({ fault: 'a zone stops for an hour (scenario clock)', tries, survived: tries, outageMs: 3_600_000 })
  })

  test('the validators of a peer sign two headers: its client is frozen, proves nothing, and comes back by named officers', () => {
    let tries = 0
    for (const model of MODELS) {
      for (const kind of ['court', 'justice'] as const) {
        const world = ran(model, firstWorld(model), [
          ...ASKED,
          'hold receive 1',
          `the peer of ${kind} signs two headers`,
        ])
        expect(clientOf(world.zones[kind]).status).toBe('Frozen')
        const [held] = world.held
        if (held === undefined) throw new Error('nothing is held')
        const tried = deliver(world, held)
        expect(violationOf(world, tried, model.answersLate)).toBeNull()
        expect(clientOf(tried.zones.justice).received).toEqual(kind === 'justice' ? [] : [1])
        const back = recover(tried, kind)
        expect(clientOf(back.zones[kind]).status).toBe('Active')
        expect(leftOver(back, new Set())).toBeNull()
        tries += 1
      }
    }
    tellFault({ fault: 'two thirds of a peer sign two headers', tries, survived: tries, outageMs: 0 })
  })

  test('a client expires: nothing passes until named officers recover it, and what waited is then decided', () => {
    let tries = 0
    for (const model of MODELS) {
      const asked = ran(model, firstWorld(model), [...ASKED, 'relay receive 1'])
      const late = withBlock(withBlock({ ...asked, instant: LAST_INSTANT }, 'court').world, 'court').world
      expect(clientOf(late.zones.court).status).toBe('Expired')
      const refused = relay(late, 'justice', 'acknowledge', 1)
      expect(clientOf(refused.zones.court).ended).toEqual([])
      const back = recover(refused, 'court')
      expect(clientOf(back.zones.court).status).toBe('Active')
      expect(leftOver(back, new Set())).toBeNull()
      tries += 1
    }
    tellFault({ fault: 'a client expires and is recovered', tries, survived: tries, outageMs: 0 })
  })

  test('relays are delivered twice, each after the other: each packet is received once', () => {
    const [model] = MODELS
    const start = ran(model, firstWorld(model), [...ASKED, 'hold receive 1', 'hold receive 2'])
    const steps = [
      'deliver held receive 1',
      'deliver held receive 2',
      'deliver held receive 1',
      'deliver held receive 2',
    ]
    const world = ran(model, start, steps)
    expect(world.counts).toMatchObject({ 'packet 1 was received': 1, 'packet 2 was received': 1 })
    expect(relayOf(world, 'acknowledge', 3)).toBeUndefined()
    tellFault({ fault: 'a relay arrives more than once', tries: steps.length, survived: steps.length, outageMs: 0 })
  })
})

test('three relayers at once: every question is answered once, and nothing else happens', async () => {
  const alliance = await startAlliance()
  const links = [alliance.link, await alliance.openLink(), await alliance.openLink()]
  const tries = triesOf(4)
  let longestMs = 0
  try {
    const { court, justice } = alliance
    for (let at = 0; at < tries; at++) {
      const beganMs = performance.now()
      const { data } = await court.act(askMessage(at), 'clerk-1')
      const [{ dispatchId } = { dispatchId: '' }] = data as unknown as readonly { dispatchId: string }[]
      const receipt = await until(async () => (await court.client.query('query/receipt', { dispatchId })) ?? undefined)
      expect(receipt).toMatchObject({ dispatchId })
      longestMs = Math.max(longestMs, performance.now() - beganMs)
    }
    const rows = queryState.answers(justice.host.app.readContext().store).list({ under: [CLIENT], limit: 1_000 })
    expect(rows).toHaveLength(tries)
    expect([...court.host.app.violations(), ...justice.host.app.violations()]).toEqual([])
    tellFault({ fault: 'three relayers at once', tries, survived: tries, outageMs: longestMs })
  } finally {
    for (const link of links) link?.close()
    await alliance.close()
  }
})

function askMessage(at: number): Message {
  const nowMs = Date.now()
  return questionMessage({
    timeoutSeconds: Math.floor(nowMs / 1_000) + 600,
    deadlineMs: nowMs + 3_600_000,
    caseRef: at.toString(16).padStart(32, '0'),
  })
}
