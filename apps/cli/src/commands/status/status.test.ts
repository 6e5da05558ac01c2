import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testHosts } from '../../../../../tools/judges/test-hosts.ts'
import { loadAlliance } from '../../config/alliance.ts'
import { runProgram } from '../../program.ts'
import { testZones } from '../../testing/test-zones.ts'
import type { TestZones } from '../../testing/test-zones.ts'
import { gatewayPorts } from '../up/gateway.ts'
import type { Status } from './handler.ts'

const hosts = await testHosts('the status command')

describe.each(hosts)('the status command on $name', (on) => {
  let zones: TestZones
  const servers: Server[] = []

  beforeAll(async () => {
    zones = await testZones(on)
    await zones.start('court')
    await zones.start('justice')
    await zones.start('institution')
    await zones.link()
  })
  afterAll(async () => {
    for (const server of servers) server.close()
    await zones.close()
  })

  async function seen(): Promise<Status & { readonly exit: number }> {
    const { exit, document } = await zones.run('status')
    return { exit, ...(document as unknown as Status) }
  }

  test('zones are told with host, validators, proofs, and how long their clients still trust', async () => {
    const { exit, zones: all, links, gateways } = await seen()
    expect(exit).toBe(0)
    const [court] = all
    expect(court).toMatchObject({ zone: 'court', host: 'embedded', reachable: true, validators: 1, validatorsUp: 1 })
    expect(court?.proofHeight).toBeGreaterThan(0)
    expect(court?.proofHeight).toBeLessThanOrEqual(court?.height ?? 0)
    const [client] = court?.clients ?? []
    expect(client).toMatchObject({ chainId: 'xz-justice-1', status: 'Active', trustingPeriodMs: 14 * 86_400_000 })
    const leftMs = (client?.expiresAtMs ?? 0) - Date.now()
    expect(leftMs).toBeGreaterThan(13 * 86_400_000)
    expect(leftMs).toBeLessThan(15 * 86_400_000)
    expect(gateways.map(({ state }) => state)).toEqual(['absent', 'absent', 'absent'])
    // No relayer runs: what one said earlier is not shown.
    expect(links).toEqual([])
  })

  test('a gateway that cannot serve is told from one that is not there; links are those of a relayer that runs', async () => {
    const { court } = gatewayPorts(loadAlliance())
    const gateway = createServer((_, response) => {
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"status":"unavailable","checks":[]}')
    })
    servers.push(gateway)
    await new Promise<void>((resolve) => gateway.listen(court, '127.0.0.1', resolve))
    const link = { a: 'court', b: 'justice', isOpen: true, directions: [] }
    mkdirSync(dirname(zones.home.relayerStatus), { recursive: true })
    writeFileSync(zones.home.relayerStatus, JSON.stringify({ at: '', links: [link] }))
    const { gateways, links } = await seen()
    expect(gateways.map(({ state }) => state)).toEqual(['unavailable', 'absent', 'absent'])
    expect(links).toEqual([])
  })

  test('the live view looks again and again, one document a line, until it is told to end', async () => {
    const lines: string[] = []
    const write = process.stdout.write.bind(process.stdout)
    process.stdout.write = (chunk: string | Uint8Array): boolean => {
      lines.push(...String(chunk).split('\n').filter(Boolean))
      if (lines.length === 2) process.emit('SIGTERM')
      return true
    }
    try {
      expect(await runProgram(['status', '--watch', '--every', '1', '--json'])).toBe(0)
    } finally {
      process.stdout.write = write
      process.exitCode = 0
    }
    expect(lines).toHaveLength(2)
    const heights = lines.map((line) => (JSON.parse(line) as Status).zones[0]?.height ?? 0)
    expect(heights[0]).toBeGreaterThan(0)
    expect(heights[1]).toBeGreaterThanOrEqual(heights[0] ?? 0)
  }, 30_000)

  test('for people the view is redrawn as a whole, and says how to end it', async () => {
    const written: string[] = []
    const write = process.stdout.write.bind(process.stdout)
    process.stdout.write = (chunk: string | Uint8Array): boolean => {
      written.push(String(chunk))
      process.emit('SIGTERM')
      return true
    }
    try {
      expect(await runProgram(['status', '--watch'])).toBe(0)
    } finally {
      process.stdout.write = write
      process.exitCode = 0
    }
    expect(written).toHaveLength(1)
    expect(written[0]).toContain('Ctrl-C')
    expect(written[0]).toContain('validators up 1/1')
  })

  test.each(['0', 'x', '-1', '3601'])('looks every %s seconds are refused', async (every) => {
    const { exit, document } = await zones.run('status', '--every', every)
    expect([exit, (document as { error?: { code: string } }).error?.code]).toEqual([64, 'USAGE'])
  })
})
