import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { GatewayError } from '../gateway-error.ts'
import { reasonOf } from '../log.ts'
import type { Log } from '../log.ts'
import type { IdentityProviderOptions } from './identity-provider.ts'

/** The built file, from the source too: a thread takes no TypeScript. */
const WORKER = new URL('../../dist/identity/provider-worker.js', import.meta.url)
/** A thread listens about a second after it was made; on a machine that is busy with much else, after many. */
const LISTEN_MS_MAX = 60_000
/** Of a thread that was given up. */
const END_MS_MAX = 5_000
const THREADS_MAX = 2

export interface RunningProvider {
  close(): Promise<void>
}

interface Apart {
  /** Told of a thread that was given up. */
  readonly log: Log
  /** The file of the thread; another one in tests. */
  readonly worker?: URL
  readonly listenMsMax?: number
}

/**
 * The identity provider in a thread of its own. It follows each request through its promises (`AsyncLocalStorage`), and Node
 * then does so for every promise of the thread: three times the price of an `await`, in servers that have nothing to do with it.
 *
 * A thread that ends or says nothing before it listens is given up, and another one is started. Rejects with what the provider
 * fails with before it listens. @throws GatewayError IDENTITY_PROVIDER_NOT_STARTED where no thread listens
 */
export async function listenApart(options: IdentityProviderOptions, apart: Apart): Promise<RunningProvider> {
  for (let thread = 1; ; thread++) {
    try {
      return await listening(options, apart)
    } catch (error) {
      if (!(error instanceof GatewayError) || thread === THREADS_MAX) throw error
      apart.log({ event: 'IDENTITY_PROVIDER_NOT_STARTED', thread, reason: JSON.stringify(error.facts) })
    }
  }
}

async function listening(
  options: IdentityProviderOptions,
  { log, worker: file = WORKER, listenMsMax = LISTEN_MS_MAX }: Apart,
): Promise<RunningProvider> {
  const worker = new Worker(file, { workerData: options, execArgv: [] })
  const settled = new AbortController()
  const { signal } = settled
  const close = async (): Promise<void> => {
    await worker.terminate()
  }
  try {
    await Promise.race([
      once(worker, 'message', { signal }),
      once(worker, 'exit', { signal }).then(([exit]) => {
        throw new GatewayError('IDENTITY_PROVIDER_NOT_STARTED', { exit: Number(exit) })
      }),
      sleep(listenMsMax, undefined, { signal }).then(() => {
        throw new GatewayError('IDENTITY_PROVIDER_NOT_STARTED', { waitedMs: listenMsMax })
      }),
    ])
    worker.on('error', (error) => {
      log({ event: 'IDENTITY_PROVIDER_ENDED', reason: reasonOf(error) })
    })
    return { close }
  } catch (error) {
    // One that was slow gives its port back; what does not answer may not end either.
    await Promise.race([close(), sleep(END_MS_MAX, undefined, { signal })])
    throw error
  } finally {
    settled.abort()
  }
}
