import { defineMessage } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import type { InterchainPorts } from '../port.ts'
import type { ApplicationTable } from './applications.ts'
import { errors } from './errors.ts'
import { acknowledgePacket, checkAcknowledgePacket } from './handlers/acknowledge-packet.ts'
import { checkReceivePacket, receivePacket } from './handlers/receive-packet.ts'
import { checkTimeoutPacket, timeoutPacket } from './handlers/timeout-packet.ts'
import { invariants } from './invariants.ts'
import { acknowledgePacketSchema, receivePacketSchema, timeoutPacketSchema } from './messages.ts'
import { queries } from './queries.ts'

/** Packets of IBC v2 (ICS-4): one payload, unordered, proved by the peer's state. */
export function packetModule(ports: InterchainPorts, applications: ApplicationTable): Module {
  return {
    name: 'packet',
    version: 1,
    errors,
    events: [
      'PacketSent',
      'PacketReceived',
      'ApplicationRefused',
      'AcknowledgementWritten',
      'PacketAcknowledged',
      'PacketTimedOut',
      'PacketEquivocation',
    ],
    messages: [
      defineMessage({
        type: 'packet/ReceivePacket',
        schema: receivePacketSchema,
        check: (ctx, message) => checkReceivePacket(ports, applications, ctx, message),
        execute: receivePacket,
      }),
      defineMessage({
        type: 'packet/AcknowledgePacket',
        schema: acknowledgePacketSchema,
        check: (ctx, message) => checkAcknowledgePacket(ports, applications, ctx, message),
        execute: acknowledgePacket,
      }),
      defineMessage({
        type: 'packet/TimeoutPacket',
        schema: timeoutPacketSchema,
        check: (ctx, message) => checkTimeoutPacket(ports, applications, ctx, message),
        execute: timeoutPacket,
      }),
    ],
    queries,
    invariants,
    migrations: [],
    initGenesis: () => undefined,
  }
}
