import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { messageScreen, requireClockOfficer, zoneGenesis, zoneModules } from '@xiezhi/chain'
import type { GenesisInput } from '@xiezhi/chain'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { systemClock } from '@xiezhi/host/embedded'
import type { Clock } from '@xiezhi/host/embedded'
import { EMBEDDED, startTestHost } from '@xiezhi/host/testing'
import type { HostKind } from '@xiezhi/host/testing'
import { establishLinks } from '../commands/up/link.ts'
import { prepareHome } from '../commands/up/prepare.ts'
import { loadAlliance } from '../config/alliance.ts'
import type { Zone } from '../config/alliance.ts'
import { Home, readJson } from '../config/home.ts'
import { freePortBase } from '@xiezhi/host/ports'
import { runProgram } from '../program.ts'
import { Workspace } from '../zone/workspace.ts'

/** Zones in this process, on free ports, in a data folder of their own; commands find them through the environment. */
export interface TestZones {
  readonly folder: string
  readonly home: Home
  start(kind: Zone['kind'], clock?: Clock): Promise<void>
  /** Gives the zones that were started light clients of each other; nobody relays. */
  link(): Promise<void>
  /** Runs a command line; what it prints with `--json`, and its exit code. */
  run(...args: readonly string[]): Promise<{ readonly exit: number; readonly document: Record<string, unknown> }>
  close(): Promise<void>
}

interface NodeZone {
  readonly kind: Zone['kind']
  readonly folder: string
  readonly genesis: Omit<GenesisInput, 'crypto'> & { readonly genesisTimeMs: number }
}

/** Without a host: the embedded one, whose clock may be given. */
export async function testZones(on: HostKind = EMBEDDED): Promise<TestZones> {
  const folder = mkdtempSync(join(tmpdir(), 'xiezhi-commands-'))
  const before = { home: process.env['XIEZHI_HOME'], base: process.env['XIEZHI_PORT_BASE'] }
  process.env['XIEZHI_HOME'] = folder
  process.env['XIEZHI_PORT_BASE'] = String(await freePortBase([10, 20]))
  const home = new Home()
  const alliance = loadAlliance()
  prepareHome(home, alliance)
  const started: Zone['kind'][] = []
  const closing: (() => Promise<void>)[] = []
  return {
    folder,
    home,
    start: async (kind, clock) => {
      started.push(kind)
      closing.push(await startZone(home, alliance.zones, { kind, on, clock }))
    },
    link: () =>
      Workspace.use(async (workspace) => {
        const sessions = []
        for (const kind of started) sessions.push(await workspace.session(kind))
        const names = sessions.map(({ zone }) => zone.name)
        const links = alliance.links.filter(({ a, b }) => names.includes(a) && names.includes(b))
        await establishLinks(home, { ...alliance, links }, sessions)
      }),
    run: runJson,
    close: async () => {
      for (const close of closing.reverse()) await close()
      restore('XIEZHI_HOME', before.home)
      restore('XIEZHI_PORT_BASE', before.base)
      rmSync(folder, { recursive: true })
    },
  }
}

async function startZone(
  home: Home,
  zones: readonly Zone[],
  {
    kind,
    on,
    clock = systemClock,
  }: { readonly kind: Zone['kind']; readonly on: HostKind; readonly clock?: Clock | undefined },
): Promise<() => Promise<void>> {
  const zone = zones.find((one) => one.kind === kind)
  const config = (readJson(home.nodeConfig) as { zones: readonly NodeZone[] }).zones.find((one) => one.kind === kind)
  if (zone === undefined || config === undefined) throw new RangeError(`no zone of kind ${kind}`)
  const { genesisTimeMs, ...input } = config.genesis
  mkdirSync(config.folder, { recursive: true })
  const modules = zoneModules(kind)
  const host = await startTestHost(on, {
    folder: join(config.folder, 'store'),
    secret: nodeCrypto.sha256(new Uint8Array([kind.length])),
    genesis: { chainId: zone.chainId, genesisTimeMs, appState: zoneGenesis(kind, { ...input, crypto: nodeCrypto }) },
    modules,
    screen: messageScreen(modules),
    port: zone.port,
    address: zone.address,
    embedded: { clock, mayConfirmClock: requireClockOfficer },
  })
  return () => host.stop()
}

async function runJson(...args: readonly string[]): Promise<{ exit: number; document: Record<string, unknown> }> {
  const lines: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = (chunk: string | Uint8Array): boolean => lines.push(String(chunk)) > 0
  try {
    const exit = await runProgram([...args, '--json'])
    return { exit, document: JSON.parse(lines.join('')) as Record<string, unknown> }
  } finally {
    process.stdout.write = write
    process.exitCode = 0
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name)
  else process.env[name] = value
}
