import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from '@xiezhi/host/ports'
import { keyTextOf } from '@xiezhi/kernel'
import { letPass, serverUser } from '@xiezhi/postgres'
import { clientOn } from '../config/alliance.ts'
import type { Zone } from '../config/alliance.ts'
import { writeFileWhole } from '../config/home.ts'
import type { Home } from '../config/home.ts'
import { loadOrCreateOfficer } from '../zone/officers.ts'
import { startZones } from './alliance.ts'
import type { BenchZones } from './alliance.ts'
import { startReady } from './child.ts'

const COURT = 'court'
/** The court's, and two of subscribers. */
const KINDS = ['court', 'institution', 'institution'] as const
/** Addresses that a gateway of subscribers says: its own, and that of the identity provider. */
const ADDRESSES = 2
const PORTS_PER_GATEWAY = 4
const PERSON_BYTES = 16
const GATEWAY = 'gateway'
const ROLES = ['CREDIT_PLATFORM', 'GATEWAY_SERVICE']

export interface BenchSubscriber {
  /** Light client of its zone on the court's ledger. */
  readonly client: string
  readonly organisation: string
}

/** The court's zone and two of subscribers, with the relayer and a gateway for each of the two, whose workers give the receipts. */
export interface CreditZones {
  readonly zones: BenchZones
  readonly subscribers: readonly BenchSubscriber[]
  close(): Promise<void>
}

export async function startCreditZones(folder: string, count: number): Promise<CreditZones> {
  const names = (at: number): string[] =>
    Array.from({ length: count }, (_, n) => n)
      .filter((n) => n % (KINDS.length - 1) === at)
      .map((n) => `department-${n + 1}`)
  const prepared = (home: Home): void => {
    addSubscribers(home, names)
  }
  letPass(folder, serverUser())
  const zones = await startZones(join(folder, 'z'), KINDS, { prepared })
  try {
    zones.keep(await startReady('relayer', zones.home.relayerConfig))
    const subscribers: BenchSubscriber[] = []
    for (const [at, { zone }] of zones.sessions.slice(1).entries()) {
      const organisations = names(at)
      const client = clientOn(zones.alliance, COURT, zone.name)
      subscribers.push(...organisations.map((organisation) => ({ client, organisation })))
      zones.keep(await startReady('gateway', await gatewayConfig({ zones, folder, zone, organisations }), ADDRESSES))
    }
    return { zones, subscribers, close: () => zones.close() }
  } catch (error) {
    await zones.close()
    throw error
  }
}

interface ConfiguredZone {
  readonly name: string
  readonly genesis: { readonly organisations: object[]; readonly officers: object[] }
}

/** Departments beside the organisations of the sample, each with the service key of its gateway. */
function addSubscribers(home: Home, names: (at: number) => readonly string[]): void {
  const config = JSON.parse(readFileSync(home.nodeConfig, 'utf8')) as { readonly zones: readonly ConfiguredZone[] }
  const own = config.zones.filter(({ name }) => name !== COURT)
  for (const [at, { name: zone, genesis }] of own.entries()) {
    for (const organisation of names(at)) {
      const texts = { zh: '测量用部门（虚构）', en: 'department for measuring (invented)' }
      genesis.organisations.push({ organisation, ...texts, roles: ROLES, jurisdictions: [''] })
      const { signer } = loadOrCreateOfficer(home, { zone, organisation, officer: GATEWAY })
      const personId = randomBytes(PERSON_BYTES).toString('hex')
      genesis.officers.push({
        organisation,
        officer: GATEWAY,
        personId,
        roles: ['GATEWAY_SERVICE'],
        key: keyTextOf(signer),
      })
    }
  }
  writeFileSync(home.nodeConfig, JSON.stringify(config))
}

interface GatewayParts {
  readonly zones: BenchZones
  readonly folder: string
  readonly zone: Zone
  readonly organisations: readonly string[]
}

/** Of a gateway for the subscribers of one zone; each has a folder for its tokens, and no platform. */
async function gatewayConfig({ zones, folder: above, zone, organisations }: GatewayParts): Promise<string> {
  const { home, alliance, sessions } = zones
  const [{ zone: court }] = sessions
  const [own = 0, identity = 0, postgres = 0, nobody = 0] = await freePorts(PORTS_PER_GATEWAY)
  const folder = join(above, `gateway-${zone.name}`)
  const url = process.env['XIEZHI_POSTGRES_URL']
  const personsFile = `${folder}.persons.json`
  const local = (port: number): string => `http://127.0.0.1:${port}`
  const refOf = ({ name, chainId, address, port }: Zone): object => ({
    name,
    chainId,
    url: `ws://${address}:${port}/websocket`,
  })
  writeFileWhole(personsFile, JSON.stringify({ demonstrationPassword: 'bench', persons: [NOBODY] }), 0o600)
  const listener = {
    authority: 'institution',
    zh: '测量用机构',
    en: 'institutions for measuring',
    port: own,
    publicUrl: local(own),
    zone: refOf(zone),
    peer: refOf(court),
    client: clientOn(alliance, zone.name, COURT),
    peerClient: clientOn(alliance, COURT, zone.name),
    trustFile: home.trust(zone.name),
    keyFolder: home.officers(zone.name),
    folder: join(folder, 'own'),
    annex: {
      authority: zone.name,
      peer: {
        authority: 'court-gateway',
        cardFile: join(folder, 'no-card.json'),
        carrier: { kind: 'https', url: local(nobody) },
      },
      services: organisations.map((organisation) => ({ organisation, officer: GATEWAY })),
      reportFile: null,
    },
    subscribers: organisations.map((organisation) => ({ organisation, tokenFolder: join(folder, 't', organisation) })),
  }
  const config = {
    mode: 'demonstration',
    address: '127.0.0.1',
    folder,
    postgres:
      url === undefined ? { kind: 'embedded', folder: join(folder, 'p'), port: postgres } : { kind: 'url', url },
    identity: { kind: 'embedded', port: identity, publicUrl: local(identity), personsFile },
    consoleFolder: null,
    verifyPageFile: null,
    listeners: [listener],
  }
  const file = `${folder}.json`
  writeFileWhole(file, JSON.stringify(config, null, 2), 0o600)
  return file
}

/** Nobody signs in here. */
const NOBODY = {
  id: 'nobody',
  name: '无人（虚构）',
  zh: '测量用',
  en: 'for measuring',
  authorities: ['institution'],
  organisation: null,
  officer: null,
  roles: ['AUDITOR'],
  licence: null,
  password: { salt: '00'.repeat(PERSON_BYTES), hash: '00'.repeat(2 * PERSON_BYTES) },
}
