import { CodecError, decodeCanonical, encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json, Schema } from '@xiezhi/codec'
import type { PacketSender, Payload, SendInput } from '@xiezhi/interchain'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { ErrorKind, ReadContext, TxContext } from '@xiezhi/kernel'

/** What ports have in common whose packets are canonical JSON: both ends and the version have the port's name. */
export const ENCODING = 'application/json'

/** A packet to the same port of the peer; `timeoutSeconds` since 1970. */
export function jsonInput(port: string, sourceClient: string, timeoutSeconds: number, packet: Json): SendInput {
  const value = encodeCanonical(packet)
  const payload = { sourcePort: port, destinationPort: port, version: port, encoding: ENCODING, value }
  return { sourceClient, timeoutSeconds, payload }
}

/** Sends from an effect of time: undefined, and nothing written, where the client refuses now. Otherwise the sequence. */
export function trySend(ctx: TxContext, sender: PacketSender, input: SendInput): number | undefined {
  const sent = ctx.attempt((inner) => sender.send(inner, sender.checkSend(inner, input)).sequence)
  return sent.ok ? sent.value : undefined
}

/** @throws ContractError of the kind given */
export function requirePort(
  kind: ErrorKind,
  { sourcePort, version, encoding }: Pick<Payload, 'sourcePort' | 'version' | 'encoding'>,
  port: string,
): void {
  const fits = sourcePort === port && version === port && encoding === ENCODING
  ensure(fits, kind, { port, sourcePort, version, encoding })
}

/** Canonical JSON under a schema. @throws ContractError of the kind given */
export function decodeJson<T>(kind: ErrorKind, schema: Schema<T>, bytes: Uint8Array): T {
  try {
    return schema.parse(decodeCanonical(bytes))
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(kind, error.facts)
    throw error
  }
}

/** `sha256:…` of bytes, or of a value's canonical JSON. */
export function digestOf(ctx: ReadContext, value: Json | Uint8Array): string {
  const bytes = value instanceof Uint8Array ? value : encodeCanonical(value)
  return `sha256:${hexEncode(ctx.crypto.sha256(bytes))}`
}
