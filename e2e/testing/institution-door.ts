import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hexEncode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { BatchKey } from '@xiezhi/control-interface'
import { encodeTrustFile } from '@xiezhi/evidence'
import { sessionRoles } from '@xiezhi/gateway-api'
import { freePorts } from '@xiezhi/host/ports'
import { HttpsInstitution, makeSampleCertificates } from '@xiezhi/institution-adapter'
import type { CertificateFiles } from '@xiezhi/institution-adapter'
import { checkConfig } from '../../apps/gateway/src/config.ts'
import type { GatewayConfig } from '../../apps/gateway/src/config.ts'
import { hashPassword } from '../../apps/gateway/src/identity/persons.ts'
import type { Listener } from '../../apps/gateway/src/routes/listener.ts'
import { startGateway } from '../../apps/gateway/src/start-gateway.ts'
import type { RunningGateway } from '../../apps/gateway/src/start-gateway.ts'
import { CLIENT } from './alliance.ts'
import { BANK, CHAINS, COURT, LAND, organisationOf, secretOf, SIDES } from './enforcement-alliance.ts'
import type { EnforcementAlliance, Side } from './enforcement-alliance.ts'
import { PASSWORD, SignedIn } from './gateway.ts'

const PROGRAM = fileURLToPath(new URL('../../apps/institution/bin/xiezhi-institution.js', import.meta.url))
const KEY_HEX = '07'.repeat(32)
export const BATCH_KEY: BatchKey = { crypto: nodeCrypto, hash: 'sha256', key: new Uint8Array(32).fill(7) }
export const ANNEX_IDS: Readonly<Record<Side, string>> = { court: 'court-gateway', institution: 'institution-gateway' }
/** Of the simulator's profile `bank`. */
export const BANK_CODE = 'SAMPLEBANK'

/** The bank's core system: the simulator as a process of its own. */
export class CoreProcess {
  readonly certificates: Readonly<Record<string, CertificateFiles>>
  readonly #folder: string
  readonly #config: object
  #child: ChildProcess | undefined
  port = 0
  #adminPort = 0

