import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Beside node_modules, so that the bundle finds the installed packages. */
const BUNDLE = fileURLToPath(new URL('../../../../../node_modules/.cache/xiezhi/store-writer.mjs', import.meta.url))

export async function bundleWriter(): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('./store-writer.ts', import.meta.url))],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    external: ['lmdb', 'sm-crypto-v2', '@noble/*'],
    logLevel: 'error',
  })
}

export interface Writer {
  readonly process: ChildProcess
  /** Lines printed so far. */
  readonly lines: string[]
  readonly ended: Promise<void>
  /** Resolves when so many lines are printed; rejects if the process ends before. */
  printed(count: number): Promise<void>
}

/** Starts the writer; with a limit no file can grow beyond so many KiB. */
export function startWriter(folder: string, options: { blocks?: number; fileKiBMax?: number } = {}): Writer {
  const node = [process.execPath, BUNDLE, folder, ...(options.blocks === undefined ? [] : [String(options.blocks)])]
  const limited = `trap '' XFSZ; ulimit -f ${options.fileKiBMax ?? 'unlimited'}; exec "$@"`
  const child = spawn('bash', ['-c', limited, 'bash', ...node], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  let rest = ''
  let ending = false
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      ending = true
      resolve()
    })
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  const printed = async (count: number): Promise<void> => {
    while (lines.length < count) {
      if (ending) throw new Error(`the writer ended after ${lines.length} lines`)
      await setTimeout(5)
    }
  }
  return { process: child, lines, ended, printed }
}
