import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { BlockPoint } from '../embedded-host.ts'

/** In the node_modules of this package, so that the bundle finds what is installed for it. */
const BUNDLE = fileURLToPath(new URL('../../../node_modules/.cache/xiezhi/note-process.mjs', import.meta.url))

export async function bundleNoteProcess(): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('./note-process.ts', import.meta.url))],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    external: ['lmdb', 'ws', 'sm-crypto-v2', '@noble/*'],
    logLevel: 'error',
  })
}

export interface NoteProcess {
  readonly process: ChildProcess
  /** Port of its RPC; undefined if it ended before it answered. */
  readonly port: Promise<number | undefined>
  /** The signal or exit code. */
  readonly ended: Promise<string>
  readonly errors: () => string
}

export function startNoteProcess(
  folder: string,
  genesisTimeMs: number,
  kill?: { readonly point: BlockPoint; readonly nthBlock: number },
): NoteProcess {
  const args = [
    BUNDLE,
    folder,
    String(genesisTimeMs),
    ...(kill === undefined ? [] : [kill.point, String(kill.nthBlock)]),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? String(code)))
  })
  const printed = new Promise<number>((resolve) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(Number(text)))
  })
  return { process: child, port: Promise.race([printed, ended.then(() => undefined)]), ended, errors: () => errors }
}