  constructor(folder: string, exchange?: object) {
    this.#folder = join(folder, 'core')
    mkdirSync(join(this.#folder, 'i'), { recursive: true, mode: 0o711 })
    chmodSync(this.#folder, 0o711)
    this.certificates = makeSampleCertificates(join(this.#folder, 'tls'), ['institution', 'court'])
    writeFileSync(this.batchKeyFile, KEY_HEX, { mode: 0o600 })
    this.#config = {
      profile: 'bank',
      folder: join(this.#folder, 'i'),
      tls: this.certificates['institution'],
      batchKeyFile: this.batchKeyFile,
      ...(exchange === undefined ? {} : { exchange }),
    }
  }

  get batchKeyFile(): string {
    return join(this.#folder, 'batch.key')
  }

  get door(): { url: string; ca: string; cert: string; key: string } {
    const { ca = '', cert = '', key = '' } = this.certificates['court'] ?? {}
    return { url: `https://127.0.0.1:${this.port}`, ca, cert, key }
  }

  async start(): Promise<void> {
    if (this.port === 0) [this.port = 0, this.#adminPort = 0] = await freePorts(2)
    const file = join(this.#folder, 'config.json')
    writeFileSync(file, JSON.stringify({ ...this.#config, port: this.port, adminPort: this.#adminPort }))
    const child = spawn(process.execPath, [PROGRAM, '--config', file], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => {
        reject(new Error('the institution ended before it was ready'))
      })
      let text = ''
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8')
        if (text.includes('READY ')) resolve()
      })
    })
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    this.#child = undefined
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }

  async admin(path: string, body: unknown): Promise<void> {
    await fetch(`http://127.0.0.1:${this.#adminPort}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  /** How often the core system has a request in its list. */
  async bookings(requestNo: string): Promise<number> {
    const door = new HttpsInstitution(this.door, BATCH_KEY)
    try {
      let count = 0
      for await (const one of door.measures('SAMPLE-0703')) if (one.requestNo === requestNo) count++
      return count
    } finally {
      door.close()
    }
  }
}

/** Where an adapter reaches the bank's core system. */
type CoreDoor = Pick<CoreProcess, 'door' | 'batchKeyFile'>

export interface InstitutionDoorOptions {
  readonly carrier?: (side: Side) => object
  readonly adapter?: object
  /** Of both vaults and of what passes between them; absent: as the gateway chooses. */
  readonly suite?: 'intl' | 'sm'
  /** Of credit lists, each with its service key. */
  readonly subscribers?: readonly { readonly organisation: string; readonly tokenFolder?: string }[]
  /** Organisations whose service keys the gateway has beside them. */
  readonly services?: readonly string[]
  /** Where the built console lies; absent: no pages are served. */
  readonly consoleFolder?: string
  /** In place of the bank and the land registry: their services are among `services`. */
  readonly institutions?: readonly object[]
  /** What a court knows of them. */
  readonly orders?: object
  /** Whether the court answers checks of its credit lists. */
  readonly answersChecks?: boolean
}

/** The gateways of a court and of institutions, each with a database and a vault of its own. */
export class InstitutionDoor {
  readonly config: GatewayConfig
  readonly logs: string[] = []
  #gateway: RunningGateway | undefined

  private constructor(config: GatewayConfig) {
    this.config = config
  }

  static async open(
    alliance: EnforcementAlliance,
    core: CoreDoor,
    options: InstitutionDoorOptions = {},
  ): Promise<InstitutionDoor> {
    return new InstitutionDoor(await configOf(alliance, core, options))
  }

  async start(): Promise<void> {
    this.#gateway = await startGateway(this.config, (entry) => this.logs.push(JSON.stringify(entry)))
  }

  async stop(): Promise<void> {
    await this.#gateway?.close()
    this.#gateway = undefined
  }

  listener(side: Side): Listener {
    const found = this.#gateway?.listeners.find(({ listener }) => listener.config.authority === side)
    if (found === undefined) throw new RangeError(side)
    return found.listener
  }

  signIn(side: Side, person: string): Promise<SignedIn> {
    return SignedIn.begin(this.listener(side).config.publicUrl, person, PASSWORD)
  }
}

interface Parts {
  readonly alliance: EnforcementAlliance
  readonly core: CoreDoor
  readonly folder: string
  readonly trustFile: string
  readonly ports: Readonly<Record<Side, number>>
  /** Where nobody answers. */
  readonly nobody: number
  readonly options: InstitutionDoorOptions
}

async function configOf(
  alliance: EnforcementAlliance,
  core: CoreDoor,
  options: InstitutionDoorOptions,
): Promise<GatewayConfig> {
  chmodSync(alliance.folder, 0o711)
  const folder = join(alliance.folder, 'gateway')
  const [court = 0, institution = 0, identity = 0, postgres = 0, nobody = 0] = await freePorts(5)
  const trustFile = join(alliance.folder, 'trust.json')
  writeFileSync(trustFile, await trustOf(alliance))
  const parts = { alliance, core, folder, trustFile, ports: { court, institution }, nobody, options }
  return checkConfig(
    {
      mode: 'demonstration',
      address: '127.0.0.1',
      folder,
      postgres: { kind: 'embedded', folder: join(folder, 'postgres'), port: postgres },
      identity: {
        kind: 'embedded',
        port: identity,
        publicUrl: `http://127.0.0.1:${identity}`,
        personsFile: await writePersons(alliance),
      },
      consoleFolder: options.consoleFolder ?? null,
      verifyPageFile: null,
      listeners: [courtListener(parts), institutionListener(parts)],
    },
    'test',
  )
}

function zoneOf({ alliance }: Parts, side: Side): object {
  return { name: side, chainId: CHAINS[side], url: alliance[side].url }
}

function urlOf({ ports }: Parts, side: Side): string {
  return `http://127.0.0.1:${ports[side]}`
}

/** The other side, as a side reaches it. */
function peerOf(parts: Parts, side: Side): object {
  const other = side === 'court' ? 'institution' : 'court'
  return {
    authority: ANNEX_IDS[other],
    cardFile: join(parts.folder, other, 'annex-card.json'),
    carrier: parts.options.carrier?.(side) ?? { kind: 'https', url: urlOf(parts, other) },
  }
}

function commonOf(parts: Parts, side: Side): object {
  return {
    authority: side,
    zh: '测试机关',
    en: 'test authority',
    port: parts.ports[side],
    publicUrl: urlOf(parts, side),
    zone: zoneOf(parts, side),
    client: CLIENT,
    peerClient: CLIENT,
    trustFile: parts.trustFile,
    keyFolder: writeKeys(parts.alliance, side),
    folder: join(parts.folder, side),
  }
}

const suiteOf = ({ suite }: InstitutionDoorOptions): object => (suite === undefined ? {} : { suite })

function courtListener(parts: Parts): object {
  const { folder, nobody, options, alliance } = parts
  const further = alliance.courts.map((court) => ({
    organisation: organisationOf(court),
    officer: `gateway-${court.name}`,
  }))
  return {
    ...commonOf(parts, 'court'),
    peer: { name: 'justice', chainId: 'xz-justice-1', url: `ws://127.0.0.1:${nobody}/websocket` },
    annex: {
      authority: ANNEX_IDS.court,
      ...suiteOf(options),
      peer: {
        authority: 'justice-gateway',
        cardFile: join(folder, 'no-card.json'),
        carrier: { kind: 'https', url: `http://127.0.0.1:${nobody}` },
      },
      services: [{ organisation: COURT, officer: 'gateway' }, ...further],
      reportFile: null,
    },
    orders: {
      zone: zoneOf(parts, 'institution'),
      client: CLIENT,
      peerClient: CLIENT,
      peer: peerOf(parts, 'court'),
      ...options.orders,
    },
    ...(options.answersChecks === true ? { lookups: { organisation: COURT, officer: 'lookups' } } : {}),
  }
}

function institutionListener(parts: Parts): object {
  const { core, options } = parts
  const { subscribers = [], services = [] } = options
  const overTls = { kind: 'https', ...core.door, batchKeyFile: core.batchKeyFile, courts: ['SAMPLE-0703'] }
  return {
    ...commonOf(parts, 'institution'),
    peer: zoneOf(parts, 'court'),
    annex: {
      authority: ANNEX_IDS.institution,
      ...suiteOf(options),
      peer: peerOf(parts, 'institution'),
      services: [
        { organisation: BANK, officer: 'bank-gateway' },
        { organisation: LAND, officer: 'land-gateway' },
        ...[...subscribers.map(({ organisation }) => organisation), ...services].map((organisation) => ({
          organisation,
          officer: `${organisation}-gateway`,
        })),
      ],
      reportFile: null,
    },
    institutions: options.institutions ?? [
      { organisation: BANK, kind: 'BANK', code: BANK_CODE, adapter: options.adapter ?? overTls },
      { organisation: LAND, kind: 'LAND', code: 'SAMPLELAND' },
    ],
    ...(subscribers.length === 0 ? {} : { subscribers }),
  }
}

function writeKeys(alliance: EnforcementAlliance, side: Side): string {
  const folder = join(alliance.folder, 'officers', side)
  mkdirSync(folder, { recursive: true })
  for (const { organisation, officer } of alliance.staff[side])
    writeFileSync(join(folder, `${organisation}.${officer}.key`), hexEncode(secretOf(side, officer)))
  return folder
}

async function writePersons({ folder, staff }: EnforcementAlliance): Promise<string> {
  const password = await hashPassword(PASSWORD)
  const officers = SIDES.flatMap((side) =>
    staff[side].flatMap(({ organisation, officer, roles }) => {
      const own = sessionRoles(roles)
      return own.length === 0 ? [] : [{ id: officer, authorities: [side], organisation, officer, roles: own }]
    }),
  )
  const auditor = { id: 'auditor', authorities: [...SIDES], organisation: null, officer: null, roles: ['AUDITOR'] }
  const persons = [...officers, auditor].map((person) => ({
    ...person,
    name: `${person.id}（虚构）`,
    zh: '测试人员',
    en: 'test person',
    licence: null,
    password,
  }))
  const file = join(folder, 'persons.json')
  writeFileSync(file, JSON.stringify({ demonstrationPassword: PASSWORD, persons }))
  return file
}

async function trustOf(alliance: EnforcementAlliance): Promise<Uint8Array> {
  const zones = await Promise.all(
    SIDES.map(async (side) => {
      const { client } = alliance[side]
      const { header, validators } = await client.lightBlock((await client.status()).height)
      return {
        chainId: CHAINS[side],
        height: Number(header.height),
        validators: validators.validators.map(({ publicKey, votingPower }) => ({
          publicKey: hexEncode(publicKey),
          power: Number(votingPower),
          organisation: 'alliance',
        })),
      }
    }),
  )
  return encodeTrustFile({ source: 'tests', zones })
}
