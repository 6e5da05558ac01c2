import { base64Encode } from '@xiezhi/codec'
import type { LightBlock } from '@xiezhi/comet'
import type { Message } from '@xiezhi/kernel'
import { encodeTendermintHeader, revisionOf } from '@xiezhi/lightclient'
import type { ZoneEnd } from '../zone-end.ts'

/** Waits between looks for a header that the source is about to make. */
const HEADER_RETRY_MS = 2
const HEADER_WAIT_MAX_MS = 30_000

/** The header that proves the state after `height`: the one of the next height, made without waiting. */
export async function proofHeader(source: ZoneEnd, height: number): Promise<LightBlock> {
  const give = Date.now() + HEADER_WAIT_MAX_MS
  for (;;) {
    try {
      return await source.rpc.lightBlock(height + 1)
    } catch (error) {
      if (Date.now() > give) throw error
      await new Promise((resolve) => setTimeout(resolve, HEADER_RETRY_MS))
    }
  }
}

/** The message that brings a header to the client on `target`; undefined if the client already knows a later one there. */
export async function updateClient(source: ZoneEnd, target: ZoneEnd, block: LightBlock): Promise<Message | undefined> {
  const trusted = await target.trustedHeight()
  if (Number(block.header.height) <= trusted) return undefined
  const { validators } = await source.rpc.lightBlock(trusted + 1)
  const header = encodeTendermintHeader({
    block: { ...block, validators: withProposer(block.validators) },
    trustedHeight: { revisionNumber: revisionOf(block.header.chainId), revisionHeight: BigInt(trusted) },
    trustedValidators: withProposer(validators),
  })
  return { type: 'client/UpdateClient', value: { clientId: target.clientId, header: base64Encode(header) } }
}

/** ibc-go demands a proposer in both sets; verification does not bind it. */
function withProposer({ validators, proposer }: LightBlock['validators']): LightBlock['validators'] {
  return { validators, proposer: proposer ?? validators[0] ?? null }
}
