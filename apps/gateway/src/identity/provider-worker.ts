import { parentPort, workerData } from 'node:worker_threads'
import { listenAsProvider } from './identity-provider.ts'
import type { IdentityProviderOptions } from './identity-provider.ts'

await listenAsProvider(workerData as IdentityProviderOptions)
parentPort?.postMessage('listening')
