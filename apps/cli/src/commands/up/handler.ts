import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '@xiezhi/codec'
import { ApiError } from '@xiezhi/gateway-api'
import { stopLeftOver } from '@xiezhi/postgres'
import { ledgerToday } from '../../config/ledger-time.ts'
import { CliError } from '../../cli-error.ts'
import { clientOn, institutionZone, loadAlliance, zoneOfKind, zoneUrl } from '../../config/alliance.ts'
import type { Alliance, Zone } from '../../config/alliance.ts'
import { Home, readJson, writeFileWhole } from '../../config/home.ts'
import type { TextCode, TextFacts } from '../../i18n/index.ts'
import { Output } from '../../output.ts'
import { isAlive, processesOf, runningPid, sleep, startChild, stopAll, waitReady } from '../../process/child-process.ts'
import type { Child } from '../../process/child-process.ts'
import { generateSample } from '../../sample/generate.ts'
import type { Sample } from '../../sample/generate.ts'
import { untilFirstBlock } from '../../zone/first-block.ts'
import { ZoneSession } from '../../zone/zone-session.ts'
import { authoritiesOf, DEMONSTRATION_PASSWORD, gatewayPorts, prepareGateway } from './gateway.ts'
import {
  forgetInstitutions,
  institutionsObstacle,
  prepareInstitutions,
  simulatedInstitutions,
  simulatedPlatforms,
} from './institutions.ts'
import { establishLinks, writeTrustFiles } from './link.ts'
import { gatewayObstacle } from './obstacles.ts'
import { engineFor, validatorProcess } from './validators.ts'
import { prepareHome, requireFreePorts } from './prepare.ts'
import { seedAtGateway } from './seed-gateway.ts'
import { seedListsAtGateway } from './seed-lists-gateway.ts'
import { askForAgents, seedEnforcements, seedEntries, seedSample, seedSubscriptions } from './seed.ts'
import type { SeedInput } from './seed.ts'

export interface UpOptions {
  readonly json?: boolean
  readonly detach?: boolean
  /** Ledgers and relayer only. */
  readonly ledgers?: boolean
}

const WATCH_MS = 500
const RESTART_WINDOW_MS = 60_000
const RESTARTS_MAX = 5
/** One more than there are authorities: the identity provider. */
const PROVIDERS = 1

/** Starts the alliance; without `--detach` it stays until Ctrl-C or until a process ends. Returns the exit code. */
export async function up(file: string | undefined, options: UpOptions): Promise<number> {
  const out = new Output(options)
  const home = new Home()
  const alliance = loadAlliance(file)
  for (const name of processesOf(home)) {
    const pid = runningPid(home, name)
    if (pid !== undefined) throw new CliError('ALREADY_RUNNING', 'UNAVAILABLE', { home: home.root, pid })
  }
  for (const server of [home.postgres, home.institutionsDatabase]) await stopLeftOver(server)
  await requireFreePorts(alliance)
  rmSync(home.stopping, { force: true })
  setAsideUnfinished(home, alliance, out)
  prepareHome(home, alliance, await engineFor(home, alliance, out))
  const stop = stopRequest()
  try {
    const children = await Promise.race([start(home, alliance, out, options), stop.then(() => undefined)])
    if (children === undefined) return await stopped(home, out)
    if (options.detach === true) {
      out.say('upDetached')
      return 0
    }
    out.say('upStop')
    await Promise.race([stop, firstEnd(home, children, stop)])
    return await stopped(home, out)
  } catch (error) {
    await stopAll(home)
    throw error
  }
}

