import { base64Decode, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { ackRows, receiptKey, sentRows, sequencePart } from '@xiezhi/interchain'
import type { PacketJson } from '@xiezhi/interchain'
import { sentPackets } from '@xiezhi/interchain/testing'
import type { Event } from '@xiezhi/kernel'
import { seededRandom } from '@xiezhi/kernel/testing'
import type { SeededRandom } from '@xiezhi/kernel/testing'
import { describe, expect, test } from 'vitest'
import {
  answerValue,
  CLIENT,
  enforcer,
  gateway,
  issue,
  judge,
  link,
  MEASURE,
  operator,
  orderPart,
  resendValue,
  sendContent,
  violations,
} from './fixtures.ts'
import type { Link, Zone } from './fixtures.ts'
import { instruments, orders, received } from './state.ts'

const STEPS = 80
const INSTRUMENTS_MAX = 6
/** Of one step; packets run for ten minutes. */
const PAUSE_MS_MAX = 90_000

interface Seen {
  readonly zone: 'court' | 'bank'
  readonly event: Event
}

/** The zones and everything that happened in them, in its order. */
interface World {
  readonly made: Link
  readonly seen: Seen[]
  readonly orderIds: string[]
  readonly packets: PacketJson[]
  readonly random: SeededRandom
}

function world(seed: number): World {
  const made = link(nodeCrypto)
  const seen: Seen[] = []
  listen(made.court, (event) => seen.push({ zone: 'court', event }))
  listen(made.bank, (event) => seen.push({ zone: 'bank', event }))
  return { made, seen, orderIds: [], packets: [], random: seededRandom(seed) }
}

function listen({ chain }: Zone, take: (event: Event) => void): void {
  const make = chain.block.bind(chain)
  chain.block = (txs) => {
    const block = make(txs)
    chain.events.forEach(take)
    return block
  }
}

const open = ({ made: { court } }: World): PacketJson[] =>
  sentRows(court.chain.store)
    .list({ under: [CLIENT], limit: 100 })
    .map(({ value }) => value.packet)
const hasArrived = ({ made: { bank } }: World, { sequence }: PacketJson): boolean =>
  bank.chain.store.get(receiptKey(CLIENT, sequence)) !== undefined
const isAnswered = ({ made: { bank } }: World, { sequence }: PacketJson): boolean =>
  ackRows(bank.chain.store).has(CLIENT, sequencePart(sequence))
const isOver = ({ made: { clock } }: World, { timeoutSeconds }: PacketJson): boolean =>
  Math.floor(clock.nowMs / 1_000) >= timeoutSeconds - 1

function pick<T>({ random }: World, list: readonly T[], then: (one: T) => void): void {
  if (list.length > 0) then(random.pick(list))
}

const id = (n: number): string => n.toString(16).padStart(32, '0')

/** What may happen; what the state does not allow is refused or does not happen. */
const STEPS_OF: Readonly<Record<string, (world: World) => void>> = {
  issue(all) {
    const { made, orderIds, packets } = all
    const count = instruments(made.court.chain.store).list({ limit: 100 }).length
    if (count >= INSTRUMENTS_MAX) return
    const deadlineMs = made.clock.nowMs + 60_000 + all.random.below(1_200_000)
    const issued = issue(made.court, { instrumentId: id(count), deadlineMs, orders: [orderPart(0), orderPart(1)] })
    orderIds.push(...issued.orderIds)
    packets.push(...issued.packets)
  },
  relay(all) {
    const fit = open(all).filter((packet) => !hasArrived(all, packet) && !isOver(all, packet))
    pick(all, fit, (packet) => all.made.path.receive(all.made.court.end, packet))
  },
  acknowledge(all) {
    const fit = open(all).filter((packet) => isAnswered(all, packet))
    pick(all, fit, (packet) => all.made.path.acknowledge(all.made.court.end, packet))
  },
  duplicate(all) {
    pick(all, all.packets, ({ payload }) => sendContent(all.made.court, decodeCanonical(base64Decode(payload.value))))
  },
  timeout(all) {
    const fit = open(all).filter((packet) => !hasArrived(all, packet))
    pick(all, fit, (packet) => {
      all.made.clock.nowMs = Math.max(all.made.clock.nowMs, packet.timeoutSeconds * 1_000)
      all.made.path.timeout(all.made.court.end, packet)
    })
  },
  revoke({ made, random }) {
    const instrumentId = id(random.below(INSTRUMENTS_MAX))
    made.court.chain.deliver(
      [{ type: 'order/Revoke', value: { instrumentId, reason: 'SET_ASIDE' } }],
      [random.pick([judge, enforcer])],
    )
  },
  accept: (all) => {
    pick(all, all.orderIds, (orderId) => {
      const { chain } = all.made.bank
      const value = { client: CLIENT, orderId }
      chain.deliver([{ type: 'order/RecordRetrieval', value: { ...value, outcome: 'RETRIEVED' } }], [gateway])
      chain.deliver([{ type: 'order/Accept', value }], [operator])
    })
  },
  register: (all) => atBank(all, 'desk/Register', (orderId) => ({ client: CLIENT, orderId, assetKey: MEASURE })),
  answer: (all) => {
    const kind = all.random.pick(['REJECTED', 'FAILED'])
    atBank(all, 'order/Answer', (orderId) => answerValue(orderId, { kind, code: 'NAME_ID_MISMATCH' }))
  },
  resend(all) {
    const { court } = all.made
    pick(all, all.orderIds, (orderId) => {
      const { events } = court.chain.deliver([{ type: 'order/Resend', value: resendValue(court, orderId) }], [enforcer])
      all.packets.push(...sentPackets(events))
    })
  },
  pause(all) {
    all.made.clock.nowMs += all.random.below(PAUSE_MS_MAX)
    all.made.court.chain.block([])
  },
}

/** What an order lives by comes more often than what disturbs it. */
const OFTEN = ['relay', 'relay', 'relay', 'accept', 'accept', 'accept', 'register', 'register', 'acknowledge']

function atBank(all: World, type: string, valueOf: (orderId: string) => Readonly<Record<string, Json>>): void {
  pick(all, all.orderIds, (orderId) => {
    all.made.bank.chain.deliver([{ type, value: valueOf(orderId) }], [operator])
  })
}

/** Brings over what is left, so that both sides know all. */
function finish(all: World): void {
  for (let round = 0; round < 3; round++) {
    for (const packet of open(all)) {
      if (!hasArrived(all, packet) && !isOver(all, packet)) all.made.path.receive(all.made.court.end, packet)
      if (isAnswered(all, packet)) all.made.path.acknowledge(all.made.court.end, packet)
    }
  }
}

function textOf({ data }: Event, name: string): string {
  const value = data[name]
  return typeof value === 'string' ? value : ''
}

/** How often each order had each event. */
function counts({ seen }: World, zone: Seen['zone'], types: readonly string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const { event, ...at } of seen) {
    if (at.zone !== zone || !types.includes(event.type)) continue
    const orderId = textOf(event, 'orderId')
    times.set(orderId, (times.get(orderId) ?? 0) + 1)
  }
  return times
}

