import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { array, boolean, CodecError, enumeration, integer, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { parseDocument } from 'yaml'
import { CliError } from '../cli-error.ts'

export const ALLIANCE_FILE = 'alliance.yaml'
export const ZONES_MAX = 16
export const SAMPLE_LAWYERS_MIN = 20
export const SAMPLE_LAWYERS_MAX = 200_000
const PORT_MAX = 65_535
/** Distance of the ports of two zones under XIEZHI_PORT_BASE. */
const PORT_STEP = 10

const name = string({ bytesMin: 1, bytesMax: 32, pattern: /^[a-z][a-z0-9-]*$/ })

/** Which authority governs a zone; those in front are in every alliance, the last may be left out. */
export const ZONE_KINDS = ['court', 'justice', 'institution'] as const
const SUITES = ['intl', 'sm'] as const
const ANNEX_CARRIERS = ['https', 'file-drop'] as const

/** Most validators that one machine can show. */
export const VALIDATORS_MAX = 16

const validatorSchema = object({
  name,
  /** Who answers for it; default: the authority that governs the zone. */
  organisation: optional(string({ bytesMin: 1, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ })),
})

const zoneSchema = object({
  name,
  kind: enumeration(ZONE_KINDS),
  chainId: string({ bytesMin: 1, bytesMax: 50, pattern: /^[a-z0-9-]+-[1-9]\d*$/ }),
  address: optional(string({ bytesMin: 1, bytesMax: 255 })),
  port: integer({ min: 1, max: 65_535 }),
  /** Algorithms of the authority's vault and annexes, fixed at the first start; those of the ledger are the same for all. */
  suite: optional(enumeration(SUITES)),
  /** With validators the zone runs on CometBFT, each of them a process with an engine of its own. */
  validators: optional(array(validatorSchema, { min: 1, max: VALIDATORS_MAX })),
})

const linkSchema = object({
  a: name,
  b: name,
  trustingPeriodDays: optional(integer({ min: 1, max: 366 })),
  /** How annexes pass between the two authorities. */
  annexes: optional(enumeration(ANNEX_CARRIERS)),
})

const sampleSchema = object({
  enabled: optional(boolean()),
  seed: optional(integer({ min: 0, max: 2 ** 31 })),
  firms: optional(integer({ min: 2, max: 2_000 })),
  lawyers: optional(integer({ min: SAMPLE_LAWYERS_MIN, max: SAMPLE_LAWYERS_MAX })),
  cases: optional(integer({ min: 4, max: 20_000 })),
})

const allianceSchema = object({
  mode: optional(enumeration(['demonstration', 'production'])),
  name: optional(string({ bytesMin: 1, bytesMax: 64 })),
  zones: optional(array(zoneSchema, { min: 2, max: ZONES_MAX })),
  links: optional(array(linkSchema, { min: 1, max: 64 })),
  sample: optional(sampleSchema),
})

export interface Validator {
  readonly name: string
  readonly organisation: string | undefined
  /** Of its RPC; the first has the zone's. */
  readonly port: number
  /** Where the other validators reach it. */
  readonly peerPort: number
}

export interface Zone {
  readonly name: string
  readonly kind: (typeof ZONE_KINDS)[number]
  readonly chainId: string
  readonly address: string
  readonly port: number
  /** Of the authority's vault and annexes; absent: `intl`. */
  readonly suite?: (typeof SUITES)[number]
  /** Empty: the zone runs on the embedded host. */
  readonly validators: readonly Validator[]
}

export interface Link {
  readonly a: string
  readonly b: string
  readonly trustingPeriodDays: number
  /** Absent: `https`. */
  readonly annexes?: (typeof ANNEX_CARRIERS)[number]
}

export interface SampleSize {
  readonly enabled: boolean
  readonly seed: number
  readonly firms: number
  readonly lawyers: number
  readonly cases: number
}

export interface Alliance {
  /** A demonstration may write sample data and move the clock; production may not. */
  readonly mode: 'demonstration' | 'production'
  readonly name: string
  /** Absolute; the file need not exist. */
  readonly file: string
  readonly fromFile: boolean
  readonly zones: readonly Zone[]
  /** That of court and justice bureau first: its clients are made first and have the first numbers. */
  readonly links: readonly Link[]
  readonly sample: SampleSize
}

const ADDRESS = '127.0.0.1'
const TRUSTING_PERIOD_DAYS = 14
export const DEFAULT_SAMPLE: SampleSize = { enabled: true, seed: 18, firms: 20, lawyers: 500, cases: 40 }
const DEFAULT_ZONES: readonly PlainZone[] = [
  { name: 'court', kind: 'court', chainId: 'xz-court-1', address: ADDRESS, port: 26_601, suite: 'intl' },
  { name: 'justice', kind: 'justice', chainId: 'xz-justice-1', address: ADDRESS, port: 26_611, suite: 'intl' },
  {
    name: 'institutions',
    kind: 'institution',
    chainId: 'xz-institution-1',
    address: ADDRESS,
    port: 26_621,
    suite: 'intl',
  },
]
const DEFAULT_LINKS: readonly Link[] = [
  { a: 'court', b: 'justice', trustingPeriodDays: TRUSTING_PERIOD_DAYS, annexes: 'https' },
  { a: 'court', b: 'institutions', trustingPeriodDays: TRUSTING_PERIOD_DAYS, annexes: 'https' },
]

/**
 * Reads the alliance file: the one that is named, else the one that XIEZHI_ALLIANCE names, else that of this folder. What it
 * leaves out has a default, and without a file all of it has.
 * @throws CliError CONFIG_FIELD with path, expected, seen; CONFIG_SYNTAX; FILE_UNREADABLE for a file that was named
 */
export function loadAlliance(argument?: string, env: NodeJS.ProcessEnv = process.env): Alliance {
  const named = argument ?? env['XIEZHI_ALLIANCE']
  const file = resolve(named ?? ALLIANCE_FILE)
  const present = existsSync(file)
  if (!present && named !== undefined) throw new CliError('FILE_UNREADABLE', 'NO_INPUT', { file, reason: 'ENOENT' })
  const parsed = present ? parseAlliance(readFileSync(file, 'utf8'), file) : {}
  const zones = withPortBase(
    (parsed.zones ?? DEFAULT_ZONES).map((zone) => ({
      ...zone,
      address: zone.address ?? ADDRESS,
      suite: zone.suite ?? 'intl',
    })),
    env['XIEZHI_PORT_BASE'],
  ).map((zone) => ({ ...zone, validators: validatorsOf(zone) }))
  const links = (parsed.links ?? defaultLinks(zones)).map((link) => ({
    ...link,
    trustingPeriodDays: link.trustingPeriodDays ?? TRUSTING_PERIOD_DAYS,
    annexes: link.annexes ?? 'https',
  }))
  const mode = parsed.mode ?? 'demonstration'
  const alliance = {
    mode,
    name: parsed.name ?? 'xiezhi-sample',
    file,
    fromFile: present,
    zones,
    links,
    sample: { ...DEFAULT_SAMPLE, enabled: mode === 'demonstration', ...parsed.sample },
  }
  checkReferences(alliance)
  return { ...alliance, links: inOrderOfClients(alliance) }
}

/** Without a list of links: those of the zones that the file names. */
function defaultLinks(zones: readonly Zone[]): readonly Link[] {
  const [first, ...others] = DEFAULT_LINKS
  const known = new Set(zones.map(({ name: own }) => own))
  return [...(first === undefined ? [] : [first]), ...others.filter(({ a, b }) => known.has(a) && known.has(b))]
}

function inOrderOfClients({ zones, links }: Alliance): readonly Link[] {
  const kindOf = (zone: string): string => zones.find(({ name: own }) => own === zone)?.kind ?? ''
  const isFirst = ({ a, b }: Link): boolean =>
    [kindOf(a), kindOf(b)].every((kind) => kind === 'court' || kind === 'justice')
  return [...links.filter(isFirst), ...links.filter((link) => !isFirst(link))]
}

function parseAlliance(text: string, file: string): Infer<typeof allianceSchema> {
  const document = parseDocument(text, { uniqueKeys: true, version: '1.2' })
  const [problem] = document.errors
  if (problem !== undefined)
    throw new CliError('CONFIG_SYNTAX', 'CONFIG', { file, reason: problem.message.split('\n')[0] ?? problem.code })
  try {
    return allianceSchema.parse((document.toJS({ maxAliasCount: 0 }) as unknown) ?? {})
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    const { path = '/', expected = '', seen = '' } = error.facts
    throw new CliError('CONFIG_FIELD', 'CONFIG', { file, path: path === '' ? '/' : path, expected, seen })
  }
}

function checkReferences({ file, mode, sample, zones, links }: Alliance): void {
  const refuse = (path: string, expected: string, seen: string | number): never => {
    throw new CliError('CONFIG_FIELD', 'CONFIG', { file, path, expected, seen })
  }
  if (mode === 'production' && sample.enabled)
    refuse('/sample/enabled', 'false, as invented data has no place in production', 'true')
  const unique = (field: 'name' | 'chainId' | 'port', seenOf: (zone: Zone) => string | number): void => {
    const seen = new Set<string | number>()
    zones.forEach((zone, at) => {
      const value = field === 'port' ? `${zone.address}:${zone.port}` : seenOf(zone)
      if (seen.has(value)) refuse(`/zones/${at}/${field}`, 'a value that no other zone has', value)
      seen.add(value)
    })
  }
  unique('name', (zone) => zone.name)
  unique('chainId', (zone) => zone.chainId)
  unique('port', (zone) => zone.port)
  zones.forEach(({ validators }, at) => {
    const last = validators.at(-1)
    if (last !== undefined && last.peerPort > PORT_MAX)
      refuse(
        `/zones/${at}/port`,
        `room for the ports of ${validators.length} validators below ${PORT_MAX}`,
        last.peerPort,
      )
    validators.forEach((validator, index) => {
      if (validators.findIndex((other) => other.name === validator.name) < index)
        refuse(`/zones/${at}/validators/${index}/name`, 'a name that no other validator has', validator.name)
    })
  })
  links.forEach((link, at) => {
    for (const end of ['a', 'b'] as const) {
      if (!zones.some((zone) => zone.name === link[end]))
        refuse(`/links/${at}/${end}`, `one of ${zones.map((zone) => zone.name).join(', ')}`, link[end])
    }
    if (link.a === link.b) refuse(`/links/${at}/b`, 'another zone than a', link.b)
  })
  for (const kind of ZONE_KINDS) {
    const count = zones.filter((zone) => zone.kind === kind).length
    if (kind === 'institution') {
      if (count > 1) refuse('/zones', `at most one zone of kind ${kind}`, count)
    } else if (count !== 1) refuse('/zones', `one zone of kind ${kind}`, count)
  }
  const [court, institutions] = [zones.find(isCourt), zones.find(isInstitution)]
  const isLinked = ({ a, b }: Link): boolean => [a, b].every((end) => end === court?.name || end === institutions?.name)
  if (institutions !== undefined && !links.some(isLinked))
    refuse('/links', `a link of ${court?.name ?? ''} and ${institutions.name}, as courts order there`, 'none')
}

const isCourt = ({ kind }: Zone): boolean => kind === 'court'
const isInstitution = ({ kind }: Zone): boolean => kind === 'institution'

type PlainZone = Omit<Zone, 'validators'> & { readonly validators?: readonly ValidatorEntry[] }
type ValidatorEntry = Infer<typeof validatorSchema>

/** Above the ports of zones and gateways. */
const VALIDATOR_STEP = 200

function validatorsOf({ port, validators = [] }: PlainZone): readonly Validator[] {
  return validators.map((validator, at) => {
    const first = port + VALIDATOR_STEP + 2 * at
    const { name: own, organisation } = validator
    return { name: own, organisation, port: at === 0 ? port : first, peerPort: first + 1 }
  })
}

function withPortBase(zones: readonly PlainZone[], base: string | undefined): readonly PlainZone[] {
  if (base === undefined || base === '') return zones
  const first = Number(base)
  const last = first + PORT_STEP * (zones.length - 1)
  if (!Number.isInteger(first) || first < 1 || last > 65_535)
    throw new CliError('CONFIG_FIELD', 'CONFIG', {
      file: 'XIEZHI_PORT_BASE',
      path: '/',
      expected: `a port from 1 to ${65_535 - PORT_STEP * (zones.length - 1)}`,
      seen: base,
    })
  return zones.map((zone, at) => ({ ...zone, port: first + PORT_STEP * at }))
}

/** @throws CliError NO_INSTITUTIONS for an alliance without them */
export function zoneOfKind({ file, zones }: Alliance, kind: Zone['kind']): Zone {
  const found = zones.find((zone) => zone.kind === kind)
  if (found !== undefined) return found
  if (kind === 'institution') throw new CliError('NO_INSTITUTIONS', 'CONFIG', { file })
  throw new CliError('INTERNAL', 'SOFTWARE', { reason: `no zone of kind ${kind}` })
}

/** Undefined where the alliance has none. */
export function institutionZone({ zones }: Alliance): Zone | undefined {
  return zones.find(isInstitution)
}

/** The light client of `peer` on `zone`: a ledger numbers its clients as they are made, in the order of the links. */
export function clientOn({ links }: Pick<Alliance, 'links'>, zone: string, peer: string): string {
  const ends = links.filter(({ a, b }) => a === zone || b === zone).map(({ a, b }) => (a === zone ? b : a))
  const number = ends.indexOf(peer)
  if (number < 0) throw new CliError('INTERNAL', 'SOFTWARE', { reason: `no link of ${zone} and ${peer}` })
  return `07-tendermint-${String(number)}`
}

/** @throws CliError ZONE_UNKNOWN */
export function zoneNamed({ zones }: Alliance, wanted: string): Zone {
  const found = zones.find((zone) => zone.name === wanted)
  if (found === undefined)
    throw new CliError('ZONE_UNKNOWN', 'USAGE', { zone: wanted, known: zones.map((zone) => zone.name).join(', ') })
  return found
}

export function zoneUrl({ address, port }: Pick<Zone, 'address' | 'port'>): string {
  return `ws://${address}:${port}/websocket`
}
