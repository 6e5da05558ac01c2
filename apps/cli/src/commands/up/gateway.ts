import { randomBytes, scryptSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AUTHORITIES, sessionRoles } from '@xiezhi/gateway-api'
import type { Authority } from '@xiezhi/gateway-api'
import { clientOn, institutionZone, zoneOfKind, zoneUrl } from '../../config/alliance.ts'
import type { Alliance, Zone } from '../../config/alliance.ts'
import { writeFileWhole } from '../../config/home.ts'
import type { Home } from '../../config/home.ts'
import type { Sample } from '../../sample/generate.ts'
import { SAMPLE_STAFF, sampleInstitutions, sampleSubscribers } from '../../sample/officers.ts'
import { adapterOf, platformOf } from './institutions.ts'

/** Distances from the port of the zone, and of the first zone. */
const GATEWAY_STEP = 100
const IDENTITY_STEP = 120
const POSTGRES_STEP = 130
const INSTITUTION_STEP = 150
const SALT_BYTES = 16
const HASH_BYTES = 32

/** Invented, and shown at the sign-in page; a production configuration takes no sample persons at all. */
export const DEMONSTRATION_PASSWORD = 'xiezhi-demo'

export interface GatewayPorts {
  readonly court: number
  readonly justice: number
  /** Also where the alliance has no institutions. */
  readonly institution: number
  readonly identity: number
  readonly postgres: number
}

export function gatewayPorts(alliance: Alliance): GatewayPorts {
  const [court, justice] = [zoneOfKind(alliance, 'court').port, zoneOfKind(alliance, 'justice').port]
  return {
    court: court + GATEWAY_STEP,
    justice: justice + GATEWAY_STEP,
    institution: court + INSTITUTION_STEP,
    identity: court + IDENTITY_STEP,
    postgres: court + POSTGRES_STEP,
  }
}

/** Those that have a gateway. */
export function authoritiesOf(alliance: Alliance): readonly Authority[] {
  return institutionZone(alliance) === undefined ? ['court', 'justice'] : AUTHORITIES
}

/** The same as a list. */
export function allGatewayPorts(alliance: Alliance): readonly number[] {
  const ports = gatewayPorts(alliance)
  return [...authoritiesOf(alliance).map((authority) => ports[authority]), ports.identity, ports.postgres]
}

/** Writes the configuration of a demonstration's gateway and its sample persons. */
export function prepareGateway(home: Home, alliance: Alliance, sample: Sample | undefined): void {
  if (alliance.mode === 'production') return
  const file = join(home.root, 'gateway', 'persons.json')
  writeFileWhole(file, `${JSON.stringify(samplePersons(authoritiesOf(alliance), sample), null, 1)}\n`, 0o600)
  writeFileWhole(home.gatewayConfig, `${JSON.stringify(gatewayConfig(home, alliance, file), null, 2)}\n`, 0o600)
}

function gatewayConfig(home: Home, alliance: Alliance, personsFile: string): object {
  const ports = gatewayPorts(alliance)
  const folder = join(home.root, 'gateway')
  const url = process.env['XIEZHI_POSTGRES_URL']
  return {
    mode: 'demonstration',
    address: zoneOfKind(alliance, 'court').address,
    folder,
    postgres:
      url === undefined ? { kind: 'embedded', folder: home.postgres, port: ports.postgres } : { kind: 'url', url },
    identity: { kind: 'embedded', port: ports.identity, publicUrl: localUrl(ports.identity), personsFile },
    consoleFolder: built('console/dist-web'),
    verifyPageFile: built('verify-page/dist-web/xiezhi-verify.html'),
    listeners: authoritiesOf(alliance).map((authority) => listener(home, alliance, authority)),
  }
}

/** The court asks the bureau; both others answer the court. */
const PEER = { court: 'justice', justice: 'court', institution: 'court' } as const

