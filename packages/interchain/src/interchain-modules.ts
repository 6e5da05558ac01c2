import type { Module } from '@xiezhi/kernel'
import { clientReads } from './client/client-reads.ts'
import { clientModule } from './client/module.ts'
import { lateAcknowledger } from './packet/acknowledgements.ts'
import { ApplicationTable } from './packet/applications.ts'
import { packetModule } from './packet/module.ts'
import { packetSender } from './packet/sender.ts'
import type { ClientReads, InterchainPorts, LateAcknowledger, PacketApplication, PacketSender } from './port.ts'

export interface InterchainOptions {
  readonly ports: InterchainPorts
  /** Read at the first packet, so that applications may be built with the sender returned here. */
  readonly applications: () => readonly PacketApplication[]
}

export interface Interchain {
  /** `client` and `packet`. */
  readonly modules: readonly Module[]
  readonly sender: PacketSender
  readonly acknowledger: LateAcknowledger
  readonly clients: ClientReads
}

export function interchainModules({ ports, applications }: InterchainOptions): Interchain {
  const table = new ApplicationTable(applications)
  return {
    modules: [clientModule(ports), packetModule(ports, table)],
    sender: packetSender(table),
    acknowledger: lateAcknowledger,
    clients: clientReads,
  }
}
