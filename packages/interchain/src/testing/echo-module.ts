import { base64Encode, integer, object, optional, string, utf8Decode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { collection, ContractError, defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { CheckContext, Module } from '@xiezhi/kernel'
import { commitmentKey } from '../commitment/keys.ts'
import { errorAcknowledgement, packetCommitment, packetFromJson } from '../commitment/packet-hash.ts'
import { clientIdSchema, heightSchema, packetSchema, sequenceSchema } from '../fields.ts'
import { interchainModules } from '../interchain-modules.ts'
import type { Interchain } from '../interchain-modules.ts'
import type { InterchainPorts, PacketApplication } from '../port.ts'
import { sequencePart } from '../packet/state.ts'

export const ECHO_PORT = 'xz.echo.v1'

export const echoErrors = defineErrors('echo', {
  NotRelayer: [2, 'no signer is a relayer'],
  NotTwoOfficers: [3, 'two trust officers must sign'],
  Refused: [4, 'the payload asks for a refusal'],
})

/** What the application wrote while receiving: `echo/received/<client>/<sequence>`. */
export const echoReceived = collection('echo/received', string({ bytesMax: 65_536 }))
/** How a packet ended at the sender: `echo/ended/<client>/<sequence>`. */
export const echoEnded = collection('echo/ended', string({ bytesMax: 65_536 }))

/** A fault of the application's code: neither an answer nor a registered refusal. */
export class EchoFault extends Error {}

const sendSchema = object({
  clientId: clientIdSchema,
  timeoutSeconds: integer(),
  text: string({ bytesMax: 131_072 }),
  port: string({ bytesMax: 256 }),
  /** `port` if absent. */
  destinationPort: optional(string({ bytesMax: 256 })),
})
const answerSchema = object({
  clientId: clientIdSchema,
  sequence: sequenceSchema,
  text: string({ bytesMax: 65_536 }),
})

/** Relayers are officers whose name begins with `relayer`, trust officers with `trust`. */
export const echoPorts: InterchainPorts = {
  mayRelay: (ctx) => {
    ensure(
      ctx.signers.some(({ officer }) => officer.startsWith('relayer')),
      echoErrors.NotRelayer,
    )
  },
  mayGovern: (ctx: CheckContext) => {
    const officers = ctx.signers.filter(({ officer }) => officer.startsWith('trust')).map(({ officer }) => officer)
    ensure(new Set(officers).size >= 2, echoErrors.NotTwoOfficers)
  },
}

/** `client`, `packet` and an application that answers with the payload, or does what the payload says. */
export function echoChainModules(): Interchain {
  const interchain = interchainModules({ ports: echoPorts, applications: () => [application] })
  return { ...interchain, modules: [...interchain.modules, echoModule(interchain)] }
}

const application: PacketApplication = {
  port: ECHO_PORT,
  onReceive(ctx, { destinationClient, sequence, payload }) {
    const text = utf8Decode(payload.value)
    echoReceived(ctx.store).set([destinationClient, sequencePart(sequence)], text)
    ctx.emit({ type: 'EchoReceived', data: { sequence } })
    if (text === 'refuse') throw new ContractError(echoErrors.Refused)
    if (text === 'fault') throw new EchoFault()
    if (text === 'later') return { kind: 'later' }
    if (text === 'sentinel') return { kind: 'answered', acknowledgement: errorAcknowledgement() }
    if (text === 'empty') return { kind: 'answered', acknowledgement: new Uint8Array(0) }
    return { kind: 'answered', acknowledgement: utf8Encode(`echo ${text}`) }
  },
  onAcknowledge(ctx, { sourceClient, sequence }, acknowledgement) {
    const text = acknowledgement.kind === 'error' ? 'error' : `success ${base64Encode(acknowledgement.bytes)}`
    echoEnded(ctx.store).set([sourceClient, sequencePart(sequence)], text)
  },
  onTimeout(ctx, { sourceClient, sequence }) {
    echoEnded(ctx.store).set([sourceClient, sequencePart(sequence)], 'timed-out')
  },
}

function echoModule({ sender, acknowledger, clients }: Interchain): Module {
  return {
    name: 'echo',
    version: 1,
    errors: echoErrors,
    events: ['EchoReceived'],
    messages: [
      defineMessage({
        type: 'echo/Send',
        schema: sendSchema,
        check: (ctx, { clientId, timeoutSeconds, text, port, destinationPort = port }) =>
          sender.checkSend(ctx, {
            sourceClient: clientId,
            timeoutSeconds,
            payload: {
              sourcePort: port,
              destinationPort,
              version: '1',
              encoding: 'text/plain',
              value: utf8Encode(text),
            },
          }),
        execute: (ctx, _, plan): Json => ({ ...sender.send(ctx, plan) }),
      }),
      defineMessage({
        type: 'echo/Answer',
        schema: answerSchema,
        check: () => null,
        execute: (ctx, { clientId, sequence, text }) => {
          acknowledger.writeAcknowledgement(ctx, clientId, sequence, utf8Encode(text))
          return null
        },
      }),
      defineMessage({
        // What a module does when evidence refers to a state of the peer.
        type: 'echo/Keep',
        schema: object({ clientId: clientIdSchema, height: heightSchema }),
        check: () => null,
        execute: (ctx, { clientId, height }) => {
          clients.keep(ctx, clientId, height)
          return null
        },
      }),
      defineMessage({
        // What a dishonest zone does: another body under a sequence that it has used.
        type: 'echo/Forge',
        schema: object({ packet: packetSchema }),
        check: () => null,
        execute: (ctx, { packet }) => {
          const commitment = packetCommitment(ctx.crypto, packetFromJson(packet))
          ctx.store.set(commitmentKey(packet.sourceClient, packet.sequence), commitment)
          return null
        },
      }),
    ],
    queries: [],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
}
