import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64Encode, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { encodeLightBlock } from '@xiezhi/comet'
import type { Role } from '@xiezhi/contracts'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { EmbeddedHost, RpcServer } from '@xiezhi/host/embedded'
import { keyTextOf } from '@xiezhi/kernel'
import { zoneGenesis, zoneModules } from '@xiezhi/chain'
import { scenarioClockText, signOrder, ZoneClient } from '@xiezhi/sdk'
import type { OfficerKey } from '@xiezhi/sdk'
import { Link } from '../../apps/relayer/src/link.ts'
import { nodeTransport } from '../../apps/relayer/src/transport.ts'
import { CLIENT, WalkedClock } from './alliance.ts'
import { untilFound } from './until.ts'

export type Side = 'court' | 'institution'
export const SIDES = ['court', 'institution'] as const
export const CHAINS: Readonly<Record<Side, string>> = { court: 'xz-court-1', institution: 'xz-institution-1' }
export const COURT = 'court-0703'
export const BANK = 'bank'
export const LAND = 'land'
const OTHER_INSTITUTIONS = [
  { organisation: 'payment', role: 'BANK_OPERATOR' },
  { organisation: 'vehicles', role: 'REGISTRY_OPERATOR' },
] as const
/** Subscribers of credit lists. */
export const PLATFORM = 'credit-platform'
export const PUBLICITY = 'enterprise-publicity'
export const RAILWAY = 'railway'
export const PROCUREMENT = 'procurement'
export const INSPECTION = 'inspection'
const SUBSCRIBERS = [PLATFORM, PUBLICITY, RAILWAY, PROCUREMENT, INSPECTION]

export interface Person {
  readonly organisation: string
  readonly officer: string
  readonly roles: readonly Role[]
}
type Staff = Readonly<Record<Side, readonly Person[]>>

/** A court beside the first one: its people are called after it, `judge-<name>` and so on. */
export interface FurtherCourt {
  /** Short; its organisation is `court-<name>`. */
  readonly name: string
  readonly zh: string
  readonly en: string
  /** Code of its cases, such as `粤0106`. */
  readonly code: string
}

export function organisationOf({ name }: Pick<FurtherCourt, 'name'>): string {
  return `court-${name}`
}

function staffOfCourt(court: FurtherCourt): Person[] {
  const { name } = court
  const organisation = organisationOf(court)
  const roles = {
    filing: 'COURT_FILING',
    judge: 'COURT_JUDGE',
    enforcer: 'COURT_ENFORCER',
    personnel: 'COURT_PERSONNEL',
    gateway: 'GATEWAY_SERVICE',
  } as const
  return Object.entries(roles).map(([title, role]) => ({ organisation, officer: `${title}-${name}`, roles: [role] }))
}

const ROOT: readonly Person[] = ['root-1', 'root-2'].map((officer) => ({
  organisation: 'alliance',
  officer,
  roles: ['ROOT_OFFICER', 'GOVERNANCE_OFFICER'],
}))

/** Invented; each signs with a key drawn from its name. */
const STAFF: Staff = {
  court: [
    ...ROOT,
    { organisation: COURT, officer: 'filing-1', roles: ['COURT_FILING'] },
    { organisation: COURT, officer: 'judge-1', roles: ['COURT_JUDGE'] },
    { organisation: COURT, officer: 'enforcer-1', roles: ['COURT_ENFORCER'] },
    { organisation: COURT, officer: 'president-1', roles: ['COURT_PRESIDENT'] },
    { organisation: COURT, officer: 'governor-1', roles: ['GOVERNANCE_OFFICER'] },
    { organisation: COURT, officer: 'gateway', roles: ['GATEWAY_SERVICE'] },
    { organisation: COURT, officer: 'lookups', roles: ['LOOKUP_SERVICE'] },
    { organisation: COURT, officer: 'trust-1', roles: ['TRUST_OFFICER'] },
    { organisation: COURT, officer: 'trust-2', roles: ['TRUST_OFFICER'] },
    { organisation: COURT, officer: 'relayer', roles: ['RELAYER'] },
    { organisation: COURT, officer: 'personnel-1', roles: ['COURT_PERSONNEL'] },
  ],
  institution: [
    ...ROOT,
    { organisation: BANK, officer: 'bank-operator', roles: ['BANK_OPERATOR'] },
    { organisation: BANK, officer: 'bank-gateway', roles: ['GATEWAY_SERVICE'] },
    { organisation: BANK, officer: 'trust-1', roles: ['TRUST_OFFICER'] },
    { organisation: BANK, officer: 'trust-2', roles: ['TRUST_OFFICER'] },
    { organisation: BANK, officer: 'relayer', roles: ['RELAYER'] },
    { organisation: LAND, officer: 'land-operator', roles: ['REGISTRY_OPERATOR'] },
    { organisation: LAND, officer: 'land-gateway', roles: ['GATEWAY_SERVICE'] },
    ...OTHER_INSTITUTIONS.flatMap(({ organisation, role }): Person[] => [
      { organisation, officer: `${organisation}-operator`, roles: [role] },
      { organisation, officer: `${organisation}-gateway`, roles: ['GATEWAY_SERVICE'] },
    ]),
    ...SUBSCRIBERS.flatMap((organisation): Person[] => [
      { organisation, officer: `${organisation}-operator`, roles: ['CREDIT_PLATFORM'] },
      { organisation, officer: `${organisation}-gateway`, roles: ['GATEWAY_SERVICE'] },
    ]),
  ],
}

