import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Authority } from '@xiezhi/gateway-api'
import pg from 'pg'
import { allGatewayPorts, prepareGateway } from '../commands/up/gateway.ts'
import { gatewayObstacle } from '../commands/up/obstacles.ts'
import { readJson, writeFileWhole } from '../config/home.ts'
import { freePorts } from '@xiezhi/host/ports'
import type { BenchAlliance } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import { cpuOf, startReady } from './child.ts'
import type { ReadyChild } from './child.ts'

/** Persons who share the work: nobody may look up more than a limit, and the bench is no reason for another. */
const COLLEAGUES: Readonly<Record<string, number>> = { clerk: 200, 'supervision-1': 40 }

/** Court, justice bureau, identity provider. */
const ADDRESSES = 3

interface WrittenConfig {
  readonly postgres:
    { readonly kind: 'embedded'; readonly port: number } | { readonly kind: 'url'; readonly url: string }
  readonly identity: { readonly personsFile: string }
  readonly listeners: readonly { readonly authority: Authority; readonly publicUrl: string; readonly folder: string }[]
}

/** The gateway's process over a bench's alliance, configured as `up` configures it, on ports that are free. */
export class BenchDoor {
  readonly #file: string
  readonly #config: WrittenConfig
  #child: ReadyChild

  private constructor(file: string, config: WrittenConfig, child: ReadyChild) {
    this.#file = file
    this.#config = config
    this.#child = child
  }

  /** `prepared` may change the configuration before the gateway reads it. @throws BenchError CHILD_FAILED */
  static async open(
    { home, alliance, sample }: BenchAlliance,
    prepared: (file: string) => void = () => undefined,
  ): Promise<BenchDoor> {
    const obstacle = gatewayObstacle(home, alliance)
    if (obstacle !== undefined) throw new BenchError('CHILD_FAILED', { app: 'gateway', reason: obstacle })
    prepareGateway(home, alliance, sample)
    prepared(home.gatewayConfig)
    writeColleagues(readJson(home.gatewayConfig) as WrittenConfig)
    await moveToFreePorts(home.gatewayConfig, [...allGatewayPorts(alliance)])
    const config = readJson(home.gatewayConfig) as WrittenConfig
    return new BenchDoor(home.gatewayConfig, config, await startReady('gateway', home.gatewayConfig, ADDRESSES))
  }

  get cpuMs(): number {
    return cpuOf(this.#child.pid)
  }

  url(authority: Authority): string {
    return this.#listener(authority).publicUrl
  }

  /** The authority's own database, as the gateway enters it. */
  async database(authority: Authority): Promise<pg.Client> {
    const { postgres } = this.#config
    const name = `xiezhi_${authority}`
    const url = new URL(postgres.kind === 'url' ? postgres.url : `postgresql://127.0.0.1:${postgres.port}`)
    url.username = name
    url.password = readFileSync(join(this.#listener(authority).folder, 'database.password'), 'utf8').trim()
    url.pathname = `/${name}`
    const client = new pg.Client({ connectionString: url.href })
    // A server that stops ends its connections; the next query says so.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  stop(): Promise<void> {
    return this.#child.stop()
  }

  async start(): Promise<void> {
    this.#child = await startReady('gateway', this.#file, ADDRESSES)
  }

  #listener(authority: Authority): WrittenConfig['listeners'][number] {
    const found = this.#config.listeners.find((one) => one.authority === authority)
    if (found === undefined) throw new BenchError('WORK_REFUSED', { authority })
    return found
  }
}

/** Of a sample person, the name of one of those who work beside it. */
export function colleague(person: string, n: number): string {
  return `${person}-${n % (COLLEAGUES[person] ?? 1)}`
}

/** Each with a name of its own, and the key of the same officer. */
function writeColleagues({ identity: { personsFile } }: WrittenConfig): void {
  const file = readJson(personsFile) as { readonly persons: readonly { readonly id: string }[] }
  const added = file.persons.flatMap((person) =>
    Array.from({ length: COLLEAGUES[person.id] ?? 0 }, (_, n) => ({ ...person, id: colleague(person.id, n) })),
  )
  writeFileWhole(personsFile, JSON.stringify({ ...file, persons: [...file.persons, ...added] }), 0o600)
}

/** `up` counts on from the zones' ports, which the system chose here: others may stand there. */
async function moveToFreePorts(file: string, ports: readonly number[]): Promise<void> {
  const free = await freePorts(ports.length)
  const moved = new Map(ports.map((port, at) => [String(port), String(free[at])]))
  const text = readFileSync(file, 'utf8').replace(
    /("port": |http:\/\/127\.0\.0\.1:)(\d+)/g,
    (_, before: string, port: string) => before + (moved.get(port) ?? port),
  )
  writeFileWhole(file, text, 0o600)
}
