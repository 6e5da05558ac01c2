import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { ZoneConfig } from '../../apps/node/src/config.ts'

const START_MS = 90_000

/** Beside the packages that the bundle does not hold. */
const at = (name: string): string =>
  fileURLToPath(new URL(`../../packages/host/node_modules/.cache/xiezhi/${name}-${process.pid}.mjs`, import.meta.url))
const NEXT_CHAIN = fileURLToPath(new URL('./next-chain.ts', import.meta.url))

export type ProgramName = 'this' | 'next'

/** The node's program as it is, and as a later version of it: with the modules of `next-chain`. */
export async function buildPrograms(): Promise<Readonly<Record<ProgramName, string>> & { remove: () => void }> {
  const programs = { this: at('node-this'), next: at('node-next') }
  for (const name of ['this', 'next'] as const)
    await build({
      entryPoints: [fileURLToPath(new URL('../../apps/node/src/main.ts', import.meta.url))],
      outfile: programs[name],
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['source'],
      external: ['lmdb', 'ws', 'sm-crypto-v2', '@noble/*'],
      logLevel: 'error',
      plugins: [
        {
          name: 'next-chain',
          setup: (bundler) => {
            bundler.onResolve({ filter: /^@xiezhi\/chain$/ }, ({ importer }) =>
              name === 'next' && importer !== NEXT_CHAIN ? { path: NEXT_CHAIN } : undefined,
            )
          },
        },
      ],
    })
  const remove = (): void => {
    for (const file of Object.values(programs)) rmSync(file, { force: true })
  }
  return { ...programs, remove }
}

/** One node as a process of its own, by whichever program. */
export class NodeProcess {
  readonly config: ZoneConfig
  #child: ChildProcess | undefined
  #ended: Promise<number | null> = Promise.resolve(0)
  #port = 0
  #errors = ''

  constructor(config: ZoneConfig) {
    this.config = config
  }

  get port(): number {
    return this.#port
  }

  /** What the last process said when it failed. */
  get errors(): string {
    return this.#errors
  }

  /** Resolves once it serves, or with its exit code where it has ended before. */
  async start(program: string): Promise<number | null | 'ready'> {
    // One that is still there would outlive this test.
    await this.stop()
    const file = `${this.config.folder}.json`
    writeFileSync(file, JSON.stringify({ mode: 'production', zones: [this.config] }))
    const child = spawn(process.execPath, [program, '--config', file], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    this.#errors = ''
    child.stderr.on('data', (text: Buffer) => {
      this.#errors += text.toString('utf8')
    })
    this.#ended = new Promise((resolve) => {
      child.once('close', resolve)
    })
    let out = ''
    const ready = new Promise<'ready'>((resolve) => {
      child.stdout.on('data', (text: Buffer) => {
        out += text.toString('utf8')
        const port = /"event":"READY".*?"port":(\d+)/.exec(out)?.[1]
        if (port === undefined) return
        this.#port = Number(port)
        resolve('ready')
      })
    })
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS)
    const began = await Promise.race([ready, this.#ended])
    clearTimeout(late)
    return began
  }

  /** Resolves with the exit code when it ends by itself. */
  ends(): Promise<number | null> {
    return this.#ended
  }

  async stop(): Promise<void> {
    this.#child?.kill('SIGTERM')
    await this.#ended
  }
}