function listener(home: Home, alliance: Alliance, kind: Authority): object {
  const port = gatewayPorts(alliance)[kind]
  const other = PEER[kind]
  const [zone, peer] = [zoneOfKind(alliance, kind), zoneOfKind(alliance, other)]
  const { zh, en } = SAMPLE_STAFF[kind].root
  return {
    authority: kind,
    zh,
    en,
    port,
    publicUrl: localUrl(port),
    zone: zoneRef(zone),
    peer: zoneRef(peer),
    client: clientOn(alliance, zone.name, peer.name),
    peerClient: clientOn(alliance, peer.name, zone.name),
    trustFile: home.trust(zone.name),
    keyFolder: home.officers(zone.name),
    folder: join(home.root, 'gateway', kind),
    annex: {
      authority: annexIdOf(kind),
      suite: zone.suite ?? 'intl',
      peer: annexPeer(home, alliance, kind, other),
      services: servicesOf(kind),
      reportFile: kind === 'justice' ? home.creditReports : null,
    },
    ...(kind === 'court' ? { ...ordersOf(home, alliance), ...lookupsOf() } : {}),
    ...(kind === 'institution' ? institutionsOf(home, alliance) : {}),
  }
}

const zoneRef = (zone: Zone): object => ({ name: zone.name, chainId: zone.chainId, url: zoneUrl(zone) })

/** Short, so that nobody waits at a demonstration; half a minute hides more. */
const DISPATCH_SLOT_MS = 1_000

/** Subscribers of the sample that learn no more than whether an entry is active. */
const TOKEN_CARRIERS = ['railway', 'aviation'] as const

/** Where deducted money goes; invented. */
const ACCOUNT = {
  name: '样本执行款专户（虚构）',
  bank: '样本银行样本支行',
  bankNo: '000000000000',
  number: 'SAMPLE-COURT-1',
}

/** What the court needs to order; nothing where there are no institutions. */
function ordersOf(home: Home, alliance: Alliance): object {
  const zone = institutionZone(alliance)
  if (zone === undefined) return {}
  const court = zoneOfKind(alliance, 'court').name
  return {
    orders: {
      zone: zoneRef(zone),
      client: clientOn(alliance, court, zone.name),
      peerClient: clientOn(alliance, zone.name, court),
      peer: annexPeer(home, alliance, 'court', 'institution'),
      institutions: sampleInstitutions(),
      dispatchSlotMs: DISPATCH_SLOT_MS,
      account: ACCOUNT,
    },
  }
}

/** Each with its core system, where that is simulated. */
function institutionsOf(home: Home, alliance: Alliance): object {
  return {
    institutions: sampleInstitutions().map(({ organisation, kind, code }) => {
      const adapter = adapterOf(home, alliance, organisation)
      return { organisation, kind, code, ...(adapter === undefined ? {} : { adapter }) }
    }),
    subscribers: sampleSubscribers().map((organisation) => subscriberOf(home, alliance, organisation)),
  }
}

/** Platforms take records; whoever checks tickets has a set of tokens, and reads in a folder when it has aged. */
function subscriberOf(home: Home, alliance: Alliance, organisation: string): object {
  const platform = platformOf(home, alliance, organisation)
  if (platform !== undefined) return { organisation, platform }
  const isCarrier = (TOKEN_CARRIERS as readonly string[]).includes(organisation)
  return { organisation, ...(isCarrier ? { tokenFolder: join(home.root, 'tokens', organisation) } : {}) }
}

function annexPeer(home: Home, alliance: Alliance, kind: Authority, other: Authority): object {
  return {
    authority: annexIdOf(other),
    cardFile: join(home.root, 'gateway', other, 'annex-card.json'),
    carrier: carrierOf(home, alliance, kind, other),
  }
}

/** In a demonstration all authorities are on one machine: what one lays down is what the other takes up. */
function carrierOf(home: Home, alliance: Alliance, kind: Authority, other: Authority): object {
  const names = [zoneOfKind(alliance, kind).name, zoneOfKind(alliance, other).name]
  const link = alliance.links.find(({ a, b }) => names.includes(a) && names.includes(b))
  if (link?.annexes !== 'file-drop') return { kind: 'https', url: localUrl(gatewayPorts(alliance)[other]) }
  // The two ways of each pair lie apart from those of every other.
  const pair = kind === 'institution' || other === 'institution' ? 'orders-' : ''
  const folder = (from: Authority): string => join(home.root, 'gateway', 'drop', `${pair}from-${from}`)
  return { kind: 'file-drop', outgoing: folder(kind), incoming: folder(other) }
}

/** The officers that the gateway of an authority is on its ledger, one for each organisation. */
function servicesOf(kind: Zone['kind']): readonly { readonly organisation: string; readonly officer: string }[] {
  return SAMPLE_STAFF[kind].officers
    .filter(({ roles }) => roles.includes('GATEWAY_SERVICE'))
    .map(({ organisation, officer }) => ({ organisation, officer }))
}

