import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { civilDateOf } from '@xiezhi/contracts/ids'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { establishLink, writeTrustFiles } from '../commands/up/link.ts'
import { prepareHome } from '../commands/up/prepare.ts'
import { seedSample } from '../commands/up/seed.ts'
import type { Alliance, SampleSize, Zone } from '../config/alliance.ts'
import { Home, readJson } from '../config/home.ts'
import { Output } from '../output.ts'
import { generateSample } from '../sample/generate.ts'
import type { Sample } from '../sample/generate.ts'
import { loadAnchor } from '../zone/light-check.ts'
import { ZoneSession } from '../zone/zone-session.ts'
import { cpuOf, startReady } from './child.ts'
import type { ReadyChild } from './child.ts'

const ADDRESS = '127.0.0.1'
const SAMPLE_SIZE: SampleSize = { enabled: true, seed: 7, firms: 4, lawyers: 40, cases: 10 }

/** Two zones, each a process of the node program, and the relayer program between them, with a small sample. */
export interface BenchAlliance {
  readonly home: Home
  /** With the ports that the system chose. */
  readonly alliance: Alliance
  readonly sample: Sample
  readonly court: ZoneSession
  readonly justice: ZoneSession
  /** Anchors of the court's zone, as its authority hands them out. */
  readonly anchor: ReturnType<typeof loadAnchor>
  /** Processor time of all its processes and of this one, milliseconds. */
  cpuMs(): number
  close(): Promise<void>
}

export async function startAlliance(folder: string): Promise<BenchAlliance> {
  const home = new Home({ XIEZHI_HOME: folder })
  const zones: Zone[] = (['court', 'justice'] as const).map((kind) => ({
    name: kind,
    kind,
    chainId: `xz-bench-${kind}-1`,
    address: ADDRESS,
    port: 0,
    validators: [],
  }))
  const link = { a: 'court', b: 'justice', trustingPeriodDays: 14 }
  prepareHome(home, allianceOf(zones, link))
  const children: ReadyChild[] = []
  const sessions: ZoneSession[] = []
  const close = async (): Promise<void> => {
    for (const session of sessions) session.close()
    // Last started, first stopped: the relayer must not look for zones that are gone.
    for (const child of children.reverse()) await child.stop()
  }
  try {
    const open = await Promise.all(zones.map((zone) => startZone(home, zone, children)))
    const alliance = allianceOf(open, link)
    prepareHome(home, alliance)
    for (const zone of open) sessions.push(await ZoneSession.open(zone))
    const [court, justice] = sessions as [ZoneSession, ZoneSession]
    await establishLink(home, link, [court, justice])
    await writeTrustFiles(home, alliance, sessions)
    const sample = generateSample(SAMPLE_SIZE, civilDateOf(Date.now()))
    await seedSample({ home, sample, court, justice, out: new Output({ json: true }, () => undefined) })
    children.push(await startReady('relayer', home.relayerConfig))
    const anchor = loadAnchor(home.trust('court'), court.zone.chainId)
    const cpuMs = (): number => {
      const { user, system } = process.cpuUsage()
      return children.reduce((sum, { pid }) => sum + cpuOf(pid), (user + system) / 1_000)
    }
    return { home, alliance, sample, court, justice, anchor, cpuMs, close }
  } catch (error) {
    await close()
    throw error
  }
}

function allianceOf(zones: readonly Zone[], link: Alliance['links'][number]): Alliance {
  return { mode: 'demonstration', name: 'bench', file: '', fromFile: false, zones, links: [link], sample: SAMPLE_SIZE }
}

/** A process for one zone, on a port that the system chooses. */
async function startZone(home: Home, zone: Zone, children: ReadyChild[]): Promise<Zone> {
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
