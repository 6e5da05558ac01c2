import { Worker } from 'node:worker_threads'
import { GatewayError } from '../gateway-error.ts'
import type { IdentityProviderOptions } from './identity-provider.ts'

/** The built file, from the source too: a thread takes no TypeScript. */
const WORKER = new URL('../../dist/identity/provider-worker.js', import.meta.url)
/** A thread listens about a second after it was made; on a machine that is busy with much else, after many. */
const LISTEN_MS_MAX = 60_000

export interface RunningProvider {
  close(): Promise<void>
}

interface Apart {
  /** The file of the thread; another one in tests. */
  readonly worker?: URL
  readonly listenMsMax?: number
}

/**
 * The identity provider in a thread of its own. It follows each request through its promises (`AsyncLocalStorage`), and Node
 * then does so for every promise of the thread: three times the price of an `await`, in servers that have nothing to do with it.
 *
 * Rejects with what the provider fails with before it listens. @throws GatewayError IDENTITY_PROVIDER_NOT_STARTED where the
 * thread ends, or says nothing
 */
export function listenApart(
  options: IdentityProviderOptions,
  { worker: file = WORKER, listenMsMax = LISTEN_MS_MAX }: Apart = {},
): Promise<RunningProvider> {
  const worker = new Worker(file, { workerData: options, execArgv: [] })
  return new Promise((resolve, reject) => {
    const notStarted = (facts: { readonly exit: number } | { readonly waitedMs: number }): void => {
      clearTimeout(late)
      reject(new GatewayError('IDENTITY_PROVIDER_NOT_STARTED', facts))
    }
    const late = setTimeout(() => {
      // Not waited for: what does not answer may not end either.
      void worker.terminate()
      notStarted({ waitedMs: listenMsMax })
    }, listenMsMax)
    worker.once('message', () => {
      clearTimeout(late)
      resolve({
        close: async () => {
          await worker.terminate()
        },
      })
    })
    worker.once('error', (error) => {
      clearTimeout(late)
      reject(error)
    })
    worker.once('exit', (exit) => {
      notStarted({ exit })
    })
  })
}