/** The officer that records look-ups in the credit lists on the court's ledger. */
function lookupsOf(): object {
  const found = SAMPLE_STAFF.court.officers.find(({ roles }) => roles.includes('LOOKUP_SERVICE'))
  return found === undefined ? {} : { lookups: { organisation: found.organisation, officer: found.officer } }
}

/** One name for all institutions of the zone, whose annexes one gateway exchanges. */
function annexIdOf(kind: Authority): string {
  return kind === 'institution' ? 'institutions' : (servicesOf(kind)[0]?.organisation ?? '')
}

function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** Null where the pages were not built: the gateway serves its routes all the same. */
function built(path: string): string | null {
  const found = fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
  return existsSync(found) ? found : null
}

interface Person {
  readonly id: string
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly authorities: readonly Zone['kind'][]
  readonly organisation: string | null
  readonly officer: string | null
  readonly roles: readonly string[]
  readonly licence: string | null
  readonly party?: { readonly certificateType: string; readonly certificateNumber: string; readonly name: string }
}

function samplePersons(authorities: readonly Authority[], sample: Sample | undefined): object {
  const salt = randomBytes(SALT_BYTES)
  const hash = scryptSync(DEMONSTRATION_PASSWORD, salt, HASH_BYTES)
  const password = { salt: salt.toString('hex'), hash: hash.toString('hex') }
  const own = authorities.flatMap((authority) => officers(authority, sample))
  const persons = [...own, ...lawyers(sample), ...parties(sample), ...watchers(authorities)]
  return { demonstrationPassword: DEMONSTRATION_PASSWORD, persons: persons.map((person) => ({ ...person, password })) }
}

function officers(kind: Zone['kind'], sample: Sample | undefined): Person[] {
  return SAMPLE_STAFF[kind].officers.flatMap(({ organisation, officer, zh, roles, person = officer }) => {
    if (person === null) return []
    const own = sessionRoles(roles)
    const licence = own.includes('LAWYER') ? (sample?.featured.active.licenceNo ?? null) : null
    if (own.length === 0 || (own.includes('LAWYER') && licence === null)) return []
    const name = `${zh}（虚构）`
    return [
      { id: person, name, zh, en: own.join(' '), authorities: [kind], organisation, officer, roles: own, licence },
    ]
  })
}

/** A lawyer whose licence is suspended: sees and objects to nothing but the own record. */
function lawyers(sample: Sample | undefined): Person[] {
  if (sample === undefined) return []
  return [
    {
      id: 'lawyer-2',
      name: '律师乙（虚构）',
      zh: '停止执业中的律师',
      en: 'LAWYER, suspended',
      authorities: ['justice'],
      organisation: null,
      officer: null,
      roles: ['LAWYER'],
      licence: sample.featured.suspended.licenceNo,
    },
  ]
}

/** Invented, in a region that is not assigned: he acts for a creditor, and nothing is enforced against him. */
const REPRESENTATIVE = {
  certificateType: 'RESIDENT_ID',
  certificateNumber: '999999198804150031',
  name: '示例丙',
} as const

/** Persons concerned, as an identity provider has identified them. */
function parties(sample: Sample | undefined): Person[] {
  const debtor = sample?.enforcements?.[0]?.debtor
  const known =
    debtor === undefined
      ? []
      : [
          {
            zh: '被执行人',
            party: { certificateType: debtor.idType, certificateNumber: debtor.idNo, name: debtor.name },
          },
        ]
  return [...known, { zh: '申请执行人的代表', party: REPRESENTATIVE }].map(({ zh, party }) => ({
    id: party === REPRESENTATIVE ? 'party-2' : 'party-1',
    name: `${party.name}（虚构）`,
    zh,
    en: 'PARTY',
    authorities: ['court'],
    organisation: null,
    officer: null,
    roles: ['PARTY'],
    licence: null,
    party,
  }))
}

/** No ledger knows them: they read counts and states, and sign nothing. */
function watchers(authorities: readonly Authority[]): Person[] {
  const duties = [
    { id: 'auditor', zh: '审计人员', role: 'AUDITOR' },
    { id: 'operator', zh: '运维人员', role: 'OPERATOR' },
  ]
  return duties.map(({ id, zh, role }) => ({
    id,
    name: `${zh}（虚构）`,
    zh,
    en: role,
    authorities,
    organisation: null,
    officer: null,
    roles: [role],
    licence: null,
  }))
}
