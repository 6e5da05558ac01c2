import { createServer } from 'node:net'
import { existsSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { keyTextOf } from '@xiezhi/kernel'
import { CliError } from '../../cli-error.ts'
import type { Alliance, Zone } from '../../config/alliance.ts'
import { clientOn, zoneOfKind, zoneUrl } from '../../config/alliance.ts'
import { readJson, writeFileWhole } from '../../config/home.ts'
import type { Home } from '../../config/home.ts'
import { SAMPLE_STAFF } from '../../sample/officers.ts'
import { CLIENT_ID } from '../../zone/ask.ts'
import { loadOrCreateOfficer } from '../../zone/officers.ts'
import { allGatewayPorts } from './gateway.ts'
import { simulatedInstitutions } from './institutions.ts'
import { metricsPorts } from './metrics-ports.ts'
import { knownValidatorZones, writeValidators } from './validators.ts'
import type { KnownZone } from './validators.ts'

/** Health, metrics and simulated institutions are for this machine alone. */
const LOOPBACK = '127.0.0.1'
const PERSON_ID_BYTES = 16
/** Accreditations and law of the sample hold from this day: acts of the sample lie before today. */
const LAW_FROM = '2016-01-01'

interface KnownConfig {
  readonly mode?: Alliance['mode']
  readonly zones?: readonly KnownZone[]
}

/** Writes keys and the configurations of nodes and relayer; what exists stays. `engine`: the CometBFT program. @throws CliError */
export function prepareHome(home: Home, alliance: Alliance, engine?: string): void {
  const { mode } = alliance
  const { scenarioClock } = home
  const known = existsSync(home.nodeConfig) ? (readJson(home.nodeConfig) as KnownConfig) : {}
  // Invented data and a moved clock are no beginning of production, and production is never a demonstration again.
  const knownMode = known.mode ?? (known.zones === undefined ? mode : 'demonstration')
  if (mode !== knownMode)
    throw new CliError('MODE_FIXED', 'CONFIG', { home: home.root, expected: knownMode, seen: mode })
  if (mode === 'production' && existsSync(scenarioClock))
    throw new CliError('SCENARIO_REFUSED', 'CONFIG', { file: scenarioClock })
  const knownZones = [...(known.zones ?? []), ...knownValidatorZones(home)]
  const configured = alliance.zones.map((zone) => {
    const old = knownZones.find(({ name }) => name === zone.name)
    if (old === undefined) return { zone, config: newZone(home, alliance, zone) }
    if ((old.host === undefined) !== (zone.validators.length === 0))
      throw new CliError('HOST_FIXED', 'CONFIG', { zone: zone.name, expected: old.host?.kind ?? 'embedded' })
    // The genesis of a zone never changes; address and port may, and the data folder may have been moved.
    return { zone, config: { ...old, address: zone.address, port: zone.port, folder: home.zone(zone.name) } }
  })
  const metrics = metricsPorts(alliance)
  const zones = configured.filter(({ zone }) => zone.validators.length === 0).map(({ config }) => config)
  for (const { zone, config } of configured)
    if (zone.validators.length > 0) writeValidators(home, mode, { zone, config, engine: engine ?? '', metrics })
  writeFileWhole(
    home.nodeConfig,
    `${JSON.stringify({ mode, scenarioClock, zones, metricsPort: metrics.get('node') }, null, 2)}\n`,
    0o600,
  )
  writeFileWhole(home.relayerConfig, `${JSON.stringify(relayerConfig(home, alliance), null, 2)}\n`, 0o600)
}

function newZone(home: Home, alliance: Alliance, zone: Zone): KnownZone {
  const staff = SAMPLE_STAFF[zone.kind]
  const nowMs = home.nowMs()
  const officers = staff.officers.map(({ organisation, officer, roles }) => {
    const { signer } = loadOrCreateOfficer(home, { zone: zone.name, organisation, officer })
    return {
      organisation,
      officer,
      personId: randomBytes(PERSON_ID_BYTES).toString('hex'),
      roles,
      key: keyTextOf(signer),
    }
  })
  const court = zoneOfKind(alliance, 'court')
  const isCourt = zone.kind === 'court'
  const askers = isCourt ? [] : SAMPLE_STAFF.court.organisations.map(({ organisation }) => organisation)
  return {
    name: zone.name,
    kind: zone.kind,
    chainId: zone.chainId,
    address: zone.address,
    port: zone.port,
    folder: home.zone(zone.name),
    genesis: {
      genesisTimeMs: nowMs,
      validFromMs: 0,
      lawFrom: LAW_FROM,
      root: staff.root,
      organisations: staff.organisations,
      officers,
      askers,
      client: isCourt ? CLIENT_ID : clientOn(alliance, zone.name, court.name),
    },
  }
}

function relayerConfig(home: Home, alliance: Alliance): object {
  const { mode, zones, links } = alliance
  return {
    ...(mode === 'demonstration' ? { scenarioClock: home.scenarioClock } : {}),
    zones: zones.map((zone) => {
      const relay = SAMPLE_STAFF[zone.kind].officers.find(({ roles }) => roles.includes('RELAYER'))
      const { organisation = '', officer = '' } = relay ?? {}
      return {
        name: zone.name,
        url: zoneUrl(zone),
        organisation,
        officer,
        keyFile: home.key(zone.name, organisation, officer),
      }
    }),
    links: links.map(({ a, b }) => ({
      a: { zone: a, client: clientOn(alliance, a, b) },
      b: { zone: b, client: clientOn(alliance, b, a) },
    })),
    drops: links.flatMap(({ a, b }) => [dropOf(home, alliance, a, b), dropOf(home, alliance, b, a)]),
    statusFile: home.relayerStatus,
    metricsPort: metricsPorts(alliance).get('relayer'),
  }
}

/** For parcels between the two: `zone` takes those that the relayer of `peer` has signed, and no others. */
function dropOf(home: Home, alliance: Alliance, zone: string, peer: string): object {
  const other = alliance.zones.find(({ name }) => name === peer)
  const staff = other === undefined ? [] : SAMPLE_STAFF[other.kind].officers
  const keys = staff
    .filter(({ roles }) => roles.includes('RELAYER'))
    .map(({ organisation, officer }) =>
      keyTextOf(loadOrCreateOfficer(home, { zone: peer, organisation, officer }).signer),
    )
  const peerClient = clientOn(alliance, peer, zone)
  return {
    zone,
    client: clientOn(alliance, zone, peer),
    peer: { chainId: other?.chainId ?? '', client: peerClient, keys },
  }
}

/** @throws CliError PORT_IN_USE */
export async function requireFreePorts(alliance: Alliance): Promise<void> {
  const { address } = zoneOfKind(alliance, 'court')
  const gateway = allGatewayPorts(alliance).map((port) => ({ name: 'gateway', address, port }))
  const validators = alliance.zones.flatMap(({ address: at, validators: all }) =>
    all.flatMap(({ name, port, peerPort }, index) =>
      [...(index === 0 ? [] : [port]), peerPort].map((one) => ({ name, address: at, port: one })),
    ),
  )
  const metrics = [...metricsPorts(alliance)].map(([name, port]) => ({ name, address: LOOPBACK, port }))
  const institutions = simulatedInstitutions(alliance).flatMap(({ port, adminPort }) =>
    [port, adminPort].map((one) => ({ name: 'institution', address: LOOPBACK, port: one })),
  )
  for (const { name, address, port } of [...alliance.zones, ...validators, ...gateway, ...institutions, ...metrics]) {
    await new Promise<void>((resolve, reject) => {
      const probe = createServer()
      probe.once('error', () => {
        reject(new CliError('PORT_IN_USE', 'UNAVAILABLE', { zone: name, address, port }))
      })
      probe.listen(port, address, () => {
        probe.close(() => {
          resolve()
        })
      })
    })
  }
}
