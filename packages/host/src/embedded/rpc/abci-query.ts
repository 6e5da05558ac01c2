import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { ContractError } from '@xiezhi/kernel'
import { base64Encode } from '../../native-base64.ts'
import type { Params } from './params.ts'
import { proofAt } from './proof-at.ts'
import { invalidParams } from './rpc-error.ts'
import type { ZoneContext, ZoneHost } from './zone-host.ts'

const QUERY_BYTES_MAX = 16 * 1024 * 1024
/** Of the one step from a value to the app hash. */
export const PROOF_TYPE = 'ics23:smt'

export interface QueryAnswer {
  readonly code: number
  readonly codespace: string
  /** Name of a refusal. */
  readonly log: string
  /** Null: the proof is of absence. */
  readonly value: Uint8Array | null
  /** The height whose state this is: that of the last change, not of the last block. */
  readonly height: number
  /** Of a value of the store: its key and an ics23 CommitmentProof. */
  readonly proved?: { readonly key: Uint8Array; readonly proof: Uint8Array }
}

/**
 * `/store`: raw value and ics23 proof of a key, in the state after `height` (proved under the header after it).
 * `/query/<name>`: a module query; data is its canonical JSON input. @throws RpcError for another path or an unknown height
 */
export function answerQuery(host: ZoneHost, path: string, data: Uint8Array, height?: number): QueryAnswer {
  const stateHeight = host.stateHeight()
  if (path === '/store' || path === 'store') {
    const at = height ?? stateHeight
    const { value, proof } = proofAt(host, data, at)
    return { code: 0, codespace: '', log: '', value, height: at, proved: { key: data, proof } }
  }
  const name = /^\/query\/(.+)$/.exec(path)?.[1]
  if (name === undefined)
    throw invalidParams(`path: expected /store or /query/<name>, seen ${JSON.stringify(path.slice(0, 80))}`)
  try {
    const answer = host.app.query(name, data.length === 0 ? null : decodeCanonical(data))
    const value = encodeCanonical(answer, { bytesMax: QUERY_BYTES_MAX })
    return { code: 0, codespace: '', log: '', value, height: stateHeight }
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    const { codespace, code, name: reason } = error.kind
    const value = encodeCanonical({ codespace, code, facts: error.facts })
    return { code, codespace, log: reason, value, height: stateHeight }
  }
}

export function abciQuery({ host }: ZoneContext, params: Params): Json {
  const path = params.optionalText('path') ?? '/store'
  const { value, height, proved, ...outcome } = answerQuery(host, path, params.hex('data'), params.height())
  return {
    response: {
      ...outcome,
      info: '',
      index: '0',
      key: proved === undefined ? null : base64Encode(proved.key),
      value: value === null ? null : base64Encode(value),
      proofOps: proved === undefined ? null : { ops: [proofOp(proved)] },
      height: String(height),
    },
  }
}

function proofOp({ key, proof }: NonNullable<QueryAnswer['proved']>): Json {
  return { type: PROOF_TYPE, key: base64Encode(key), data: base64Encode(proof) }
}
