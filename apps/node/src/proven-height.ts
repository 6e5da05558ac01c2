import { setTimeout as sleep } from 'node:timers/promises'
import { base64Decode, bytesEqual, CodecError } from '@xiezhi/codec'
import { CometError, decodeLightBlock, timestampToMs } from '@xiezhi/comet'
import type { LightBlock } from '@xiezhi/comet'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { FollowedAnchor } from '@xiezhi/sdk'
import { NodeError } from './node-error.ts'

/** So much later than the begin of the restore a header must be: clocks of validators differ. */
const LATER_MS = 5_000
/** A header further ahead says that the clock here is wrong: then nothing is known of what is later. */
const AHEAD_MS = 10_000
const WAIT_MS = 90_000
/** For peers of which none has answered yet. */
const ANSWER_WAIT_MS = 10_000
const POLL_MS = 1_000
const CALL_MS = 5_000

export interface HeightQuestion {
  /** Validators of a state that is known, and the height from which on they sign. */
  readonly anchor: ConstructorParameters<typeof FollowedAnchor>[1]
  /** Of the validator that is to be restored. */
  readonly address: Uint8Array
  /** `http://<address>:<port>` of other nodes. */
  readonly peers: readonly string[]
  /** How long a fresh header is waited for. */
  readonly waitMs?: number
}

/**
 * The height of the zone, proved by a header that was made after this was asked: of validators that are trusted, or of those
 * who came after them. What the restored validator has signed earlier lies at most one above it.
 * @throws NodeError PEERS_UNREACHABLE where none answers; HEIGHT_UNPROVED where no such header comes; VALIDATOR_SIGNS where
 * the key that is to be restored has signed it
 */
export async function provenHeight({ anchor, address, peers, waitMs = WAIT_MS }: HeightQuestion): Promise<number> {
  const begunMs = Date.now()
  const trust = new FollowedAnchor(nodeCrypto, anchor)
  let reason: string | undefined
  let answers = 0
  do {
    for (const peer of peers) {
      try {
        const block = await latestBlock(peer)
        if (block === undefined) continue
        answers++
        await trust.check(block, ({ height, below }) => wanted(peer, height, below))
        const timeMs = timestampToMs(block.header.time)
        if (timeMs > Date.now() + AHEAD_MS) reason = `header of ${timeMs} at ${Date.now()}`
        else if (timeMs >= begunMs) {
          requireSilent(block, address)
          if (timeMs >= begunMs + LATER_MS) return Number(block.header.height)
        }
      } catch (error) {
        if (error instanceof NodeError) throw error
        reason = error instanceof Error ? error.message : 'unknown'
      }
    }
    await sleep(POLL_MS)
  } while (Date.now() < begunMs + (answers === 0 ? Math.min(ANSWER_WAIT_MS, waitMs) : waitMs))
  if (answers === 0) throw new NodeError('PEERS_UNREACHABLE', { peers: peers.join(', ') })
  throw new NodeError('HEIGHT_UNPROVED', {
    expected: `a header later than ${begunMs + LATER_MS}`,
    seen: reason ?? 'no new header',
  })
}

/** The original must be gone: two nodes with one key sign twice. */
function requireSilent({ header, commit }: LightBlock, address: Uint8Array): void {
  const isSigned = commit.signatures.some(({ validatorAddress }) => bytesEqual(validatorAddress, address))
  if (isSigned) throw new NodeError('VALIDATOR_SIGNS', { height: Number(header.height) })
}

/** Undefined: the peer does not answer. */
async function latestBlock(peer: string): Promise<LightBlock | undefined> {
  const status = await call(peer, 'status', {})
  if (status === undefined) return undefined
  const { sync_info } = status as { readonly sync_info?: { readonly latest_block_height?: unknown } }
  return lightBlock(peer, { height: String(sync_info?.latest_block_height) })
}

async function wanted(peer: string, height: bigint, below: bigint): Promise<LightBlock | null> {
  const block = await lightBlock(peer, { height: String(height), or_above: true })
  return block !== undefined && block.header.height < below ? block : null
}

async function lightBlock(peer: string, params: object): Promise<LightBlock | undefined> {
  const answer = (await call(peer, 'light_block', params)) as { readonly light_block?: unknown } | undefined
  if (typeof answer?.light_block !== 'string') return undefined
  try {
    return decodeLightBlock(base64Decode(answer.light_block))
  } catch (error) {
    if (error instanceof CodecError || error instanceof CometError) return undefined
    throw error
  }
}

/** The result; undefined where the peer does not answer or refuses. */
async function call(peer: string, method: string, params: object): Promise<object | undefined> {
  try {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(peer, { method: 'POST', headers, body, signal: AbortSignal.timeout(CALL_MS) })
    const { result } = (await answer.json()) as { readonly result?: unknown }
    return typeof result === 'object' && result !== null ? result : undefined
  } catch {
    return undefined
  }
}
