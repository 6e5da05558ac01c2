import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Encode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import type { Role } from '@xiezhi/contracts'
import type { Signer } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { ZoneTrust } from '@xiezhi/evidence'
import { CometHost, engineGenesis, loadOrCreateEngineKeys, serveComet } from '@xiezhi/host/comet'
import { EmbeddedHost, RpcServer } from '@xiezhi/host/embedded'
import { freePorts } from '@xiezhi/host/ports'
import type { Message, Module } from '@xiezhi/kernel'
import { keyTextOf } from '@xiezhi/kernel'
import { zoneGenesis, zoneModules } from '@xiezhi/chain'
import type { ZoneKind } from '@xiezhi/chain'
import { scenarioClockText, signOrder, ZoneClient } from '@xiezhi/sdk'
import type { Included, OfficerKey } from '@xiezhi/sdk'
import { untilFound } from './until.ts'
import { Link } from '../../apps/relayer/src/link.ts'
import type { Log } from '../../apps/relayer/src/log.ts'
import { nodeTransport } from '../../apps/relayer/src/transport.ts'

export const CLIENT = '07-tendermint-0'
/** Of the institutions' zone on the court's; there the court's is `CLIENT`. */
export const INSTITUTIONS_CLIENT = '07-tendermint-1'
/** The kinds of authority that every alliance has. */
export type AllianceKind = Exclude<ZoneKind, 'institution'>
export const CHAIN_IDS: Readonly<Record<ZoneKind, string>> = {
  court: 'xz-court-1',
  justice: 'xz-justice-1',
  institution: 'xz-institution-1',
}

const COMET_HEARTBEAT_MS = 1_000
const DAY_MS = 86_400_000
const TRUSTING_DAYS = 14
/** Of a walk; below half of the trusting period, so that no client is ever late. */
const STEP_DAYS = 5
const COMET_POWER = 10

interface Person {
  readonly organisation: string
  readonly officer: string
  readonly roles: readonly Role[]
}

