import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packetErrors } from '@xiezhi/interchain'
import { kernelErrors } from '@xiezhi/kernel'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LinkConfig } from './config.ts'
import { Link } from './link.ts'
import { REFUSED_FIRST_MS, REFUSED_MAX_MS, Refusals } from './refusals.ts'
import { keepStatusFile } from './status-file.ts'
import { CLIENT, EchoZones } from './testing/echo-zones.ts'

const refusal = (kind: { codespace: string; code: number }, sequence = 1) => ({
  type: 'packet/ReceivePacket',
  sequence,
  codespace: kind.codespace,
  code: kind.code,
})

describe('what a ledger refused', () => {
  test('waits twice as long from try to try, up to the cap, and is due after its wait', () => {
    const refusals = new Refusals()
    const waits = Array.from({ length: 12 }, () => {
      const { nextMs } = refusals.note(refusal(packetErrors.CounterpartyMissing), 0)
      return nextMs
    })
    expect(waits.slice(0, 3)).toEqual([REFUSED_FIRST_MS, 2 * REFUSED_FIRST_MS, 4 * REFUSED_FIRST_MS])
    expect(waits.at(-1)).toBe(REFUSED_MAX_MS)
    expect(refusals.entries).toMatchObject([{ sequence: 1, tries: 12, reason: 'packet/3' }])
    expect([0, REFUSED_MAX_MS - 1, REFUSED_MAX_MS].map((nowMs) => refusals.isDue(1, nowMs))).toEqual([
      false,
      false,
      true,
    ])
    expect(refusals.isDue(2, 0)).toBe(true)
    refusals.forget(1)
    expect([refusals.isDue(1, 0), refusals.entries]).toEqual([true, []])
  })

  test.each([
    kernelErrors.MessageMalformed,
    kernelErrors.HandlerFault,
    packetErrors.TimeoutElapsed,
    packetErrors.PacketMismatch,
  ])('is given up where no waiting heals it: $codespace/$code', (kind) => {
    const refusals = new Refusals()
    expect(refusals.note(refusal(kind), 0).nextMs).toBeNull()
    expect(refusals.isDue(1, Number.MAX_SAFE_INTEGER)).toBe(false)
    expect(refusals.entries).toMatchObject([{ reason: `${kind.codespace}/${kind.code}` }])
  })
})

describe('a link', () => {
  let zones: EchoZones
  let entries: Readonly<Record<string, string | number>>[]
  let link: Link | undefined
  beforeEach(async () => {
    entries = []
    zones = await EchoZones.start()
  })
  afterEach(async () => {
    link?.close()
    await zones.close()
  })

  const steps = (step: string): typeof entries => entries.filter((entry) => entry['step'] === step)
  const open = async (client: string): Promise<Link> => {
    const ends: LinkConfig = { a: { zone: 'court', client }, b: { zone: 'justice', client } }
    link = await Link.open(
      zones.config(),
      ends,
      (entry) => entries.push(entry),
      () => undefined,
    )
    return link
  }

  test('tries a refused packet again, and brings it once the ledger is ready for it', async () => {
    const client = await zones.linkHalf()
    const { directions } = await open(client)
    const packets = await zones.a.send(['early'], 600, client)
    while (steps('refused').length < 2) await zones.b.nextBlock()
    expect(steps('refused')).toMatchObject([
      { by: 'justice', type: 'packet/ReceivePacket', tries: 1 },
      { by: 'justice', type: 'packet/ReceivePacket', tries: 2 },
    ])
    expect(directions[0].status.refused).toMatchObject([{ sequence: 1, tries: 2 }])
    expect(directions[0].status.refused[0]?.nextMs).toBeGreaterThan(Date.now())
    await zones.b.registerCounterparty(client)

    expect(await zones.a.ended(packets)).toEqual(['acknowledged'])
    while (directions[0].open > 0) await zones.a.nextBlock()
    expect(directions[0].status.refused).toEqual([])
    expect(steps('given up')).toEqual([])
  })

  test('gives up the end of a packet that the source no longer knows as it was sent, after one try', async () => {
    const [packet] = await zones.a.send(['too late'], 1)
    if (packet === undefined) throw new RangeError('no packet')
    const forged = { ...packet, timeoutSeconds: packet.timeoutSeconds + 1 }
    await zones.a.act([{ type: 'echo/Forge', value: { packet: forged } }], 'clerk')
    const { directions } = await open(CLIENT)
    // What it was told of is the packet as it was sent.
    directions[0].sent(packet)
    while (steps('given up').length === 0) {
      await zones.b.nextBlock()
      await link?.timeOut()
    }
    for (let look = 0; look < 3; look++) await link?.timeOut()
    const about = { from: 'court', by: 'court', type: 'packet/TimeoutPacket', sequence: 1 }
    expect(steps('given up').filter(({ type }) => type === about.type)).toMatchObject([{ ...about, tries: 1 }])
    expect(directions[0].status.refused).toContainEqual(
      expect.objectContaining({ type: about.type, reason: `packet/${packetErrors.PacketMismatch.code}`, nextMs: null }),
    )
    expect(await zones.a.outcome(1)).toBeNull()
  })
})

test('the status file says what there is, and again when it has changed; a place that cannot be written is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xz-status-'))
  const file = join(folder, 'status.json')
  const links = [{ a: 'court', b: 'justice', isOpen: false, downSinceMs: 1, directions: [], clients: [] }]
  const stop = keepStatusFile(
    file,
    () => links,
    () => undefined,
  )
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ links })
  stop()
  const told: unknown[] = []
  keepStatusFile(
    join(folder, 'nowhere', 'status.json'),
    () => links,
    (entry) => told.push(entry),
  )()
  expect(told).toMatchObject([{ step: 'status not written' }])
  rmSync(folder, { recursive: true })
})