/** Orders that were taken on or fulfilled after the revocation of their instrument had arrived. */
function actedAfterRevocation({ made, seen }: World): string[] {
  const revoked = new Set<string>()
  const wrong: string[] = []
  for (const { zone, event } of seen) {
    if (zone !== 'bank') continue
    if (event.type === 'RevocationReceived') revoked.add(textOf(event, 'instrumentId'))
    const isEffect = event.type === 'OrderAccepted' || event.data['kind'] === 'FULFILLED'
    if (!isEffect) continue
    const orderId = textOf(event, 'orderId')
    const order = received(made.bank.chain.store).get(CLIENT, orderId)
    if (order !== undefined && revoked.has(order.instrument.instrumentId)) wrong.push(orderId)
  }
  return wrong
}

/** Orders of which the court knows an end that the institution has not recorded, or another. */
function disagreeing({ made, orderIds }: World): string[] {
  return orderIds.filter((orderId) => {
    const [here, there] = [orders(made.court.chain.store), received(made.bank.chain.store)]
    const result = here.get(orderId)?.result ?? null
    return result !== null && JSON.stringify(result) !== JSON.stringify(there.get(CLIENT, orderId)?.result)
  })
}

describe('any order of issuing, relaying, doubling, revoking, answering, timing out and sending again', () => {
  test.each([1, 2, 3, 4])(
    'ends each order at most once, and none after its revocation has arrived (seed %i)',
    (seed) => {
      const all = world(seed)
      const kinds = [...Object.keys(STEPS_OF), ...OFTEN]
      STEPS_OF['issue']?.(all)
      const broken: string[] = []
      for (let step = 0; step < STEPS; step++) {
        const kind = all.random.pick(kinds)
        STEPS_OF[kind]?.(all)
        broken.push(...violations(all.made).map((violation) => `${String(step)} ${kind}: ${violation}`))
      }
      finish(all)

      const ends = [counts(all, 'bank', ['OrderAnswered', 'OrderRejected']), counts(all, 'court', ['OrderEnded'])]
      const once = [...ends, counts(all, 'bank', ['OrderReceived']), counts(all, 'bank', ['OrderAccepted'])]
      expect(broken).toEqual([])
      expect(once.flatMap((times) => [...times].filter(([, many]) => many > 1))).toEqual([])
      expect(actedAfterRevocation(all)).toEqual([])
      expect(disagreeing(all)).toEqual([])
      expect(violations(all.made)).toEqual([])
      // What was to be shown has happened at all.
      expect(once.map((times) => times.size)).not.toContain(0)
    },
  )
})
