import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { engineCure, ENGINE_VERSION, findEngine } from '@xiezhi/host/comet'
import { HostError } from '@xiezhi/host/embedded'
import { CliError } from '../../cli-error.ts'
import { loadAlliance } from '../../config/alliance.ts'
import type { Alliance } from '../../config/alliance.ts'
import { Home } from '../../config/home.ts'
import { exitCode } from '../../exit-codes.ts'
import { Output } from '../../output.ts'
import { errorText } from '../../i18n/index.ts'
import { processesOf, runningPid } from '../../process/child-process.ts'
import { isProgramBuilt, PROGRAMS } from '../../process/program-file.ts'
import { SAMPLE_STAFF } from '../../sample/officers.ts'
import { loadOfficer } from '../../zone/officers.ts'
import { institutionsObstacle, simulatedInstitutions } from '../up/institutions.ts'
import { gatewayObstacle } from '../up/obstacles.ts'
import { clockCure } from '../../zone/clock-cure.ts'
import { ZoneSession } from '../../zone/zone-session.ts'

const NODE_MAJOR_MIN = 20
const FREE_BYTES_MIN = 500 * 1024 * 1024
const OWNER_ONLY = 0o077

interface Finding {
  readonly what: string
  readonly ok: boolean
  /** The command that cures it. */
  readonly cure: string
}

/** Looks at everything that a start and a verification need. Exit 1 if something is missing. */
export async function doctor(options: { readonly json?: boolean }): Promise<number> {
  const out = new Output(options)
  const home = new Home()
  const findings = [...machine(home), ...configuration()]
  const alliance = tryAlliance()
  if (alliance !== undefined)
    findings.push(
      ...(await engine(home, alliance)),
      ...database(home, alliance),
      ...institutions(home, alliance),
      ...data(home, alliance),
      ...(await running(home, alliance)),
    )
  for (const { what, ok, cure } of findings) out.say(ok ? 'doctorOk' : 'doctorBad', { what, cure })
  const healthy = findings.every(({ ok }) => ok)
  out.document({ healthy, findings: findings.map((finding) => ({ ...finding })) })
  return exitCode(healthy ? 'OK' : 'CHECK_FAILED')
}

function machine(home: Home): Finding[] {
  const major = Number(process.versions.node.split('.')[0])
  const built = PROGRAMS.every(isProgramBuilt)
  const folder = existingParent(home.root)
  const { bavail, bsize } = statfsSync(folder)
  return [
    {
      what: `Node.js ≥ ${NODE_MAJOR_MIN} (${process.versions.node})`,
      ok: major >= NODE_MAJOR_MIN,
      cure: 'https://nodejs.org',
    },
    { what: '构建产物 / build', ok: built, cure: 'npm run build' },
    { what: `可写目录 / writable folder ${folder}`, ok: isWritable(folder), cure: 'XIEZHI_HOME=<folder> npm run up' },
    {
      what: `磁盘空间 / disk ≥ 500 MB (${folder})`,
      ok: bavail * bsize >= FREE_BYTES_MIN,
      cure: 'XIEZHI_HOME=<folder on another disk> npm run up',
    },
  ]
}

/** What the gateway's private PostgreSQL needs; as root it runs as another user, who has to reach its folder. */
function database(home: Home, alliance: Alliance): Finding[] {
  const obstacle = gatewayObstacle(home, alliance)
  const cures = {
    BINARIES: 'npm ci  |  apt-get install postgresql  |  XIEZHI_POSTGRES_URL=<url> npm run up',
    USER: 'useradd --system postgres  |  XIEZHI_POSTGRES_URL=<url> npm run up',
    FOLDER: 'XIEZHI_HOME=<folder that every user may enter> npm run up',
    PRODUCTION: home.gatewayConfig,
  } as const
  return [
    {
      what: `网关数据库 / database of the gateway${obstacle === undefined ? '' : ` (${obstacle})`}`,
      ok: obstacle === undefined,
      cure: obstacle === undefined ? '' : cures[obstacle],
    },
  ]
}

/** What the simulated institutions need beside a database: certificates are made with openssl. */
function institutions(home: Home, alliance: Alliance): Finding[] {
  if (simulatedInstitutions(alliance).length === 0) return []
  const obstacle = institutionsObstacle(home)
  const cures: Readonly<Record<string, string>> = {
    OPENSSL: 'apt-get install openssl',
    FOLDER: 'XIEZHI_HOME=<folder with a short path> npm run up',
  }
  return [
    {
      what: `模拟的协助执行单位 / simulated institutions${obstacle === undefined ? '' : ` (${obstacle})`}`,
      ok: obstacle === undefined,
      cure: obstacle === undefined ? '' : (cures[obstacle] ?? 'apt-get install postgresql'),
    },
  ]
}

