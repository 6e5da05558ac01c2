import type { Holder } from '@xiezhi/signer'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import { ServiceKey } from './service-key.ts'

export interface ServiceKeysOptions {
  readonly folder: string
  readonly holders: readonly Holder[]
  readonly passphrase: () => string
  /** The ledger's time. */
  readonly nowMs: () => number
  /** A demonstration makes the keystores at its first start. */
  readonly ready: Promise<void>
  readonly log: Log
}

/** The program's own keys, one for each organisation that it serves, opened when they are first needed. */
export class ServiceKeys {
  readonly #options: ServiceKeysOptions
  readonly #open = new Map<string, ServiceKey>()
  /** Under way: a keystore costs a tenth of a second of work, and many ask for all of them at the start. */
  readonly #opening = new Map<string, Promise<void>>()

  constructor(options: ServiceKeysOptions) {
    this.#options = options
  }

  /** Those that can be opened: one that cannot holds up its own organisation alone. */
  async all(): Promise<readonly ServiceKey[]> {
    const { holders, ready } = this.#options
    await ready
    for (const holder of holders) await this.#openOnce(holder)
    return [...this.#open.values()]
  }

  #openOnce(holder: Holder): Promise<void> {
    const { organisation } = holder
    if (this.#open.has(organisation)) return Promise.resolve()
    const known = this.#opening.get(organisation)
    if (known !== undefined) return known
    const opening = this.#openOne(holder).finally(() => this.#opening.delete(organisation))
    this.#opening.set(organisation, opening)
    return opening
  }

  async #openOne(holder: Holder): Promise<void> {
    const { folder, passphrase, nowMs, log } = this.#options
    const { organisation } = holder
    try {
      this.#open.set(organisation, await ServiceKey.open({ folder, holder, passphrase: passphrase(), nowMs }))
    } catch (error) {
      log({ event: 'SERVICE_KEY_CLOSED', organisation, reason: reasonOf(error) })
    }
  }

  close(): void {
    for (const key of this.#open.values()) key.close()
    this.#open.clear()
  }
}
