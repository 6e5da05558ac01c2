import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { kernelErrors } from '@xiezhi/kernel'
import type { SdkError } from '@xiezhi/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LinkConfig, RelayerConfig } from './config.ts'
import { Link } from './link.ts'
import { Relayer } from './relayer.ts'
import type { RelayerError } from './relayer-error.ts'
import { CLIENT, EchoZones } from './testing/echo-zones.ts'

type Entry = Readonly<Record<string, string | number>>

let zones: EchoZones
let entries: Entry[]
const stops: (() => void)[] = []

beforeEach(async () => {
  entries = []
  zones = await EchoZones.start()
})
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  await zones.close()
})

/** Runs a relayer; resolves when the link `ready` is open. */
function run(config: RelayerConfig, ready = 0): Promise<Relayer> {
  return new Promise((resolve, reject) => {
    const relayer = new Relayer(config, {
      log: (entry) => entries.push(entry),
      ready: (link) => {
        if (link === config.links[ready]) resolve(relayer)
      },
    })
    stops.push(() => {
      relayer.stop()
    })
    relayer.run().catch(reject)
  })
}

function steps(step: string): readonly Entry[] {
  return entries.filter((entry) => entry['step'] === step)
}

describe('a relayer between two zones', () => {
  test('brings packets of both zones and their answers', async () => {
    await run(zones.config())
    const [there, back] = await Promise.all([zones.a.send(['one', 'two', 'refuse']), zones.b.send(['three'])])

    expect(await zones.a.ended(there)).toEqual(['acknowledged', 'acknowledged', 'error'])
    expect(await zones.b.ended(back)).toEqual(['acknowledged'])
    expect(steps('refused')).toEqual([])
    expect(zones.a.host.app.violations()).toEqual([])
    expect(zones.b.host.app.violations()).toEqual([])
  })

  test('an answer that comes later is brought when it comes', async () => {
    await run(zones.config())
    const [packet] = await zones.a.send(['later'])
    if (packet === undefined) throw new RangeError('no packet')
    while ((await zones.b.client.query('packet/waiting', { clientId: CLIENT, sequence: 1 })) === null)
      await zones.b.nextBlock()
    expect(await zones.a.outcome(1)).toBeNull()
    await zones.b.act([{ type: 'echo/Answer', value: { clientId: CLIENT, sequence: 1, text: 'done' } }], 'clerk')

    expect(await zones.a.ended([packet])).toEqual(['acknowledged'])
  })

  test('two at once do no harm', async () => {
    await Promise.all([run(zones.config()), run(zones.config())])
    const texts = Array.from({ length: 150 }, (_, at) => `text ${at}`)
    const packets = await zones.a.send(texts)

    expect(await zones.a.ended(packets)).toEqual(texts.map(() => 'acknowledged'))
    expect(steps('refused')).toEqual([])
    expect(zones.b.host.app.violations()).toEqual([])
  })

  test('one that starts knows from the zones what is open: not sent, received, answered', async () => {
    const first = await run(zones.config())
    const ended = await zones.a.send(['ended', 'ended too'])
    await zones.a.ended(ended)
    const [waiting] = await zones.a.send(['later'])
    while ((await zones.b.client.query('packet/waiting', { clientId: CLIENT, sequence: 3 })) === null)
      await zones.b.nextBlock()
    first.stop()
    // While nobody relays: an answer and a packet.
    await zones.b.act([{ type: 'echo/Answer', value: { clientId: CLIENT, sequence: 3, text: 'done' } }], 'clerk')
    const missed = await zones.a.send(['missed'])
    entries = []

    const second = await run(zones.config())
    expect(second.links[0]?.directions.map(({ open }) => open)).toEqual([2, 0])
    const packets = waiting === undefined ? missed : [waiting, ...missed]
    expect(await zones.a.ended(packets)).toEqual(['acknowledged', 'acknowledged'])
    const carried = steps('deliver').reduce((sum, { messages }) => sum + Number(messages), 0)
    // The packet, its answer, and the answer that had waited: nothing that had ended.
    expect(carried).toBe(3)
  })

  test('a lost connection is found again', async () => {
    const opened: LinkConfig[] = []
    let again = (): void => undefined
    const isAgain = new Promise<void>((resolve) => (again = resolve))
    const relayer = new Relayer(zones.config(), {
      log: (entry) => entries.push(entry),
      ready: (link) => {
        if (opened.push(link) === 2) again()
        else for (const open of relayer.links) for (const { source } of open.directions) source.close()
      },
    })
    stops.push(() => {
      relayer.stop()
    })
    void relayer.run()
    await isAgain
    const packets = await zones.a.send(['after'])
    expect(await zones.a.ended(packets)).toEqual(['acknowledged'])
    expect(steps('connection lost')).toHaveLength(1)
  })
})

