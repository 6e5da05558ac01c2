import type { Answer } from '../../store/state-store.ts'
import { StoreError } from '../../store/store-error.ts'
import { internalError } from './rpc-error.ts'
import type { ZoneHost } from './zone-host.ts'

/** Value and proof as of a height. @throws RpcError where the zone does not keep that height */
export function proofAt(host: Pick<ZoneHost, 'prove'>, key: Uint8Array, height: number): Answer {
  try {
    return host.prove(key, height)
  } catch (error) {
    if (error instanceof StoreError) throw internalError(`${error.code} ${JSON.stringify(error.facts)}`)
    throw error
  }
}
