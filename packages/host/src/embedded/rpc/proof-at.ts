import type { Answer } from '../../store/state-store.ts'
import { StoreError } from '../../store/store-error.ts'
import type { EmbeddedHost } from '../embedded-host.ts'
import { internalError } from './rpc-error.ts'

/** Value and proof as of a height. @throws RpcError where the zone does not keep that height */
export function proofAt(host: EmbeddedHost, key: Uint8Array, height: number): Answer {
  try {
    return host.prove(key, height)
  } catch (error) {
    if (error instanceof StoreError) throw internalError(`${error.code} ${JSON.stringify(error.facts)}`)
    throw error
  }
}
