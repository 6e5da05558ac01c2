import { existsSync, readFileSync } from 'node:fs'
import { hexDecode } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { scenarioOffset } from '@xiezhi/sdk'
import { Behaviours } from './behaviours.ts'
import { Calendar } from './calendar.ts'
import type { InstitutionConfig } from './config.ts'
import type { InstitutionContext } from './context.ts'
import { controlSetup } from './db/control-setup.ts'
import { Store } from './db/store.ts'
import { loadProfile } from './profile.ts'
import { serveAdmin } from './server/admin-server.ts'
import { exchangeOnce } from './server/exchange.ts'
import { serveInterface } from './server/interface-server.ts'
import type { Listening, Log } from './server/listening.ts'

const EXCHANGE_PAUSE_MS = 500

/** The machine's clock, or that of a demonstration. */
function clockOf({ scenarioClock }: InstitutionConfig): () => number {
  if (scenarioClock === undefined) return Date.now
  return () => Date.now() + scenarioOffset(existsSync(scenarioClock) ? readFileSync(scenarioClock, 'utf8') : undefined)
}

/** A running institution. */
export class Institution {
  readonly context: InstitutionContext
  readonly port: number
  readonly adminPort: number | undefined
  readonly #doors: readonly Listening[]
  #isStopped = false
  #exchange: Promise<void> = Promise.resolve()

  private constructor(context: InstitutionContext, door: Listening, admin: Listening | undefined) {
    this.context = context
    this.port = door.port
    this.adminPort = admin?.port
    this.#doors = admin === undefined ? [door] : [door, admin]
  }

  static async start(config: InstitutionConfig, log: Log): Promise<Institution> {
    const loaded = loadProfile(config.profile)
    const profile = { ...loaded, officers: [...loaded.officers, ...(config.officers ?? [])] }
    const store = await Store.open(config.folder, config.database, controlSetup(profile))
    const context: InstitutionContext = {
      store,
      profile,
      behaviours: new Behaviours(config.behaviours),
      batchKey: {
        crypto: nodeCrypto,
        hash: config.batchHash ?? 'sha256',
        key: hexDecode(readFileSync(config.batchKeyFile, 'utf8').trim()),
      },
      calendar: new Calendar(config.today, clockOf(config)),
    }
    const admin = config.adminPort === undefined ? undefined : await serveAdmin(context, config.adminPort)
    const institution = new Institution(context, await serveInterface(context, config, log), admin)
    if (config.exchange !== undefined) institution.#exchange = institution.#exchangeOn(config.exchange, log)
    return institution
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const door of this.#doors) await door.close()
    await this.#exchange
    await this.context.store.close()
  }

  async #exchangeOn(exchange: NonNullable<InstitutionConfig['exchange']>, log: Log): Promise<void> {
    while (!this.#stopped()) {
      try {
        for (const { name, code } of await exchangeOnce(this.context, exchange))
          log({ event: 'QUARANTINED', name, code })
      } catch (error) {
        // A full disk or a database that is away: the batch stays where it is and is taken again.
        log({ event: 'EXCHANGE_FAILED', code: error instanceof Error ? error.name : 'unknown' })
      }
      await new Promise((resolve) => setTimeout(resolve, EXCHANGE_PAUSE_MS))
    }
  }

  #stopped(): boolean {
    return this.#isStopped
  }
}
