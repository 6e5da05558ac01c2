import { setsOf } from '@xiezhi/credit-interface'
import { Store } from '../db/store.ts'
import type { Listening, Log } from '../server/listening.ts'
import { servePlatformAdmin } from './platform-admin.ts'
import type { PlatformConfig } from './platform-config.ts'
import { Faults } from './platform-faults.ts'
import { PlatformRecords } from './platform-records.ts'
import { PLATFORM_SETUP } from './platform-setup.ts'
import { servePlatform } from './platform-server.ts'

/** A running credit platform. */
export class CreditPlatform {
  readonly code: string
  readonly port: number
  readonly adminPort: number | undefined
  readonly #store: Store
  readonly #doors: readonly Listening[]

  private constructor(code: string, store: Store, door: Listening, admin: Listening | undefined) {
    this.code = code
    this.port = door.port
    this.adminPort = admin?.port
    this.#store = store
    this.#doors = admin === undefined ? [door] : [door, admin]
  }

  static async start(config: PlatformConfig, log: Log): Promise<CreditPlatform> {
    const store = await Store.open(config.folder, config.database, PLATFORM_SETUP)
    const faults = new Faults(config.faults)
    const admin = config.adminPort === undefined ? undefined : await servePlatformAdmin(store, faults, config.adminPort)
    const records = new PlatformRecords(store, faults)
    const door = await servePlatform({ records, faults, sets: setsOf(config.platform) }, config, log)
    return new CreditPlatform(config.code, store, door, admin)
  }

  async stop(): Promise<void> {
    for (const door of this.#doors) await door.close()
    await this.#store.close()
  }
}
