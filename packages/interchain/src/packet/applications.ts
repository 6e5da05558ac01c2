import { ensure } from '@xiezhi/kernel'
import type { PacketApplication } from '../port.ts'
import { errors } from './errors.ts'

/** Two applications claim one port. */
export class PortConflict extends Error {
  constructor(port: string) {
    super(`port ${port} is claimed twice`)
    this.name = 'PortConflict'
  }
}

/** Applications by port, read at the first packet: they need the sender before they exist. */
export class ApplicationTable {
  readonly #list: () => readonly PacketApplication[]
  #byPort: ReadonlyMap<string, PacketApplication> | undefined

  constructor(list: () => readonly PacketApplication[]) {
    this.#list = list
  }

  /** @throws ContractError PortUnknown, PortConflict */
  require(port: string): PacketApplication {
    this.#byPort ??= tableOf(this.#list())
    const application = this.#byPort.get(port)
    ensure(application !== undefined, errors.PortUnknown, { port })
    return application
  }
}

function tableOf(list: readonly PacketApplication[]): ReadonlyMap<string, PacketApplication> {
  const table = new Map<string, PacketApplication>()
  for (const application of list) {
    if (table.has(application.port)) throw new PortConflict(application.port)
    table.set(application.port, application)
  }
  return table
}
