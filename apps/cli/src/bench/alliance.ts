import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { civilDateOf } from '@xiezhi/contracts/ids'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { establishLinks, writeTrustFiles } from '../commands/up/link.ts'
import { prepareHome } from '../commands/up/prepare.ts'
import { seedSample } from '../commands/up/seed.ts'
import { validatorProcess } from '../commands/up/validators.ts'
import type { Alliance, SampleSize, Zone } from '../config/alliance.ts'
import { Home, readJson } from '../config/home.ts'
import { Output } from '../output.ts'
import { freePorts } from '@xiezhi/host/ports'
import { generateSample } from '../sample/generate.ts'
import type { Sample } from '../sample/generate.ts'
import { untilFirstBlock } from '../zone/first-block.ts'
import { loadAnchor } from '../zone/light-check.ts'
import { ZoneSession } from '../zone/zone-session.ts'
import { cpuOf, startReady } from './child.ts'
import type { ReadyChild } from './child.ts'

const ADDRESS = '127.0.0.1'
const SAMPLE_SIZE: SampleSize = { enabled: true, seed: 7, firms: 4, lawyers: 40, cases: 10 }

/** Both zones on CometBFT, with so many validators each. */
export interface OnEngine {
  readonly validators: number
  /** The CometBFT program. */
  readonly program: string
}

/** A zone and others that are linked with it, each a process of the node program (or one for each validator). */
export interface BenchZones {
  readonly home: Home
  /** With the ports that the system chose. */
  readonly alliance: Alliance
  readonly sessions: readonly [ZoneSession, ZoneSession, ...ZoneSession[]]
  /** Anchors of a zone, as its authority hands them out. */
  readonly anchorOf: (zone: Zone) => ReturnType<typeof loadAnchor>
  /** A process that ends with them, and whose processor time counts. */
  readonly keep: (child: ReadyChild) => void
  /** Processor time of all its processes and of this one, milliseconds; engines are not in it. */
  cpuMs(): number
  /** That of the engines of all validators. */
  engineCpuMs(): number
  close(): Promise<void>
}

/** Those, and the relayer program between them, with a small sample. */
export interface BenchAlliance extends Omit<BenchZones, 'sessions' | 'anchorOf' | 'keep'> {
  readonly sample: Sample
  readonly court: ZoneSession
  readonly justice: ZoneSession
  /** Anchors of the court's zone, as its authority hands them out. */
  readonly anchor: ReturnType<typeof loadAnchor>
}

export async function startAlliance(folder: string, onEngine?: OnEngine): Promise<BenchAlliance> {
  const zones = await startZones(folder, ['court', 'justice'], { onEngine })
  try {
    const { home, sessions, anchorOf, keep } = zones
    const [court, justice] = sessions
    const sample = generateSample(SAMPLE_SIZE, civilDateOf(Date.now()))
    await seedSample({ home, sample, court, justice, out: new Output({ json: true }, () => undefined) })
    keep(await startReady('relayer', home.relayerConfig))
    return { ...zones, sample, court, justice, anchor: anchorOf(court.zone) }
  } catch (error) {
    await zones.close()
    throw error
  }
}

/** The first is linked with each of the others. `prepared`: called when keys and configurations are there, and no zone has begun. */
export async function startZones(
  folder: string,
  kinds: readonly [Zone['kind'], ...Zone['kind'][]],
  { onEngine, prepared }: { readonly onEngine?: OnEngine | undefined; readonly prepared?: (home: Home) => void } = {},
): Promise<BenchZones> {
  const home = new Home({ XIEZHI_HOME: folder })
  const zones: Zone[] = []
  for (const kind of kinds) {
    const before = zones.filter((zone) => zone.kind === kind).length
    zones.push(await zoneOf(kind, before === 0 ? kind : `${kind}-${before + 1}`, onEngine?.validators ?? 0))
  }
  const links = zones.slice(1).map(({ name }) => ({ a: kinds[0], b: name, trustingPeriodDays: 14 }))
  prepareHome(home, allianceOf(zones, links), onEngine?.program)
  prepared?.(home)
  const children: ReadyChild[] = []
  const sessions: ZoneSession[] = []
  const close = async (): Promise<void> => {
    for (const session of sessions) session.close()
    // Last started, first stopped: the relayer must not look for zones that are gone.
    for (const child of children.reverse()) await child.stop()
  }
  try {
    const open = await Promise.all(zones.map((zone) => startZone(home, zone, children)))
    const alliance = allianceOf(open, links)
    prepareHome(home, alliance, onEngine?.program)
    for (const zone of open) sessions.push(await ZoneSession.open(zone))
    for (const session of sessions) await untilFirstBlock(session)
    await establishLinks(home, alliance, sessions)
    await writeTrustFiles(home, alliance, sessions)
    const cpuMs = (): number => {
      const { user, system } = process.cpuUsage()
      return children.reduce((sum, { pid }) => sum + cpuOf(pid), (user + system) / 1_000)
    }
    const engines = open.flatMap(({ name, validators }) =>
      validators.map((validator) => join(home.validatorZone(name, validator.name), 'engine', 'engine.pid')),
    )
    const engineCpuMs = (): number =>
      engines.filter(existsSync).reduce((sum, file) => sum + cpuOf(Number(readFileSync(file, 'utf8'))), 0)
    const anchorOf = (zone: Zone): ReturnType<typeof loadAnchor> => loadAnchor(home.trust(zone.name), zone.chainId)
    const keep = (child: ReadyChild): void => void children.push(child)
    return { home, alliance, sessions: sessions as never, anchorOf, keep, cpuMs, engineCpuMs, close }
  } catch (error) {
    await close()
    throw error
  }
}

function allianceOf(zones: readonly Zone[], links: Alliance['links']): Alliance {
  return { mode: 'demonstration', name: 'bench', file: '', fromFile: false, zones, links, sample: SAMPLE_SIZE }
}

/** Ports of validators must be known to each other before they start. */
async function zoneOf(kind: Zone['kind'], name: string, count: number): Promise<Zone> {
  const ports = await freePorts(2 * count)
  const validators = Array.from({ length: count }, (_, at) => ({
    name: `${name}-${at + 1}`,
    organisation: `${kind}-${at + 1}`,
    port: ports[2 * at] ?? 0,
    peerPort: ports[2 * at + 1] ?? 0,
  }))
  return { name, kind, chainId: `xz-bench-${name}-1`, address: ADDRESS, port: ports[0] ?? 0, validators }
}

/** A process for one zone, on a port that the system chooses, or for each of its validators. */
async function startZone(home: Home, zone: Zone, children: ReadyChild[]): Promise<Zone> {
  if (zone.validators.length > 0) {
    const started = zone.validators.map(async ({ name }) => {
      children.push(await startReady('node', home.validatorConfig(validatorProcess(zone.name, name))))
    })
    await Promise.all(started)
    return zone
  }
  const { zones } = readJson(home.nodeConfig) as { zones: readonly { name: string }[] }
  const config = join(home.root, `node.${zone.name}.json`)
  writeFileSync(config, JSON.stringify({ zones: zones.filter(({ name }) => name === zone.name) }))
  const child = await startReady('node', config)
  children.push(child)
  const { port } = JSON.parse(child.lines[0] ?? '{}') as { port: number }
  return { ...zone, port }
}

/** The backend that askers use. */
export const askerCrypto = nodeCrypto
