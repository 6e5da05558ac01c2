import { base64Encode, CodecError, hexEncode } from '@xiezhi/codec'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { CheckContext, TxContext } from '@xiezhi/kernel'
import { requireActive, requireConsensus } from '../client/client-reads.ts'
import { instantOf } from '../client/consensus-states.ts'
import { counterparties } from '../client/state.ts'
import { commitmentKey } from '../commitment/keys.ts'
import { packetCommitment, packetToJson } from '../commitment/packet-hash.ts'
import { payloadSchema } from '../fields.ts'
import { TIMEOUT_SECONDS_MAX } from '../limits.ts'
import type { PacketSender, Payload, SendInput, SendPlan, SentPacket } from '../port.ts'
import type { ApplicationTable } from './applications.ts'
import { errors } from './errors.ts'
import { sentRows, sequencePart, sequences } from './state.ts'

export function packetSender(applications: ApplicationTable): PacketSender {
  return { checkSend: (ctx, input) => checkSend(applications, ctx, input), send: sendPacket }
}

/** ibc-go `sendPacket`: counterparty, timeout against now, client, timeout against the peer's known time. */
function checkSend(applications: ApplicationTable, ctx: CheckContext, input: SendInput): SendPlan {
  const { sourceClient, timeoutSeconds, payload } = input
  applications.require(payload.sourcePort)
  checkPayload(payload)
  const counterparty = counterparties(ctx.store).get(sourceClient)
  ensure(counterparty !== undefined, errors.CounterpartyMissing, { clientId: sourceClient })
  const nowSeconds = headerSeconds(ctx)
  ensure(timeoutSeconds > nowSeconds, errors.TimeoutElapsed, { timeoutSeconds, nowSeconds })
  ensure(timeoutSeconds <= nowSeconds + TIMEOUT_SECONDS_MAX, errors.TimeoutTooFar, {
    timeoutSeconds,
    nowSeconds,
    maxSeconds: TIMEOUT_SECONDS_MAX,
  })
  const { latestHeight } = requireActive(ctx, sourceClient)
  const { timeSeconds } = requireConsensus(ctx, sourceClient, latestHeight)
  ensure(timeoutSeconds > timeSeconds, errors.TimeoutKnownPast, { timeoutSeconds, peerSeconds: timeSeconds })
  return { input, destinationClient: counterparty.clientId }
}

function sendPacket(ctx: TxContext, { input, destinationClient }: SendPlan): SentPacket {
  const { sourceClient, timeoutSeconds, payload } = input
  const numbers = sequences(ctx.store)
  const sequence = (numbers.get(sourceClient) ?? 0) + 1
  numbers.set(sourceClient, sequence)
  const packet = { sequence, sourceClient, destinationClient, timeoutSeconds, payload }
  const commitment = packetCommitment(ctx.crypto, packet)
  ctx.store.set(commitmentKey(sourceClient, sequence), commitment)
  const body = packetToJson(packet)
  sentRows(ctx.store).set([sourceClient, sequencePart(sequence)], { packet: body, at: instantOf(ctx.block) })
  const packetHash = hexEncode(commitment)
  ctx.emit({ type: 'PacketSent', data: { packet: body, packetHash } })
  return { sequence, packetHash }
}

/** IBC `now`: whole seconds of the header time. */
export function headerSeconds(ctx: CheckContext): number {
  return Math.floor(ctx.block.timeMs / 1_000)
}

function checkPayload(payload: Payload): void {
  try {
    payloadSchema.parse({ ...payload, value: base64Encode(payload.value) })
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(errors.PayloadInvalid, error.facts)
    throw error
  }
}
