import { base64Decode, base64Encode, integer, object, string, utf8Decode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { interchainModules } from '@xiezhi/interchain'
import type { PacketApplication } from '@xiezhi/interchain'
import { echoPorts } from '@xiezhi/interchain/testing'
import { collection, ContractError, defineErrors, defineMessage, defineQuery } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'

export const ECHO_PORT = 'xz.echo.v1'
/** The port that ICS-20 names: what a zone would have that takes part in transfers. */
export const TRANSFER_PORT = 'transfer'
/** ICS-20: the answer of a transfer that succeeded. */
export const TRANSFER_SUCCESS = '{"result":"AQ=="}'

const errors = defineErrors('probe', { Refused: [2, 'the payload asks for a refusal'] })

const text = string({ bytesMin: 1, bytesMax: 65_536 })
const received = collection('probe/received', text)

const application = (port: string, answer: (value: Uint8Array) => Uint8Array): PacketApplication => ({
  port,
  onReceive(ctx, { destinationClient, sequence, payload }) {
    received(ctx.store).set([destinationClient, String(sequence)], base64Encode(payload.value))
    if (utf8Decode(payload.value).includes('refuse')) throw new ContractError(errors.Refused)
    return { kind: 'answered', acknowledgement: answer(payload.value) }
  },
  onAcknowledge: () => undefined,
  onTimeout: () => undefined,
})

/** `client`, `packet`, and applications that answer with what they were sent, or as ICS-20 does. */
export function interopModules(): readonly Module[] {
  const applications = [
    application(ECHO_PORT, (value) => value),
    application(TRANSFER_PORT, () => utf8Encode(TRANSFER_SUCCESS)),
  ]
  const { modules, sender } = interchainModules({ ports: echoPorts, applications: () => applications })
  const send = defineMessage({
    type: 'probe/Send',
    schema: object({
      clientId: string({ bytesMin: 1, bytesMax: 64 }),
      timeoutSeconds: integer(),
      payload: object({ sourcePort: text, destinationPort: text, version: text, encoding: text, value: text }),
    }),
    check: (ctx, { clientId, timeoutSeconds, payload }) =>
      sender.checkSend(ctx, {
        sourceClient: clientId,
        timeoutSeconds,
        payload: { ...payload, value: base64Decode(payload.value) },
      }),
    execute: (ctx, _, plan): Json => ({ ...sender.send(ctx, plan) }),
  })
  const probe: Module = {
    name: 'probe',
    version: 1,
    errors,
    events: [],
    messages: [send],
    queries: [
      defineQuery({
        name: 'probe/received',
        schema: object({ clientId: string({ bytesMin: 1, bytesMax: 64 }), sequence: integer({ min: 1 }) }),
        answer: (ctx, { clientId, sequence }): Json => received(ctx.store).get(clientId, String(sequence)) ?? null,
      }),
    ],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
  return [...modules, probe]
}
