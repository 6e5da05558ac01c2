import { afterEach, beforeEach, expect, test } from 'vitest'
import { metricsText } from '@xiezhi/metrics'
import { alarmsOf } from './alarms.ts'
import type { RelayerConfig } from './config.ts'
import { Link } from './link.ts'
import { Relayer } from './relayer.ts'
import { relayerChecks, relayerMetrics } from './relayer-metrics.ts'
import { CLIENT, EchoZones } from './testing/echo-zones.ts'

const BACKLOG = 96
const TEXTS = 80

let zones: EchoZones
const stops: (() => void)[] = []

beforeEach(async () => {
  zones = await EchoZones.start()
})
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  await zones.close()
})

function ignore(): void {
  // Nobody reads it here.
}

async function open(change: Partial<RelayerConfig>): Promise<Link> {
  const config = zones.config()
  const [link] = config.links
  if (link === undefined) throw new RangeError('no link')
  const opened = await Link.open({ ...config, ...change }, link, ignore, ignore)
  stops.push(() => {
    opened.close()
  })
  return opened
}

test('more than there is room for stays in the zone until there is, and nothing is lost', async () => {
  const texts = Array.from({ length: TEXTS }, (_, at) => `text ${at}`)
  const packets = [...(await zones.a.send(texts)), ...(await zones.a.send(texts)), ...(await zones.a.send(texts))]
  const link = await open({ backlogMax: BACKLOG })
  const [there, back] = link.directions
  expect(there.isIncomplete).toBe(true)
  expect(there.open).toBeLessThan(packets.length)

  let largest = 0
  const watch = setInterval(() => (largest = Math.max(largest, there.backlog, back.backlog)), 1)
  stops.push(() => {
    clearInterval(watch)
  })
  expect(await zones.a.ended(packets)).toEqual(packets.map(() => 'acknowledged'))
  expect(largest).toBeLessThanOrEqual(BACKLOG)
  await expect.poll(() => [there.isIncomplete, back.isIncomplete, there.open]).toEqual([false, false, 0])
  expect(zones.b.host.app.violations()).toEqual([])
})

async function heightOnA(): Promise<number> {
  const { latestHeight } = (await zones.a.client.query('client/client', { clientId: CLIENT })) as {
    latestHeight: number
  }
  return latestHeight
}

test('a client is refreshed as often as configured, and no more', async () => {
  const [often, rare] = [await open({}), await open({ refreshSeconds: 3_600 })]
  await rare.refresh()
  const first = await heightOnA()
  await zones.b.nextBlock()
  await rare.refresh()
  expect(await heightOnA()).toBe(first)
  await often.refresh()
  expect(await heightOnA()).toBeGreaterThan(first)
})

test('a relayer tells how old its clients are, and what stands', async () => {
  const relayer = new Relayer(zones.config(), { log: ignore, ready: ignore })
  stops.push(() => {
    relayer.stop()
  })
  expect(relayerChecks(relayer.status)).toEqual([{ name: 'link court justice', isReady: false }])
  expect(relayer.status[0]?.downSinceMs).toBeTypeOf('number')
  void relayer.run()
  await expect.poll(() => relayer.status[0]?.clients.length).toBe(2)
  expect(relayer.status).toMatchObject([
    {
      isOpen: true,
      downSinceMs: null,
      clients: [
        { on: 'court', state: 'active' },
        { on: 'justice', state: 'active' },
      ],
    },
  ])
  const text = metricsText(
    relayerMetrics(
      () => relayer.status,
      () => alarmsOf(relayer.status, Date.now()),
    ),
  )
  expect(text).toContain('xiezhi_link_open{a="court",b="justice"} 1')
  expect(text).toContain('xiezhi_backlog{from="court",to="justice"} 0')
  expect(text).toMatch(/xiezhi_client_trusting_period_seconds\{zone="justice",client="07-tendermint-0"\} 1209600\n/)
  expect(text).not.toContain('xiezhi_alarm{')

  await zones.b.rpc.close()
  await expect.poll(() => relayer.status[0]?.isOpen).toBe(false)
  const later = Date.now() + 120_000
  expect(alarmsOf(relayer.status, later)).toEqual([{ kind: 'LINK_DOWN', a: 'court', b: 'justice', zone: '' }])
})