export function secretOf(side: Side, officer: string): Uint8Array {
  return nodeCrypto.sha256(new TextEncoder().encode(`xiezhi enforcement sample ${side} ${officer}`))
}

function keyOf(staff: Staff, side: Side, officer: string): OfficerKey {
  const person = staff[side].find((one) => one.officer === officer)
  if (person === undefined) throw new RangeError(`${side} ${officer}`)
  return { organisation: person.organisation, officer, signer: nodeCrypto.signer('ed25519', secretOf(side, officer)) }
}

export interface EnforcementZone {
  readonly side: Side
  readonly folder: string
  readonly url: string
  readonly client: ZoneClient
  readonly host: EmbeddedHost
  /** What the first message did. */
  act(type: string, value: Json, ...officers: readonly string[]): Promise<Json>
  /** Many messages of one kind in one transaction, all of them or none. */
  actAll(type: string, values: readonly Json[], ...officers: readonly string[]): Promise<readonly Json[]>
}

export interface EnforcementAlliance {
  readonly folder: string
  readonly staff: Staff
  readonly courts: readonly FurtherCourt[]
  readonly court: EnforcementZone
  readonly institution: EnforcementZone
  openLink(): Promise<void>
  closeLink(): void
  /** The scenario's time on both ledgers, at most half of a trusting period ahead. */
  advanceTo(ms: number): Promise<void>
  close(): Promise<void>
}

/** Absent: one court, at the machine's time. */
export interface EnforcementOptions {
  readonly courts?: readonly FurtherCourt[]
  readonly clock?: WalkedClock
}

let nonce = 0

const PLAIN = { zh: '示例机构', en: 'sample organisation', code: '' }

interface Served {
  readonly zone: EnforcementZone
  close(): Promise<void>
}

interface ZonePlan {
  readonly folder: string
  readonly staff: Staff
  readonly courts: readonly FurtherCourt[]
  readonly clock: WalkedClock
  readonly genesisTimeMs: number
}

async function startZone(side: Side, { folder, staff, courts, clock, genesisTimeMs }: ZonePlan): Promise<Served> {
  const people = staff[side]
  const names = [...new Set(people.map(({ organisation }) => organisation))].filter((name) => name !== 'alliance')
  const rolesOf = (name: string): Role[] => [
    ...new Set(people.filter(({ organisation }) => organisation === name).flatMap(({ roles }) => roles)),
  ]
  const appState = zoneGenesis(side, {
    crypto: nodeCrypto,
    validFromMs: genesisTimeMs,
    lawFrom: '2020-01-01',
    root: {
      organisation: 'alliance',
      zh: '示例联盟',
      en: 'sample alliance',
      roles: rolesOf('alliance'),
      jurisdictions: [''],
    },
    organisations: names.map((organisation) => {
      const { zh, en, code } = courts.find((court) => organisationOf(court) === organisation) ?? PLAIN
      return { organisation, zh, en, roles: rolesOf(organisation), jurisdictions: [code] }
    }),
    officers: people.map(({ organisation, officer, roles }) => ({
      organisation,
      officer,
      personId: `person-${side}-${officer}`,
      roles,
      key: keyTextOf(keyOf(staff, side, officer).signer),
    })),
    askers: [COURT, ...courts.map(organisationOf)],
    client: CLIENT,
  })
  const host = new EmbeddedHost({
    folder: join(folder, side),
    crypto: nodeCrypto,
    validator: nodeCrypto.signer('ed25519', secretOf(side, 'validator')),
    genesis: { chainId: CHAINS[side], genesisTimeMs, appState },
    modules: zoneModules(side),
    clock,
  })
  host.start()
  const rpc = await RpcServer.listen({ host, crypto: nodeCrypto, port: 0 })
  const url = `ws://127.0.0.1:${rpc.port}/websocket`
  const client = await ZoneClient.connect(url, nodeTransport)
  const actAll: EnforcementZone['actAll'] = async (type, values, ...officers) => {
    const order = {
      chainId: CHAINS[side],
      messages: values.map((value) => ({ type, value })),
      officers: officers.map((officer) => keyOf(staff, side, officer)),
      nowMs: clock.wallMs(),
      nonce: `enforcement-${nonce++}`,
    }
    return (await client.submit(signOrder(order))).data
  }
  const act: EnforcementZone['act'] = async (type, value, ...officers) =>
    (await actAll(type, [value], ...officers))[0] ?? null
  const close = async (): Promise<void> => {
    client.close()
    await rpc.close()
    await host.stop()
  }
  return { zone: { side, folder: join(folder, side), url, client, host, act, actAll }, close }
}