async function start(home: Home, alliance: Alliance, out: Output, options: UpOptions): Promise<readonly Child[]> {
  out.say('upStarting')
  const nodes = await startNodes(home, alliance)
  const sessions: ZoneSession[] = []
  try {
    for (const zone of alliance.zones) sessions.push(await ZoneSession.open(zone))
    for (const session of sessions) await untilFirstBlock(session)
    const isFirst = !existsSync(home.seeded)
    if (isFirst) out.say('upLinking')
    // A zone that the file has since the last start is linked as well.
    const isNew = await establishLinks(home, alliance, sessions)
    if (isFirst || isNew) await writeTrustFiles(home, alliance, sessions)
    const relayer = startChild(home, 'relayer', ['--config', home.relayerConfig])
    await waitReady(relayer, alliance.links.length, (line) => line.startsWith('READY'))
    const seeded = isFirst ? await seed(home, alliance, sessions, out) : undefined
    const institutions = await startInstitutions(home, alliance, out, options)
    const gateway = options.ledgers === true ? undefined : await startGateway(home, alliance, out)
    if (seeded !== undefined) {
      await seedEnforcement(alliance, seeded, gateway !== undefined)
      await seedCreditLists(alliance, seeded, gateway !== undefined)
    }
    announce(home, alliance, out, { gateway: gateway !== undefined, institutions: institutions !== undefined })
    return [...nodes, relayer, institutions, gateway].filter((child) => child !== undefined)
  } finally {
    for (const session of sessions) session.close()
  }
}

const isReady = (line: string): boolean => line.includes('"event":"READY"')

/** One process for all embedded zones, and one for each validator of the others. */
async function startNodes(home: Home, { zones }: Alliance): Promise<readonly Child[]> {
  const embedded = zones.filter(({ validators }) => validators.length === 0).length
  const validators = zones.flatMap(({ name, validators: all }) =>
    all.map((validator) => validatorProcess(name, validator.name)),
  )
  const nodes = [
    ...(embedded === 0 ? [] : [startChild(home, 'node', ['--config', home.nodeConfig])]),
    ...validators.map((process) => startChild(home, process, ['--config', home.validatorConfig(process)])),
  ]
  for (const node of nodes) await waitReady(node, node.name === 'node' ? embedded : 1, isReady)
  return nodes
}

/** The ledgers run without it; where it cannot run, it is said what to do. */
async function startGateway(home: Home, alliance: Alliance, out: Output): Promise<Child | undefined> {
  const obstacle = gatewayObstacle(home, alliance)
  if (obstacle !== undefined) {
    out.say('upNoGateway', { obstacle })
    return undefined
  }
  out.say('upGatewayStarting')
  const sample = existsSync(home.sample) ? (readJson(home.sample) as Sample) : undefined
  prepareGateway(home, alliance, sample)
  const gateway = startChild(home, 'gateway', ['--config', home.gatewayConfig])
  await waitReady(gateway, authoritiesOf(alliance).length + PROVIDERS, (line) => line.includes('"event":"READY"'))
  return gateway
}

/** Simulated banks and registries behind the control interface; where they cannot run, people answer by hand. */
async function startInstitutions(
  home: Home,
  alliance: Alliance,
  out: Output,
  { ledgers }: UpOptions,
): Promise<Child | undefined> {
  const isWanted = ledgers !== true && simulatedInstitutions(alliance).length > 0
  const obstacle = isWanted ? institutionsObstacle(home) : undefined
  if (!isWanted || obstacle !== undefined) {
    forgetInstitutions(home)
    if (obstacle !== undefined) out.say('upNoInstitutions', { obstacle })
    return undefined
  }
  out.say('upInstitutionsStarting')
  const count = prepareInstitutions(home, alliance)
  const institutions = startChild(home, 'institution', ['--config', home.institutionsConfig])
  await waitReady(institutions, count, (line) => line.startsWith('READY'))
  return institutions
}

async function seed(
  home: Home,
  alliance: Alliance,
  sessions: readonly ZoneSession[],
  out: Output,
): Promise<SeedInput | undefined> {
  let input: SeedInput | undefined
  const sessionOf = (kind: Zone['kind']): ZoneSession | undefined => sessions.find(({ zone }) => zone.kind === kind)
  const [court, justice] = [sessionOf('court'), sessionOf('justice')]
  if (alliance.sample.enabled && court !== undefined && justice !== undefined) {
    const today = ledgerToday()
    const sample = generateSample(alliance.sample, today)
    writeFileWhole(home.sample, `${JSON.stringify(sample, null, 1)}\n`, 0o600)
    const hasInstitutions = sessionOf('institution') !== undefined
    input = { home, sample, court, justice, hasInstitutions, out }
    await seedSample(input)
    await askForAgents(input, today)
  }
  writeFileWhole(home.seeded, `${JSON.stringify({ alliance: alliance.name, sample: alliance.sample })}\n`)
  return input
}

