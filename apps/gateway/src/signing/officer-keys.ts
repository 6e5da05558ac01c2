import { parseKey } from '@xiezhi/crypto'
import { KeystoreFolder, SignerError } from '@xiezhi/signer'
import type { Holder, Unlocked } from '@xiezhi/signer'
import { GatewayError } from '../gateway-error.ts'
import { AttemptLimit } from '../identity/attempt-limit.ts'
import type { OpenSession } from '../session/person.ts'
import { signerProblem } from './signer-problem.ts'

export interface SignerState {
  readonly isUnlocked: boolean
  readonly unlockedUntilMs: number | null
  readonly algorithm: string | null
}

export interface HolderKey extends Holder {
  /** Key text of the public key. */
  readonly key: string
}

/** The key of an officer, in the officer's session and for the act at hand. */
export interface OfficerKeys {
  state(session: OpenSession): Promise<SignerState>
  /** @throws GatewayError SIGNER_MISSING, SIGNER_PASSPHRASE, SIGNER_ATTEMPTS, SIGNER_DAMAGED */
  unlock(session: OpenSession, passphrase: string): Promise<SignerState>
  lock(session: OpenSession): Promise<SignerState>
  /** Of a session that has ended. */
  lockEnded(sessionId: string): void
  /** Public part, open or not. @throws GatewayError SIGNER_MISSING, SIGNER_DAMAGED */
  holder(session: OpenSession): Promise<HolderKey>
  /** @throws GatewayError SIGNER_MISSING, SIGNER_LOCKED */
  unlocked(session: OpenSession): Promise<Unlocked>
  /** Locks everything. */
  close(): void
}

export interface KeystoreKeysOptions {
  readonly folder: string
  /** The ledger's time. */
  readonly nowMs: () => number
  /** Awaited before a keystore is looked for. */
  readonly ready?: Promise<void>
}

/** A reading of the page, a passphrase and a click; the signer takes a quarter of an hour at most. */
const UNLOCK_MS = 10 * 60_000

/** Encrypted keystores, each unlocked for one session of its holder. */
export class KeystoreOfficerKeys implements OfficerKeys {
  readonly #folder: KeystoreFolder
  readonly #options: KeystoreKeysOptions
  readonly #open = new Map<string, Unlocked>()
  readonly #attempts = new AttemptLimit()
  /** One derivation at a time: each takes 128 MiB, and a limit that is counted together cannot be passed side by side. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: KeystoreKeysOptions) {
    this.#folder = new KeystoreFolder(options.folder)
    this.#options = options
  }

  async state(session: OpenSession): Promise<SignerState> {
    const holder = holderOf(session)
    if (holder === undefined) return { isUnlocked: false, unlockedUntilMs: null, algorithm: null }
    const key = this.#folder.has(holder) ? await this.holder(session).catch(() => undefined) : undefined
    const open = this.#opened(session, holder)
    return {
      isUnlocked: open !== undefined,
      unlockedUntilMs: open?.expiresAtMs ?? null,
      algorithm: key === undefined ? null : parseKey(key.key).algorithm,
    }
  }

  unlock(session: OpenSession, passphrase: string): Promise<SignerState> {
    const run = this.#queue.then(() => this.#unlock(session, passphrase))
    this.#queue = run.catch(() => undefined)
    return run
  }

  async #unlock(session: OpenSession, passphrase: string): Promise<SignerState> {
    const holder = requireHolder(session)
    if (!this.#folder.has(holder)) await this.#options.ready
    const name = `${holder.organisation}~${holder.officer}`
    if (!this.#attempts.allows(name)) throw new GatewayError('SIGNER_ATTEMPTS')
    const unlocked = await this.#folder
      .unlock(holder, passphrase, { lifetimeMs: UNLOCK_MS, now: this.#options.nowMs })
      .catch((error: unknown) => {
        if (error instanceof SignerError && error.code === 'PASSPHRASE_WRONG') this.#attempts.failed(name)
        throw signerProblem(error)
      })
    this.#attempts.succeeded(name)
    if (unlocked.use !== 'officer') {
      unlocked.lock()
      throw new GatewayError('SIGNER_MISSING')
    }
    this.#open.get(session.id)?.lock()
    this.#open.set(session.id, unlocked)
    return this.state(session)
  }

  lock(session: OpenSession): Promise<SignerState> {
    this.lockEnded(session.id)
    return this.state(session)
  }

  lockEnded(sessionId: string): void {
    this.#open.get(sessionId)?.lock()
    this.#open.delete(sessionId)
  }

  async holder(session: OpenSession): Promise<HolderKey> {
    const holder = requireHolder(session)
    if (!this.#folder.has(holder)) await this.#options.ready
    try {
      const { use, key } = this.#folder.header(holder)
      if (use !== 'officer') throw new GatewayError('SIGNER_MISSING')
      return { ...holder, key }
    } catch (error) {
      throw signerProblem(error)
    }
  }

  async unlocked(session: OpenSession): Promise<Unlocked> {
    const { organisation, officer } = await this.holder(session)
    const open = this.#opened(session, { organisation, officer })
    if (open === undefined) throw new GatewayError('SIGNER_LOCKED')
    return open
  }

  close(): void {
    for (const open of this.#open.values()) open.lock()
    this.#open.clear()
  }

  /** Of this session and of its own officer. */
  #opened(session: OpenSession, { organisation, officer }: Holder): Unlocked | undefined {
    for (const [id, one] of this.#open) if (!one.open) this.#open.delete(id)
    const open = this.#open.get(session.id)
    return open?.organisation === organisation && open.officer === officer ? open : undefined
  }
}

function holderOf({ person: { organisation, officer } }: OpenSession): Holder | undefined {
  return organisation === null || officer === null ? undefined : { organisation, officer }
}

function requireHolder(session: OpenSession): Holder {
  const holder = holderOf(session)
  if (holder === undefined) throw new GatewayError('SIGNER_MISSING')
  return holder
}