/** Invented officers; each signs with a key drawn from its name. */
export const PEOPLE: Readonly<Record<ZoneKind, readonly Person[]>> = {
  court: [
    { organisation: 'alliance', officer: 'root-1', roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'] },
    { organisation: 'alliance', officer: 'root-2', roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'] },
    { organisation: 'alliance', officer: 'judge-above', roles: ['COURT_JUDGE'] },
    { organisation: 'alliance', officer: 'enforcer-above', roles: ['COURT_ENFORCER'] },
    { organisation: 'alliance', officer: 'personnel-above', roles: ['COURT_PERSONNEL'] },
    { organisation: 'court-0105', officer: 'trust-1', roles: ['TRUST_OFFICER'] },
    { organisation: 'court-0105', officer: 'trust-2', roles: ['TRUST_OFFICER'] },
    { organisation: 'court-0105', officer: 'relayer', roles: ['RELAYER'] },
    { organisation: 'court-0105', officer: 'clerk-1', roles: ['COURT_FILING', 'COURT_CLERK'] },
    { organisation: 'court-0105', officer: 'judge-1', roles: ['COURT_JUDGE'] },
    { organisation: 'court-0105', officer: 'judge-2', roles: ['COURT_JUDGE'] },
    { organisation: 'court-0105', officer: 'enforcer-1', roles: ['COURT_ENFORCER'] },
    { organisation: 'court-0105', officer: 'president-1', roles: ['COURT_PRESIDENT'] },
    { organisation: 'court-0105', officer: 'supervisor-1', roles: ['SUPERVISOR'] },
    { organisation: 'court-0105', officer: 'personnel-1', roles: ['COURT_PERSONNEL'] },
    { organisation: 'court-0105', officer: 'gateway', roles: ['GATEWAY_SERVICE'] },
    { organisation: 'court-0105', officer: 'lookups', roles: ['LOOKUP_SERVICE'] },
    { organisation: 'court-0106', officer: 'clerk-9', roles: ['COURT_CLERK'] },
    { organisation: 'court-0106', officer: 'gateway-9', roles: ['GATEWAY_SERVICE'] },
    { organisation: 'court-0106', officer: 'judge-9', roles: ['COURT_JUDGE'] },
    { organisation: 'court-0106', officer: 'enforcer-9', roles: ['COURT_ENFORCER', 'COURT_FILING'] },
    { organisation: 'court-0106', officer: 'personnel-9', roles: ['COURT_PERSONNEL'] },
  ],
  justice: [
    { organisation: 'alliance', officer: 'root-1', roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'] },
    { organisation: 'alliance', officer: 'root-2', roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'] },
    { organisation: 'justice-11', officer: 'trust-1', roles: ['TRUST_OFFICER'] },
    { organisation: 'justice-11', officer: 'trust-2', roles: ['TRUST_OFFICER'] },
    { organisation: 'justice-11', officer: 'relayer', roles: ['RELAYER'] },
    { organisation: 'justice-11', officer: 'department-1', roles: ['JUSTICE_DEPARTMENT'] },
    { organisation: 'justice-11', officer: 'department-2', roles: ['JUSTICE_DEPARTMENT'] },
    { organisation: 'justice-11', officer: 'bureau-1', roles: ['JUSTICE_BUREAU'] },
    { organisation: 'justice-11', officer: 'bureau-2', roles: ['JUSTICE_BUREAU'] },
    { organisation: 'justice-11', officer: 'association-1', roles: ['LAW_ASSOCIATION'] },
    { organisation: 'justice-11', officer: 'lawyer-2', roles: ['LAWYER'] },
    { organisation: 'justice-11', officer: 'gateway', roles: ['GATEWAY_SERVICE'] },
  ],
  institution: [
    { organisation: 'alliance', officer: 'root-1', roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'] },
    { organisation: 'alliance', officer: 'root-2', roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'] },
    { organisation: 'bank', officer: 'trust-1', roles: ['TRUST_OFFICER'] },
    { organisation: 'bank', officer: 'trust-2', roles: ['TRUST_OFFICER'] },
    { organisation: 'bank', officer: 'relayer', roles: ['RELAYER'] },
    { organisation: 'bank', officer: 'bank-operator', roles: ['BANK_OPERATOR'] },
    { organisation: 'bank', officer: 'bank-gateway', roles: ['GATEWAY_SERVICE'] },
    { organisation: 'payment', officer: 'payment-operator', roles: ['BANK_OPERATOR'] },
    { organisation: 'payment', officer: 'payment-gateway', roles: ['GATEWAY_SERVICE'] },
    { organisation: 'land', officer: 'land-operator', roles: ['REGISTRY_OPERATOR'] },
    { organisation: 'land', officer: 'land-gateway', roles: ['GATEWAY_SERVICE'] },
    { organisation: 'vehicles', officer: 'vehicles-operator', roles: ['REGISTRY_OPERATOR'] },
    { organisation: 'vehicles', officer: 'vehicles-gateway', roles: ['GATEWAY_SERVICE'] },
  ],
}

const ORGANISATIONS = {
  court: { organisation: 'court-0105', zh: '示例基层人民法院', en: 'sample basic court', jurisdictions: ['京0105'] },
  justice: {
    organisation: 'justice-11',
    zh: '示例司法行政机关',
    en: 'sample justice authority',
    jurisdictions: ['11'],
  },
  institution: { organisation: 'bank', zh: '示例银行', en: 'sample bank', jurisdictions: [''] },
} as const

/** Of the same ledger, and strangers to the cases of the tests. */
const OTHER_ORGANISATIONS = {
  court: [{ organisation: 'court-0106', zh: '另一基层人民法院', en: 'another basic court', jurisdictions: ['京0106'] }],
  justice: [],
  institution: [
    { organisation: 'payment', zh: '示例支付机构', en: 'sample payment institution', jurisdictions: [''] },
    { organisation: 'land', zh: '示例不动产登记中心', en: 'sample land registry', jurisdictions: [''] },
    { organisation: 'vehicles', zh: '示例车辆管理所', en: 'sample vehicle office', jurisdictions: [''] },
  ],
} as const

export function secretOf(zone: ZoneKind, officer: string): Uint8Array {
  return nodeCrypto.sha256(new TextEncoder().encode(`xiezhi sample key ${zone} ${officer}`))
}

export function officerKey(zone: ZoneKind, officer: string): OfficerKey {
  const person = PEOPLE[zone].find((entry) => entry.officer === officer)
  if (person === undefined) throw new Error(`no sample officer ${officer} in ${zone}`)
  return { organisation: person.organisation, officer, signer: nodeCrypto.signer('ed25519', secretOf(zone, officer)) }
}

/** What both hosts have. */
type ZoneNode = Pick<EmbeddedHost, 'app' | 'store' | 'stop'>

export interface Zone<K extends ZoneKind = AllianceKind> {
  readonly kind: K
  readonly host: ZoneNode
  readonly rpc: RpcServer
  readonly client: ZoneClient
  readonly url: string
  readonly validator: Signer
  /** What a reader who trusts this zone's first validators has. */
  readonly anchor: ZoneTrust
  act(message: Message, ...officers: readonly string[]): Promise<Included>
}

export interface Alliance {
  readonly court: Zone
  readonly justice: Zone
  /** Where the alliance has a zone of institutions. */
  readonly institution: Zone<'institution'> | undefined
  readonly folder: string
  link: Link | undefined
  openLink(): Promise<Link>
  /** Lets days pass on every ledger; those of an alliance with a clock of its own. */
  walk(days: number): Promise<void>
  close(): Promise<void>
}

let nonce = 0

interface AllianceOptions {
  /** Courts that the bureau answers. */
  readonly askers?: readonly string[]
  /** What a zone runs instead of its own modules. */
  readonly modulesOf?: (kind: ZoneKind) => readonly Module[]
  /** A third zone, of institutions, linked with the court's. */
  readonly institutions?: boolean
  /** The CometBFT program: the justice zone runs on one validator of it. */
  readonly cometbft?: string
  /** What the relayer tells. */
  readonly log?: Log
  /** How far the ledgers are ahead of the machine; `walk` moves it. */
  readonly clock?: WalkedClock
}

/** Of embedded ledgers: the machine's time, and what was walked. */
export class WalkedClock {
  aheadMs = 0
  wallMs(): number {
    return Date.now() + this.aheadMs
  }
  monotonicMs(): number {
    return performance.now() + this.aheadMs
  }
}

interface NodePlan {
  readonly folder: string
  readonly clock: WalkedClock
  readonly genesis: {
    readonly chainId: string
    readonly genesisTimeMs: number
    readonly appState: Readonly<Record<string, Json>>
  }
  readonly modules: readonly Module[]
}

interface Served {
  readonly host: ZoneNode
  readonly signers: readonly { readonly publicKey: string; readonly power: number }[]
  readonly rpc: RpcServer
}

async function startEmbedded({ folder, genesis, modules, clock }: NodePlan, validator: Signer): Promise<Served> {
  const host = new EmbeddedHost({ folder, crypto: nodeCrypto, validator, genesis, modules, clock })
  host.start()
  const signers = host.validators.validators.map(({ publicKey, votingPower }) => ({
    publicKey: hexEncode(publicKey),
    power: Number(votingPower),
  }))
  return { host, signers, rpc: await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 }) }
}

async function startComet({ folder, genesis, modules }: NodePlan, program: string): Promise<Served> {
  const engineHome = join(folder, 'engine')
  const { validator } = loadOrCreateEngineKeys(nodeCrypto, engineHome)
  const [port = 0] = await freePorts(1)
  const host = new CometHost({
    folder: join(folder, 'store'),
    engineHome,
    program,
    crypto: nodeCrypto,
    chainId: genesis.chainId,
    modules,
    genesis: engineGenesis(nodeCrypto, genesis, [
      { name: 'validator', publicKey: validator, power: BigInt(COMET_POWER) },
    ]),
    moniker: 'validator',
    peerAddress: { address: '127.0.0.1', port },
    peers: [],
    heartbeatMs: COMET_HEARTBEAT_MS,
  })
  await host.start()
  await untilFound(
    () => Promise.resolve(host.height),
    (height) => height > 1,
  )
  const signers = [{ publicKey: hexEncode(validator), power: COMET_POWER }]
  return { host, signers, rpc: await serveComet(host, { port: 0 }) }
}

async function startZone<K extends ZoneKind>(
  kind: K,
  folder: string,
  genesisTimeMs: number,
  { askers = ['court-0105'], modulesOf = zoneModules, cometbft, clock = new WalkedClock() }: AllianceOptions,
): Promise<Zone<K>> {
  const validator = nodeCrypto.signer('ed25519', secretOf(kind, 'validator'))
  const people = PEOPLE[kind]
  const own = ORGANISATIONS[kind]
  const rolesOf = (organisation: string): Role[] => [
    ...new Set(people.filter((person) => person.organisation === organisation).flatMap((person) => person.roles)),
  ]
  const others = OTHER_ORGANISATIONS[kind].map((other) => ({ ...other, roles: rolesOf(other.organisation) }))
  const root = {
    organisation: 'alliance',
    zh: '示例联盟',
    en: 'sample alliance',
    roles: rolesOf('alliance'),
    jurisdictions: [''],
  }
  const appState = zoneGenesis(kind, {
    crypto: nodeCrypto,
    validFromMs: genesisTimeMs,
    lawFrom: '2020-01-01',
    root,
    organisations: [{ ...own, roles: rolesOf(own.organisation) }, ...others],
    officers: people.map(({ organisation, officer, roles: held }) => ({
      organisation,
      officer,
      personId: `person-${kind}-${officer}`,
      roles: held,
      key: keyTextOf(officerKey(kind, officer).signer),
    })),
    askers,
    client: CLIENT,
  })
  const genesis = { chainId: CHAIN_IDS[kind], genesisTimeMs, appState }
  const plan = { folder: join(folder, kind), genesis, modules: modulesOf(kind), clock }
  const { host, rpc, signers } =
    cometbft !== undefined && kind === 'justice'
      ? await startComet(plan, cometbft)
      : await startEmbedded(plan, validator)
  const url = `ws://127.0.0.1:${rpc.port}/websocket`
  const client = await ZoneClient.connect(url, nodeTransport)
  const act = (message: Message, ...officers: readonly string[]): Promise<Included> =>
    client.submit(
      signOrder({
        chainId: CHAIN_IDS[kind],
        messages: [message],
        officers: officers.map((officer) => officerKey(kind, officer)),
        nowMs: clock.wallMs(),
        nonce: `e2e-${nonce++}`,
      }),
    )
  const validators = signers.map((signer) => ({ ...signer, organisation: kind }))
  const anchor = { chainId: CHAIN_IDS[kind], height: 1, validators }
  return { kind, host, rpc, client, url, validator, anchor, act }
}

/** Two zones with their RPC, clients of each other, and a relayer between them, all in this process. */
export async function startAlliance(options: AllianceOptions = {}): Promise<Alliance> {
  const folder = mkdtempSync(join(tmpdir(), 'xz-alliance-'))
  const genesisTimeMs = Date.now() - 1_000
  const court = await startZone('court', folder, genesisTimeMs, options)
  const justice = await startZone('justice', folder, genesisTimeMs, options)
  const institution =
    options.institutions === true ? await startZone('institution', folder, genesisTimeMs, options) : undefined
  const zones = [court, justice, ...(institution === undefined ? [] : [institution])]
  const { clock } = options
  const clockFile = join(folder, 'scenario-clock.json')
  await connect(court, CLIENT, justice, CLIENT)
  if (institution !== undefined) await connect(court, INSTITUTIONS_CLIENT, institution, CLIENT)
  for (const { kind } of zones) writeFileSync(join(folder, `${kind}.relayer.key`), hexEncode(secretOf(kind, 'relayer')))
  let orders: Link | undefined
  const alliance: Alliance = {
    court,
    justice,
    institution,
    folder,
    link: undefined,
    async openLink() {
      const link = { a: { zone: 'court', client: CLIENT }, b: { zone: 'justice', client: CLIENT } }
      const toInstitutions = {
        a: { zone: 'court', client: INSTITUTIONS_CLIENT },
        b: { zone: 'institution', client: CLIENT },
      }
      const config = {
        zones: zones.map(({ kind, url }) => ({
          name: kind,
          url,
          organisation: ORGANISATIONS[kind].organisation,
          officer: 'relayer',
          keyFile: join(folder, `${kind}.relayer.key`),
        })),
        links: [link, toInstitutions].slice(0, zones.length - 1),
        ...(clock === undefined ? {} : { scenarioClock: clockFile }),
      }
      const silent = process.env['XIEZHI_E2E_LOG'] === undefined
      const log = options.log ?? (silent ? () => undefined : (entry: unknown) => console.log(JSON.stringify(entry)))
      if (institution !== undefined) orders ??= await Link.open(config, toInstitutions, log, () => undefined)
      this.link = await Link.open(config, link, log, () => undefined)
      return this.link
    },
    async walk(days) {
      if (clock === undefined) throw new RangeError('no clock')
      await walk({ zones, links: [this.link, orders].flatMap((one) => one ?? []), clock, clockFile }, days)
    },
    async close() {
      this.link?.close()
      orders?.close()
      for (const zone of zones) {
        zone.client.close()
        await zone.rpc.close()
        await zone.host.stop()
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await alliance.openLink()
  return alliance
}

interface Walk {
  readonly zones: readonly Pick<Zone<ZoneKind>, 'host' | 'client'>[]
  readonly links: readonly Link[]
  readonly clock: WalkedClock
  /** Where the relayer reads it. */
  readonly clockFile: string
}

/** In steps in which no client is late: what is under way arrives first, then each ledger has a block of the new time. */
async function walk({ zones, links, clock, clockFile }: Walk, days: number): Promise<void> {
  for (let left = days; left > 0; left -= STEP_DAYS) {
    await untilFound(
      () => Promise.resolve(links.map(({ status, isIdle }) => ({ status, isIdle }))),
      (all) => all.every(({ isIdle }) => isIdle),
    )
    clock.aheadMs += Math.min(left, STEP_DAYS) * DAY_MS
    writeFileSync(clockFile, scenarioClockText(clock.aheadMs))
    const nowMs = clock.wallMs()
    for (const { host, client } of zones)
      await untilFound(
        () => {
          if (host instanceof EmbeddedHost) host.requestBlock()
          return client.status()
        },
        ({ timeText }) => Date.parse(timeText) >= nowMs,
      )
    for (const link of links) await link.refresh()
  }
}

/** Clients of each other, each registered as the other's counterpart. */
async function connect(a: Zone<ZoneKind>, onA: string, b: Zone<ZoneKind>, onB: string): Promise<void> {
  await createClient(a, b)
  await createClient(b, a)
  for (const [zone, clientId, counterpartyClientId] of [
    [a, onA, onB],
    [b, onB, onA],
  ] as const) {
    const value = { clientId, counterpartyClientId, merklePrefix: [''] }
    await zone.act({ type: 'client/RegisterCounterparty', value }, 'trust-1', 'trust-2')
  }
}

async function createClient(on: Zone<ZoneKind>, of: Zone<ZoneKind>): Promise<void> {
  const block = await of.client.lightBlock((await of.client.status()).height)
  const value: Json = {
    chainId: CHAIN_IDS[of.kind],
    trustLevel: { numerator: 1, denominator: 3 },
    trustingPeriodMs: TRUSTING_DAYS * DAY_MS,
    proofLayout: 'smt',
    checkpoint: base64Encode(encodeLightBlock(block)),
    anchors: [],
    reason: 'sample alliance',
  }
  await on.act({ type: 'client/CreateClient', value }, 'trust-1', 'trust-2')
}