/** Path and version of CometBFT, where a zone runs on it. */
async function engine(home: Home, { zones }: Alliance): Promise<Finding[]> {
  if (zones.every(({ validators }) => validators.length === 0)) return []
  const cure = engineCure(home.programs)
  try {
    const { path, version } = await findEngine(home.programs)
    return [{ what: `CometBFT ${version} (${path})`, ok: true, cure }]
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    const { path = '', seen = '' } = error.facts
    const found = [path, seen].filter((word) => word !== '').join(' ')
    return [{ what: `CometBFT ${ENGINE_VERSION}${found === '' ? '' : ` (${found})`}`, ok: false, cure }]
  }
}

function configuration(): Finding[] {
  try {
    return [{ what: `配置 / configuration ${loadAlliance().file}`, ok: true, cure: '' }]
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    const { text } = errorText(error.code, error.facts)
    return [{ what: `${text.zh} / ${text.en}`, ok: false, cure: 'npx xiezhi config validate' }]
  }
}

function tryAlliance(): Alliance | undefined {
  try {
    return loadAlliance()
  } catch (error) {
    if (error instanceof CliError) return undefined
    throw error
  }
}

function data(home: Home, { zones }: Alliance): Finding[] {
  const findings: Finding[] = [
    { what: `数据 / data ${home.root}`, ok: existsSync(home.seeded), cure: 'npm run up' },
    ...zones.map(({ name }) => ({
      what: `信任锚 / trust file ${home.trust(name)}`,
      ok: existsSync(home.trust(name)),
      cure: 'npm run up',
    })),
  ]
  if (!existsSync(home.seeded)) return findings
  for (const { name, kind } of zones)
    for (const { organisation, officer } of SAMPLE_STAFF[kind].officers) {
      const file = home.key(name, organisation, officer)
      const readable = canLoad(home, name, organisation, officer)
      const closed = readable && (statSync(file).mode & OWNER_ONLY) === 0
      if (!closed)
        findings.push({
          what: `密钥 / key ${file}`,
          ok: false,
          cure: readable ? `chmod 600 ${file}` : `cp <backup of the key> ${file}`,
        })
    }
  return findings
}

function canLoad(home: Home, zone: string, organisation: string, officer: string): boolean {
  try {
    loadOfficer(home, { zone, organisation, officer })
    return true
  } catch (error) {
    if (error instanceof CliError) return false
    throw error
  }
}

async function running(home: Home, { zones }: Alliance): Promise<Finding[]> {
  const processes = processesOf(home).map((name) => ({
    what: `进程 / process ${name}`,
    ok: runningPid(home, name) !== undefined,
    cure: 'npm run up',
  }))
  const ledgers = await Promise.all(
    zones.map(async (zone) => ({
      what: `账本 / ledger ${zone.name} (${zone.address}:${zone.port})`,
      ok: await answers(zone),
      cure: 'npm run up',
    })),
  )
  return [...processes, ...ledgers, ...(await Promise.all(zones.map(clockFindings))).flat()]
}

async function answers(zone: Alliance['zones'][number]): Promise<boolean> {
  try {
    const session = await ZoneSession.open(zone)
    const { chainId } = await session.guarded(() => session.client.status())
    session.close()
    return chainId === zone.chainId
  } catch (error) {
    if (error instanceof CliError) return false
    throw error
  }
}

/** An alarm for which the zone makes no block; nothing where it cannot be reached. */
async function clockFindings(zone: Alliance['zones'][number]): Promise<Finding[]> {
  try {
    const session = await ZoneSession.open(zone)
    const clock = await session.guarded(() => session.client.clock())
    session.close()
    const { name, kind } = zone
    const what = `时钟 / clock of ${name}${clock?.alarm === null || clock === null ? '' : ` (${clock.alarm.kind})`}`
    return [{ what, ok: clock?.alarm === null || clock === null, cure: clockCure({ zone: name, kind }) }]
  } catch (error) {
    if (error instanceof CliError) return []
    throw error
  }
}

function existingParent(path: string): string {
  let at = path
  while (!existsSync(at)) at = dirname(at)
  return at
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
