import { parentPort, workerData } from 'node:worker_threads'
import type { IdentityProviderOptions } from './identity-provider.ts'

// Held from the first statement on: where an event loop has nothing to wait for, and between two modules it may not, Node waits
// for the tasks of V8 in all threads instead. One of those may need this thread: then neither goes on, ever (nodejs/node#54918).
const held = setInterval(() => undefined, 1_000)
const { listenAsProvider } = await import('./identity-provider.ts')
await listenAsProvider(workerData as IdentityProviderOptions)
clearInterval(held)
parentPort?.postMessage('listening')