/** Through the court's gateway, which keeps who owes; where there is none, on the ledger alone. */
async function seedEnforcement(alliance: Alliance, input: SeedInput, hasGateway: boolean): Promise<void> {
  const enforcements = input.hasInstitutions === true ? (input.sample.enforcements ?? []) : []
  if (enforcements.length === 0) return
  input.out.say('upSeedingEnforcement', { cases: enforcements.length })
  if (!hasGateway) return seedEnforcements(input)
  try {
    await seedAtGateway(`http://127.0.0.1:${gatewayPorts(alliance).court}`, enforcements)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    input.out.say('upNotSeeded', { code: error.code })
  }
}

/** As enforcement: through the court's gateway, where there is one; what was decided long ago, on the ledger, and who it is then at the gateway. */
async function seedCreditLists(alliance: Alliance, input: SeedInput, hasGateway: boolean): Promise<void> {
  const zone = input.hasInstitutions === true ? institutionZone(alliance) : undefined
  const entries = input.sample.entries ?? []
  if (zone === undefined || entries.length === 0) return
  input.out.say('upSeedingLists', { entries: entries.length })
  await seedSubscriptions(input, clientOn(alliance, input.court.zone.name, zone.name))
  const isOfToday = ({ decidedOn }: { readonly decidedOn: string }): boolean => decidedOn === input.sample.today
  const before = entries.filter((entry) => !isOfToday(entry))
  await seedEntries(input, hasGateway ? before : entries)
  if (!hasGateway) return
  try {
    await seedListsAtGateway(`http://127.0.0.1:${gatewayPorts(alliance).court}`, entries.filter(isOfToday), before)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    input.out.say('upNotSeeded', { code: error.code })
  }
}

/**
 * A first start that ended half-way has left a part of the sample. Nothing of it was asked for by anybody: it is moved away,
 * not deleted, and the ledgers begin anew.
 */
function setAsideUnfinished(home: Home, { sample, zones }: Alliance, out: Output): void {
  const hasStores = zones.some(({ name }) => existsSync(home.zone(name)))
  if (!sample.enabled || existsSync(home.seeded) || !hasStores) return
  const folder = join(home.root, `unfinished-${Date.now()}`)
  mkdirSync(folder, { mode: 0o700 })
  for (const { name } of zones) if (existsSync(home.zone(name))) renameSync(home.zone(name), join(folder, name))
  out.say('upSetAside', { folder })
}

interface Running {
  readonly gateway: boolean
  readonly institutions: boolean
}

function announce(home: Home, alliance: Alliance, out: Output, runs: Running): void {
  const simulated = runs.institutions ? [...simulatedInstitutions(alliance), ...simulatedPlatforms(alliance)] : []
  const sample = existsSync(home.sample) ? (readJson(home.sample) as Sample) : undefined
  const zones = alliance.zones.map((zone) => ({
    zone: zone.name,
    chainId: zone.chainId,
    url: zoneUrl(zone),
    folder: home.zone(zone.name),
  }))
  out.sayAll([
    ['upReady', { name: alliance.name }],
    ...zones.map((zone) => ['upZone', zone] as const),
    ['upRelayer', { log: home.log('relayer') }],
    ...(runs.gateway ? gatewayLines(alliance) : []),
    ...simulated.map(
      ({ organisation, port }) => ['upInstitution', { organisation, url: `https://127.0.0.1:${port}` }] as const,
    ),
    ...alliance.zones.map(({ name }) => ['upTrust', { file: home.trust(name) }] as const),
    ['upHome', { home: home.root }],
    ...(sample === undefined ? [] : [['upPrivate', { file: home.sample }] as const]),
    ...(sample === undefined ? [] : featuredLines(sample)),
  ])
  if (sample !== undefined) {
    const { licenceNo, caseNumber } = sample.featured.active
    out.line('')
    out.say('upTry')
    out.line(`  npx xiezhi lawyer verify --licence ${licenceNo} --case ${caseNumber} --out bundle.json`)
    out.line('  npx xiezhi evidence verify bundle.json --trust court.trust.json')
    out.line(`  npx xiezhi bureau suspend --licence ${licenceNo} --months 3`)
    out.line('')
  }
  out.document({
    ready: true,
    home: home.root,
    zones,
    institutions: simulated.map((one) => ({ ...one })),
    gateway: runs.gateway ? gatewayPages(alliance) : null,
    trust: alliance.zones.map(({ name }) => home.trust(name)),
    featured: (sample?.featured ?? null) as unknown as Json,
  })
}

