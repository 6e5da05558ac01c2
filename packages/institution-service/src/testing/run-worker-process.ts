import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Message } from '@xiezhi/kernel'
import { encodeOrderAnnex } from '../annex.ts'
import type { OrderKey } from '../ports.ts'
import type { TwoZones } from './two-zones.ts'

/** In the node_modules of this package, so that the bundle finds what is installed for it. */
const BUNDLE = fileURLToPath(new URL('../../node_modules/.cache/xiezhi/worker-process.mjs', import.meta.url))

export async function bundleWorkerProcess(): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('./worker-process.ts', import.meta.url))],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    external: ['sm-crypto-v2', '@noble/*'],
    logLevel: 'error',
  })
}

export interface WorkerProcess {
  /** The signal or exit code. */
  readonly ended: Promise<string>
  kill(): void
}

/** A worker in a process of its own over a ledger that is here. */
export function startWorkerProcess(zones: TwoZones, config: object): WorkerProcess {
  const child = fork(BUNDLE, [JSON.stringify(config)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ledger = zones.ledger('bank')
  child.on('message', ({ id, name, input }: { id: number; name: string; input: unknown }) => {
    void answerOf(name, input).then((answer) => send(child, { id, answer }))
  })
  const answerOf = (name: string, input: unknown): Promise<unknown> => {
    switch (name) {
      case 'inbox': {
        const { after, limit } = input as { after?: OrderKey; limit: number }
        return ledger.inbox(after, limit)
      }
      case 'order':
        return ledger.order(input as OrderKey)
      case 'measure':
        return ledger.measure(input as string)
      case 'isHeld':
        return ledger.isHeld(input as string)
      case 'submit':
        return ledger.submit(input as readonly Message[])
      default:
        return Promise.resolve(encodeOrderAnnex(zones.annexes.get(input as string)!))
    }
  }
  return {
    ended: new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? String(code)))
    }),
    kill: () => void child.kill('SIGKILL'),
  }
}

function send(child: ChildProcess, message: object): void {
  // It may have been killed while the ledger answered.
  if (child.connected) child.send(message, () => undefined)
}
