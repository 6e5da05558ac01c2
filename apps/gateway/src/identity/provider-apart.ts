import { Worker } from 'node:worker_threads'
import type { IdentityProviderOptions } from './identity-provider.ts'

/** The built file, from the source too: a thread takes no TypeScript. */
const WORKER = new URL('../../dist/identity/provider-worker.js', import.meta.url)

export interface RunningProvider {
  close(): Promise<void>
}

/**
 * The identity provider in a thread of its own. It follows each request through its promises (`AsyncLocalStorage`), and Node
 * then does so for every promise of the thread: three times the price of an `await`, in servers that have nothing to do with it.
 *
 * Rejects with what the provider fails with before it listens.
 */
export function listenApart(options: IdentityProviderOptions): Promise<RunningProvider> {
  const worker = new Worker(WORKER, { workerData: options, execArgv: [] })
  return new Promise((resolve, reject) => {
    worker.once('message', () => {
      resolve({
        close: async () => {
          await worker.terminate()
        },
      })
    })
    worker.once('error', reject)
  })
}