function featuredLines({ featured }: Sample): (readonly [TextCode, TextFacts])[] {
  const codes = {
    active: 'upSampleActive',
    suspended: 'upSampleSuspended',
    revoked: 'upSampleRevoked',
    formerJudge: 'upSampleFormerJudge',
  } as const
  return (Object.keys(codes) as (keyof typeof codes)[]).map((key) => [
    codes[key],
    { licence: featured[key].licenceNo, case: featured[key].caseNumber },
  ])
}

function gatewayPages(alliance: Alliance): Readonly<Record<string, string>> {
  const ports = gatewayPorts(alliance)
  return Object.fromEntries(
    authoritiesOf(alliance).map((authority) => [authority, `http://127.0.0.1:${ports[authority]}`]),
  )
}

function gatewayLines(alliance: Alliance): (readonly [TextCode, TextFacts])[] {
  const pages = gatewayPages(alliance)
  const isDemonstration = alliance.mode === 'demonstration'
  return [
    ...authoritiesOf(alliance).map(
      (authority) => ['upPages', { zone: zoneOfKind(alliance, authority).name, url: pages[authority] ?? '' }] as const,
    ),
    ...(isDemonstration ? [['upSignIn', { password: DEMONSTRATION_PASSWORD }] as const] : []),
  ]
}

function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        resolve()
      })
  })
}

/**
 * A gateway, the institutions or a validator that ended are started again: what was under way is on disk and goes on. Of the others none may end.
 * Returns when all are to stop, by a signal or by `down`: what ends from then on was ended. @throws CliError CHILD_ENDED
 */
async function firstEnd(home: Home, children: readonly Child[], stop: Promise<void>): Promise<void> {
  let watched = [...children]
  const restarts: number[] = []
  let isStopping = false
  void stop.then(() => {
    isStopping = true
  })
  // `down` of another terminal leaves its mark before it ends the first process.
  const isOver = (): boolean => isStopping || existsSync(home.stopping)
  while (!isOver()) {
    for (const child of watched.filter(({ pid }) => !isAlive(pid))) {
      if (isOver()) return
      const nowMs = Date.now()
      restarts.push(nowMs)
      const isTooOften = restarts.filter((atMs) => atMs > nowMs - RESTART_WINDOW_MS).length > RESTARTS_MAX
      const again = isTooOften ? undefined : await startedAgain(home, child)
      if (again === undefined) throw ended(child)
      watched = watched.map((one) => (one === child ? again : one))
    }
    await sleep(WATCH_MS)
  }
}

/** Undefined for a process that must not end. */
async function startedAgain(home: Home, { name }: Child): Promise<Child | undefined> {
  const server = { gateway: home.postgres, institution: home.institutionsDatabase }
  const config = { gateway: home.gatewayConfig, institution: home.institutionsConfig }
  if (name === 'gateway' || name === 'institution') {
    await stopLeftOver(server[name])
    return startChild(home, name, ['--config', config[name]])
  }
  return name.startsWith('validator-') ? startChild(home, name, ['--config', home.validatorConfig(name)]) : undefined
}

function ended({ name, log, exitCode }: Child): CliError {
  return new CliError('CHILD_ENDED', 'SOFTWARE', { process: name, exit: exitCode() ?? -1, reason: 'ended', log })
}

async function stopped(home: Home, out: Output): Promise<number> {
  out.say('upStopping')
  await stopAll(home)
  out.say('upStopped')
  return 0
}
