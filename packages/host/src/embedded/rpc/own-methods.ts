import type { Json } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import { ContractError } from '@xiezhi/kernel'
import type { Event } from '@xiezhi/kernel'
import { base64Encode } from '../../native-base64.ts'
import { HostError } from '../host-error.ts'
import type { TxOutcome } from '../mempool.ts'
import { lightBlockText } from './light-block-text.ts'
import type { Params } from './params.ts'
import { RawJson } from './raw-json.ts'
import { proofAt } from './proof-at.ts'
import type { RpcContext, RpcMethod } from './rpc-method.ts'
import { stateChanges, statePage } from './state-reads.ts'
import { lightBlockAt, untilHeight } from './stored-headers.ts'
import type { ZoneContext, ZoneHost } from './zone-host.ts'

/** Keys proved by one call. */
export const PROVED_KEYS_MAX = 512

/**
 * Methods that CometBFT does not have, for SDK and relayer: what takes several of its calls in one. A client that meets
 * "Method not found" uses CometBFT's.
 */
export const ownMethods: Readonly<Record<string, RpcMethod>> = {
  prove_many: ({ host }, params) => proveMany({ host }, params, (height) => lightBlockAt(host, height)),
  state_changes: stateChanges,
  state_page: statePage,
  submit,
  clock_alarm: clockAlarm,
  confirm_clock: confirmClock,
}

/** The alarm for which no block is made, or null; the host's clock, and the last stamp. */
function clockAlarm({ host }: RpcContext): Json {
  const { alarm } = host.clock
  return {
    chain_id: host.chainId,
    height: host.height,
    alarm: alarm === undefined ? null : { ...alarm },
    wall_ms: host.clock.shownMs(),
    last_stamp_ms: host.app.lastStampMs(),
    confirmations: host.clock.confirmations.length,
  }
}

/** `confirmation`: what `signClockConfirmation` gives, in base64. */
function confirmClock({ host }: RpcContext, params: Params): Json {
  const signed = params.bytes('confirmation')
  try {
    const { organisation, officer } = host.confirmClock(signed)
    return { confirmed: true, organisation, officer }
  } catch (error) {
    return { confirmed: false, ...refusalOf(error) }
  }
}

/**
 * Values and proofs of several keys as of one height (default: the last change of the state); with `header` also the
 * light block after it, whose header has the root, waited for where it is still being made.
 */
export async function proveMany(
  { host }: ZoneContext,
  params: Params,
  blockAt: (height: number) => LightBlock | Promise<LightBlock>,
): Promise<Json> {
  const keys = params.hexList('keys', PROVED_KEYS_MAX)
  const height = params.height() ?? host.stateHeight()
  // Proved before anything is waited for: the latest state costs less than a past one.
  const entries = proved(host, keys, height)
  if (!params.boolean('header')) return { height, entries, light_block: null }
  await untilHeight(host, height + 1)
  return { height, entries, light_block: lightBlockText(await blockAt(height + 1)) }
}

function proved(host: ZoneHost, keys: readonly Uint8Array[], height: number): Json {
  return keys.map((key) => {
    const { value, proof } = proofAt(host, key, height)
    return { value: value === null ? null : base64Encode(value), proof: base64Encode(proof) }
  })
}

/**
 * Takes a transaction and answers when its block is on disk, as `broadcast_tx_commit`; `data` is canonical JSON as the
 * application wrote it, and events, with `events`, have no second form.
 */
export async function submit({ host }: ZoneContext, params: Params): Promise<Json | RawJson> {
  const bytes = params.bytes('tx')
  try {
    const outcome = await host.submit(bytes)
    const name = outcome.code === 0 ? '' : (host.app.modules.explain(outcome.codespace, outcome.code)?.name ?? '')
    return outcomeText(outcome, name, params.boolean('events'))
  } catch (error) {
    return { included: false, ...refusalOf(error) }
  }
}

function outcomeText(outcome: TxOutcome, name: string, withEvents: boolean): RawJson {
  const { height, code, codespace, data, events } = outcome
  // Canonical JSON in UTF-8 is JSON text; only the bytes have to become characters.
  const dataText = data.length === 0 ? 'null' : Buffer.from(data.buffer, data.byteOffset, data.length).toString('utf8')
  const eventsText = withEvents ? JSON.stringify(events.map(plainEvent)) : '[]'
  const refusal = `"codespace":${JSON.stringify(codespace)},"name":${JSON.stringify(name)}`
  return new RawJson(
    `{"included":true,"height":${height},"code":${code},${refusal},"data":${dataText},"events":${eventsText}}`,
  )
}

export function plainEvent({ type, data }: Event): Json {
  return { type, data }
}

/** Why a transaction was not included. @throws what is neither a refusal nor a state of the host */
export function refusalOf(error: unknown): {
  readonly codespace: string
  readonly code: number
  readonly name: string
  readonly facts: Json
} {
  if (error instanceof ContractError) {
    const { codespace, code, name } = error.kind
    return { codespace, code, name, facts: error.facts }
  }
  if (error instanceof HostError)
    return { codespace: 'host', code: 1, name: error.code, facts: { reason: error.code, ...error.facts } }
  throw error
}
