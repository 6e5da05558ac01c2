import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AdapterError, hasOpenssl, makeSampleCertificates } from '@xiezhi/institution-adapter'
import { letPass, serverUser } from '@xiezhi/postgres'
import { institutionZone, zoneOfKind } from '../../config/alliance.ts'
import type { Alliance } from '../../config/alliance.ts'
import { writeFileWhole } from '../../config/home.ts'
import type { Home } from '../../config/home.ts'
import { DISTRICT_COURT, ENFORCER_CARDS, sampleInstitutions } from '../../sample/officers.ts'
import { serverObstacle } from './obstacles.ts'
import type { Obstacle } from './obstacles.ts'

/** Distance of the first from the port of the court's zone. */
const INSTITUTIONS_STEP = 151
const KEY_BYTES = 32
/** A Unix socket's path has at most 107 bytes. */
const FOLDER_BYTES_MAX = 80
/** A simulated institution of the demonstration; its profile has the name of its organisation. */
export interface Simulated {
  readonly organisation: string
  readonly port: number
  /** Of the door for those who set it up. */
  readonly adminPort: number
}

/** Empty where the alliance has no institutions, or real ones. */
export function simulatedInstitutions(alliance: Alliance): readonly Simulated[] {
  if (alliance.mode === 'production' || institutionZone(alliance) === undefined) return []
  const first = zoneOfKind(alliance, 'court').port + INSTITUTIONS_STEP
  const institutions = sampleInstitutions()
  return institutions.map(({ organisation }, at) => ({
    organisation,
    port: first + at,
    adminPort: first + institutions.length + at,
  }))
}

/** Credit platforms of the demonstration, with whose field sets each takes. */
const PLATFORMS = [
  { organisation: 'credit-platform', platform: 'NATIONAL', code: 'CREDITPLATFORM' },
  { organisation: 'enterprise-publicity', platform: 'PUBLICITY', code: 'PUBLICITY' },
] as const

export function simulatedPlatforms(alliance: Alliance): readonly (Simulated & (typeof PLATFORMS)[number])[] {
  const institutions = simulatedInstitutions(alliance)
  if (institutions.length === 0) return []
  const first = zoneOfKind(alliance, 'court').port + INSTITUTIONS_STEP + 2 * institutions.length
  return PLATFORMS.map((one, at) => ({ ...one, port: first + at, adminPort: first + PLATFORMS.length + at }))
}

/** Why no institution can be simulated here: its database server cannot run, its path is too long, there is no openssl. */
export function institutionsObstacle(home: Home): Obstacle | 'OPENSSL' | undefined {
  const obstacle = serverObstacle(home)
  if (obstacle !== undefined) return obstacle
  if (Buffer.byteLength(home.institutionsDatabase) > FOLDER_BYTES_MAX) return 'FOLDER'
  return hasOpenssl() ? undefined : 'OPENSSL'
}

/**
 * Writes the configuration of the simulated institutions; certificates are made at every start, since they are valid for a month.
 * Answers how many there are, platforms included.
 * @throws AdapterError
 */
export function prepareInstitutions(home: Home, alliance: Alliance): number {
  const simulated = simulatedInstitutions(alliance)
  const platforms = simulatedPlatforms(alliance)
  mkdirSync(home.institutions, { recursive: true, mode: 0o700 })
  letPass(home.institutions, serverUser())
  const { institution, court } = makeSampleCertificates(institutionTls(home), ['institution', 'court'])
  if (institution === undefined || court === undefined) throw new AdapterError('CERTIFICATE_TOOL', { command: 'x509' })
  const batchKeyFile = batchKey(home)
  const config = {
    databaseFolder: home.institutionsDatabase,
    institutions: simulated.map(({ organisation, port, adminPort }) => ({
      profile: organisation,
      folder: join(home.institutions, organisation),
      port,
      adminPort,
      tls: institution,
      batchKeyFile,
      scenarioClock: home.scenarioClock,
      officers: [{ courtId: DISTRICT_COURT, ...ENFORCER_CARDS }],
    })),
    platforms: platforms.map(({ organisation, platform, code, port, adminPort }) => ({
      platform,
      code,
      folder: join(home.institutions, organisation),
      port,
      adminPort,
      tls: institution,
    })),
  }
  writeFileWhole(home.institutionsConfig, `${JSON.stringify(config, null, 2)}\n`, 0o600)
  return simulated.length + platforms.length
}

/** None will run: an earlier start's configuration is no longer true. */
export function forgetInstitutions(home: Home): void {
  rmSync(home.institutionsConfig, { force: true })
}

/** How the gateway reaches the core system of an institution; undefined where none is simulated. */
export function adapterOf(home: Home, alliance: Alliance, organisation: string): object | undefined {
  const found = simulatedInstitutions(alliance).find((one) => one.organisation === organisation)
  if (found === undefined || !existsSync(home.institutionsConfig)) return undefined
  return { kind: 'https', ...doorOf(home, found), batchKeyFile: batchKeyFileOf(home), courts: [DISTRICT_COURT] }
}

/** How the gateway reaches the platform of a subscriber of credit lists; undefined where none is simulated. */
export function platformOf(home: Home, alliance: Alliance, organisation: string): object | undefined {
  const found = simulatedPlatforms(alliance).find((one) => one.organisation === organisation)
  if (found === undefined || !existsSync(home.institutionsConfig)) return undefined
  return { kind: found.platform, ...doorOf(home, found) }
}

function doorOf(home: Home, { port }: Simulated): object {
  const tls = institutionTls(home)
  return {
    url: `https://127.0.0.1:${port}`,
    ca: join(tls, 'ca.pem'),
    cert: join(tls, 'court.pem'),
    key: join(tls, 'court.key'),
  }
}

const institutionTls = (home: Home): string => join(home.institutions, 'tls')
const batchKeyFileOf = (home: Home): string => join(home.institutions, 'batch.key')

function batchKey(home: Home): string {
  const file = batchKeyFileOf(home)
  if (!existsSync(file)) writeFileWhole(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`, 0o600)
  return file
}
