import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stopLeftOver } from '@xiezhi/postgres'
import { Home, readJson } from '../../apps/cli/src/config/home.ts'
import { isAlive, startChild, waitReady } from '../../apps/cli/src/process/child-process.ts'
import { untilFound } from './until.ts'

export const VICTIMS = ['node', 'relayer', 'gateway', 'postgres'] as const
export type Victim = (typeof VICTIMS)[number]

const START_MS = 120_000
/** One more than there are authorities: the identity provider. */
const PROVIDERS = 1

interface GatewayFile {
  readonly listeners: readonly { readonly publicUrl: string }[]
}

/**
 * The programs of a data folder, each killed and started again alone, as the units of docs/operations.md have it done. The
 * database server is the gateway's, which starts it again by itself.
 */
export class Supervised {
  readonly #home: Home
  /** Servers that were killed and have left their pid file. */
  readonly #killed = new Set<number>()

  constructor(env: NodeJS.ProcessEnv) {
    this.#home = new Home(env)
  }

  kill(victims: readonly Victim[]): void {
    for (const victim of victims) {
      const pid = this.#pidOf(victim)
      this.#killed.add(pid)
      process.kill(pid, 'SIGKILL')
    }
  }

  async startAgain(victims: readonly Victim[]): Promise<void> {
    for (const victim of victims) await this.#start(victim)
    if (victims.includes('postgres')) await this.#databaseIsBack()
    if (victims.includes('gateway') || victims.includes('postgres')) await this.#gatewayAnswers()
  }

  async #start(victim: Victim): Promise<void> {
    const home = this.#home
    const isReady = (line: string): boolean => line.includes('"event":"READY"')
    if (victim === 'node') {
      const { zones } = readJson(home.nodeConfig) as { readonly zones: readonly object[] }
      await waitReady(startChild(home, victim, ['--config', home.nodeConfig]), zones.length, isReady)
    } else if (victim === 'relayer') {
      const { links } = readJson(home.relayerConfig) as { readonly links: readonly object[] }
      const child = startChild(home, victim, ['--config', home.relayerConfig])
      await waitReady(child, links.length, (line) => line.startsWith('READY'))
    } else if (victim === 'gateway') {
      await stopLeftOver(home.postgres)
      const { listeners } = readJson(home.gatewayConfig) as GatewayFile
      const child = startChild(home, victim, ['--config', home.gatewayConfig])
      await waitReady(child, listeners.length + PROVIDERS, isReady)
    }
  }

  #pidOf(victim: Victim): number {
    const { postgres } = this.#home
    const file = victim === 'postgres' ? join(postgres, 'data', 'postmaster.pid') : this.#home.pid(victim)
    return Number(readFileSync(file, 'utf8').split('\n')[0])
  }

  #databaseIsBack(): Promise<number> {
    const look = (): Promise<number> => Promise.resolve().then(() => this.#pidOf('postgres'))
    return untilFound(
      () => look().catch(() => 0),
      (pid) => pid > 0 && !this.#killed.has(pid) && isAlive(pid) && pid,
      START_MS,
    )
  }

  /** A sign-in that begins is written into the database. */
  async #gatewayAnswers(): Promise<void> {
    const { listeners } = readJson(this.#home.gatewayConfig) as GatewayFile
    for (const { publicUrl } of listeners)
      await untilFound(
        () => fetch(`${publicUrl}/auth/login`, { redirect: 'manual' }).then(({ status }) => status),
        (status) => status === 302,
        START_MS,
      )
  }
}
