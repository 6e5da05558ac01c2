import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { SCENARIO_CLOCK_FILE, scenarioOffset, SdkError } from '@xiezhi/sdk'
import { CliError } from '../cli-error.ts'

/** Places below the data folder. */
export class Home {
  readonly root: string

  constructor(env: NodeJS.ProcessEnv = process.env) {
    this.root = resolve(env['XIEZHI_HOME'] ?? '.xiezhi')
  }

  get exists(): boolean {
    return existsSync(this.nodeConfig)
  }
  /** The time that orders and questions state. */
  nowMs(): number {
    return Date.now() + this.scenarioOffsetMs()
  }
  /** @throws CliError SCENARIO_CLOCK_INVALID */
  scenarioOffsetMs(): number {
    try {
      return scenarioOffset(existsSync(this.scenarioClock) ? readFileSync(this.scenarioClock, 'utf8') : undefined)
    } catch (error) {
      if (!(error instanceof SdkError)) throw error
      throw new CliError('SCENARIO_CLOCK_INVALID', 'CONFIG', { file: this.scenarioClock }, error)
    }
  }
  get scenarioClock(): string {
    return join(this.root, SCENARIO_CLOCK_FILE)
  }
  get nodeConfig(): string {
    return join(this.root, 'node.json')
  }
  /** Programs that were built for this folder. */
  get programs(): string {
    return join(this.root, 'bin')
  }
  /** A file for each validator of a zone on CometBFT: what its process is started with. */
  get validators(): string {
    return join(this.root, 'validators')
  }
  validatorConfig(process: string): string {
    return join(this.validators, `${process}.json`)
  }
  /** Store and engine of one validator. */
  validatorZone(zone: string, validator: string): string {
    return join(this.zone(zone), validator)
  }
  /** There while `down` ends what runs: who watches the processes then starts none again. */
  get stopping(): string {
    return join(this.root, 'stopping')
  }
  get gatewayConfig(): string {
    return join(this.root, 'gateway.json')
  }
  /** Of the gateway's private database server. */
  get postgres(): string {
    return join(this.root, 'gateway', 'postgres')
  }
  /** Of the simulated institutions: certificates, keys, database. */
  get institutions(): string {
    return join(this.root, 'institutions')
  }
  get institutionsDatabase(): string {
    return join(this.institutions, 'db')
  }
  /** Written by a start that runs them. */
  get institutionsConfig(): string {
    return join(this.root, 'institutions.json')
  }
  get relayerConfig(): string {
    return join(this.root, 'relayer.json')
  }
  /** What the relayer says of itself. */
  get relayerStatus(): string {
    return join(this.root, 'run', 'relayer.status.json')
  }
  /** Names and other personal data of the sample; never on a ledger. */
  get sample(): string {
    return join(this.root, 'private', 'sample.json')
  }
  /** Credit reports of the sample, until the bureau's gateway has them in its vault; never on a ledger. */
  get creditReports(): string {
    return join(this.root, 'private', 'credit-reports.json')
  }
  /** Set once the link stands and the sample is written. */
  get seeded(): string {
    return join(this.root, 'seeded.json')
  }
  zone(zone: string): string {
    return join(this.root, 'zones', zone)
  }
  officers(zone: string): string {
    return join(this.root, 'officers', zone)
  }
  key(zone: string, organisation: string, officer: string): string {
    return join(this.officers(zone), `${organisation}.${officer}.key`)
  }
  /** What opens one commitment of the query log; for its owner only. */
  queryLog(commitment: string): string {
    return join(this.root, 'query-log', `${commitment.replace(':', '-')}.json`)
  }
  log(process: string): string {
    return join(this.root, 'logs', `${process}.log`)
  }
  pid(process: string): string {
    return join(this.root, 'run', `${process}.pid`)
  }
  trust(zone: string): string {
    return join(this.root, 'trust', `${zone}.trust.json`)
  }
}

/** Replaces a file as a whole: a reader sees the old or the new one. */
export function writeFileWhole(path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, content, { mode })
  renameSync(`${path}.new`, path)
}

/** @throws CliError FILE_UNREADABLE */
export function readBytes(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new CliError('FILE_UNREADABLE', 'NO_INPUT', { file: path, reason }, error)
  }
}

/** @throws CliError FILE_UNREADABLE, JSON_INVALID */
export function readJson(path: string): unknown {
  const bytes = readBytes(path)
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (error) {
    throw new CliError('JSON_INVALID', 'DATA', { file: path }, error)
  }
}