describe('what does not go well', () => {
  test('a refused message does not hold back the others', async () => {
    const relayer = await run(zones.config())
    // A fault of the application refuses the whole relay of its packet.
    const packets = await zones.a.send(['before', 'fault', 'after', 'last'])
    const others = packets.filter((_, at) => at !== 1)

    expect(await zones.a.ended(others)).toEqual(['acknowledged', 'acknowledged', 'acknowledged'])
    expect(await zones.a.outcome(2)).toBeNull()
    expect(steps('given up')).toMatchObject([{ type: 'packet/ReceivePacket', sequence: 2, by: 'justice', tries: 1 }])
    expect(steps('refused')).toEqual([])
    const { code } = kernelErrors.HandlerFault
    expect(relayer.status[0]?.directions[0]).toMatchObject({
      open: 1,
      backlog: 0,
      refused: [{ type: 'packet/ReceivePacket', sequence: 2, reason: `kernel/${code}`, tries: 1, nextMs: null }],
    })
    const received = await zones.b.client.query('packet/received', { clientId: CLIENT, sequences: [2] })
    expect(received).toEqual([{ sequence: 2, receipt: null, isAcknowledged: false }])
  })

  test('a packet that is not received before its timeout is ended by the proof that it was not', async () => {
    const packets = await zones.a.send(['too late'], 1)
    const { timeoutSeconds = 0 } = packets[0] ?? {}
    // Until the destination can no longer receive it.
    const headerSeconds = async (): Promise<number> => Date.parse((await zones.b.client.status()).timeText) / 1_000
    while ((await headerSeconds()) < timeoutSeconds) await zones.b.nextBlock()
    await run(zones.config())

    expect(await zones.a.ended(packets)).toEqual(['timed-out'])
    expect(steps('time-out')).toMatchObject([{ from: 'court', packets: 1 }])
    const received = await zones.b.client.query('packet/received', { clientId: CLIENT, sequences: [1] })
    expect(received).toMatchObject([{ receipt: null }])
  })

  test('a zone that takes connections and never answers delays its own link only', async () => {
    const sockets = new Set<Socket>()
    const stalled = createServer((socket) => void sockets.add(socket))
    await new Promise<void>((resolve) => stalled.listen(0, '127.0.0.1', resolve))
    stops.push(() => {
      for (const socket of sockets) socket.destroy()
      stalled.close()
    })
    const config = zones.config()
    const [own] = config.zones
    const { port } = stalled.address() as AddressInfo
    if (own === undefined) throw new RangeError('no zone')
    const silent = { ...own, name: 'silent', url: `ws://127.0.0.1:${port}/websocket` }
    const bad: LinkConfig = { a: { zone: 'court', client: CLIENT }, b: { zone: 'silent', client: CLIENT } }
    const relayer = await run({ ...config, zones: [...config.zones, silent], links: [bad, ...config.links] }, 1)
    const packets = await zones.a.send(['one'])

    expect(await zones.a.ended(packets)).toEqual(['acknowledged'])
    expect(sockets.size).toBeGreaterThan(0)
    expect(relayer.links).toHaveLength(1)
  })

  test('a relayer whose officer may not relay carries nothing and leaves no trace', async () => {
    const config = zones.config()
    const asClerk = config.zones.map((zone) => ({ ...zone, officer: 'clerk' }))
    await run({ ...config, zones: asClerk })
    const [packet] = await zones.a.send(['one'])
    while (steps('failed').length === 0) await zones.b.nextBlock()

    expect(String(steps('failed')[0]?.['error'])).toContain('"codespace":"echo","code":2')
    expect(await zones.a.outcome(packet?.sequence ?? 0)).toBeNull()
    const received = await zones.b.client.query('packet/received', { clientId: CLIENT, sequences: [1] })
    expect(received).toMatchObject([{ receipt: null }])
  })

  test('a client that the zone does not have is named', async () => {
    const config = zones.config()
    const link = { a: { zone: 'court', client: '07-tendermint-9' }, b: { zone: 'justice', client: CLIENT } }
    const opening = Link.open(
      config,
      link,
      () => undefined,
      () => undefined,
    )
    await expect(opening).rejects.toMatchObject({
      code: 'CLIENT_UNKNOWN',
      facts: { zone: 'court', client: '07-tendermint-9' },
    } satisfies Partial<RelayerError>)
  })

  test('a zone that is not there is named', async () => {
    const config = zones.config()
    const absent = config.zones.map((zone, at) => (at === 1 ? { ...zone, url: 'ws://127.0.0.1:1/websocket' } : zone))
    const [link] = config.links
    if (link === undefined) throw new RangeError('no link')
    const opening = Link.open(
      { ...config, zones: absent },
      link,
      () => undefined,
      () => undefined,
    )
    await expect(opening).rejects.toMatchObject({
      code: 'CONNECTION_FAILED',
      facts: { url: 'ws://127.0.0.1:1/websocket' },
    } satisfies Partial<SdkError>)
  })
})