/** A zone of courts and one of institutions with clients of each other, and a relayer between them, in this process. */
export async function startEnforcementAlliance(options: EnforcementOptions = {}): Promise<EnforcementAlliance> {
  const { courts = [], clock = new WalkedClock() } = options
  const staff = { ...STAFF, court: [...STAFF.court, ...courts.flatMap(staffOfCourt)] }
  const folder = mkdtempSync(join(tmpdir(), 'xz-enforcement-'))
  // The databases below belong to another user.
  chmodSync(folder, 0o711)
  const clockFile = join(folder, 'scenario-clock.json')
  if (options.clock !== undefined) writeFileSync(clockFile, scenarioClockText(clock.aheadMs))
  const plan = { folder, staff, courts, clock, genesisTimeMs: clock.wallMs() - 1_000 }
  const served = [await startZone('court', plan), await startZone('institution', plan)]
  const [court, institution] = served.map(({ zone }) => zone)
  if (court === undefined || institution === undefined) throw new RangeError('two zones')
  await createClient(court, institution)
  await createClient(institution, court)
  for (const zone of [court, institution]) {
    const value = { clientId: CLIENT, counterpartyClientId: CLIENT, merklePrefix: [''] }
    await zone.act('client/RegisterCounterparty', value, 'trust-1', 'trust-2')
    writeFileSync(join(folder, `${zone.side}.relayer.key`), hexEncode(secretOf(zone.side, 'relayer')))
  }
  let link: Link | undefined
  return {
    folder,
    staff,
    courts,
    court,
    institution,
    openLink: async () => {
      link = await openLink([court, institution], folder, options.clock === undefined ? undefined : clockFile)
    },
    closeLink: () => {
      link?.close()
      link = undefined
    },
    advanceTo: async (ms) => {
      if (options.clock === undefined) throw new RangeError('no clock')
      clock.aheadMs = ms - Date.now()
      writeFileSync(clockFile, scenarioClockText(clock.aheadMs))
      for (const { host, client } of [court, institution]) {
        await untilFound(
          () => {
            host.requestBlock()
            return client.status()
          },
          ({ timeText }) => Date.parse(timeText) >= ms,
        )
      }
      await link?.refresh()
    },
    close: async () => {
      link?.close()
      for (const one of served) await one.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function openLink(
  served: readonly EnforcementZone[],
  folder: string,
  scenarioClock: string | undefined,
): Promise<Link> {
  const zones = served.map(({ side, url }) => ({
    name: side,
    url,
    organisation: side === 'court' ? COURT : BANK,
    officer: 'relayer',
    keyFile: join(folder, `${side}.relayer.key`),
  }))
  const joined = { a: { zone: 'court', client: CLIENT }, b: { zone: 'institution', client: CLIENT } }
  const config = { zones, links: [joined], ...(scenarioClock === undefined ? {} : { scenarioClock }) }
  return Link.open(
    config,
    joined,
    () => undefined,
    () => undefined,
  )
}

async function createClient(on: EnforcementZone, of: EnforcementZone): Promise<void> {
  const block = await of.client.lightBlock((await of.client.status()).height)
  const value: Json = {
    chainId: CHAINS[of.side],
    trustLevel: { numerator: 1, denominator: 3 },
    trustingPeriodMs: 14 * 86_400_000,
    proofLayout: 'smt',
    checkpoint: base64Encode(encodeLightBlock(block)),
    anchors: [],
    reason: 'sample alliance',
  }
  await on.act('client/CreateClient', value, 'trust-1', 'trust-2')
}
