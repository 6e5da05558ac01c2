import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { EmbeddedHost } from '../embedded-host.ts'
import type { Params } from './params.ts'
import type { RawJson } from './raw-json.ts'

export interface RpcContext {
  readonly host: EmbeddedHost
  readonly crypto: Crypto
}

/** @throws RpcError */
export type RpcMethod = (context: RpcContext, params: Params) => Json | Promise<Json | RawJson>
