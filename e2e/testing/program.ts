import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePortBase } from '@xiezhi/host/ports'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const xiezhi = join(root, 'apps/cli/bin/xiezhi.js')

/** Longer than any command, a start with its sample among them, on a machine that is busy with other tests. */
const RUN_MS = 600_000

export interface Run {
  readonly exit: number | null
  readonly out: string
  readonly errors: string
}

/** The program as a user starts it, each command a process of its own, with a data folder and ports of its own. */
export class Program {
  readonly home: string
  readonly env: NodeJS.ProcessEnv

  readonly #folder: string

  private constructor(home: string, env: NodeJS.ProcessEnv, folder = root) {
    this.home = home
    this.env = env
    this.#folder = folder
  }

  /** The same ports, started in another folder and with other variables. */
  inFolder(folder: string, env: Readonly<Record<string, string>>): Program {
    return new Program(env['XIEZHI_HOME'] ?? this.home, { ...this.env, ...env }, folder)
  }

  /** Builds the apps where they are not built. */
  static async install(): Promise<Program> {
    const built = ['node', 'relayer', 'gateway', 'cli'].every((app) =>
      existsSync(join(root, 'apps', app, 'dist/main.js')),
    )
    const tsc = join(root, 'node_modules/typescript-7/bin/tsc')
    if (!built) execFileSync(process.execPath, [tsc, '--build'], { cwd: root })
    const home = mkdtempSync(join(tmpdir(), 'xiezhi-cli-'))
    const base = String(await freePortBase([10, 20]))
    return new Program(home, { ...process.env, XIEZHI_HOME: home, XIEZHI_PORT_BASE: base })
  }

  run(...args: readonly string[]): Promise<Run> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [xiezhi, ...args], { cwd: this.#folder, env: this.env })
      let [out, errors] = ['', '']
      const late = setTimeout(() => {
        child.kill('SIGKILL')
        reject(new Error(`xiezhi ${args.join(' ')} has not ended after ${String(RUN_MS)} ms; it said ${out}${errors}`))
      }, RUN_MS)
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')))
      child.on('close', (exit) => {
        clearTimeout(late)
        resolve({ exit, out, errors })
      })
    })
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- The caller says what the command prints.
  async json<T>(...args: readonly string[]): Promise<Run & { readonly value: T }> {
    const done = await this.run(...args, '--json')
    return { ...done, value: JSON.parse(done.out) as T }
  }

  async remove(): Promise<void> {
    await this.run('down')
    rmSync(this.home, { recursive: true, force: true })
  }
}
