import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { AuditLog } from '../session/audit-log.ts'
import type { SessionStore } from '../session/session-store.ts'
import type { OfficerKeys } from '../signing/officer-keys.ts'
import type { ServiceKey } from '../signing/service-key.ts'
import type { Showings } from '../signing/showings.ts'
import type { LiveFeed } from '../zone/live-feed.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import { AccountLocks } from './account-locks.ts'
import { CaseParts } from './case-parts.ts'
import { PackageRecorder } from './package-recorder.ts'
import { VolumeLimits } from './volume-limits.ts'
import { VolumeWatch } from './volume-watch.ts'

const TOPIC = 'account-lock'

export interface AccountsInput {
  readonly db: Database
  readonly zone: ZoneLink
  readonly authority: string
  /** Of the audit table's pseudonyms. */
  readonly key: string
  readonly sessions: SessionStore
  readonly live: LiveFeed
  readonly keys: OfficerKeys
  readonly showings: Showings
  readonly log: Log
}

/** What watches over accounts: the audit table, its limits, the locks, and the digests of packed logs on the ledger. */
export class Accounts {
  readonly audit: AuditLog
  readonly locks: AccountLocks
  readonly parts: CaseParts
  readonly #limits: VolumeLimits
  readonly #input: AccountsInput
  #recorder: PackageRecorder | undefined

  constructor(input: AccountsInput) {
    const { db, zone, authority, key, live, log } = input
    this.#input = input
    this.#limits = new VolumeLimits(zone, log)
    this.locks = new AccountLocks({
      db,
      authority,
      chainId: zone.zone.chainId,
      key,
      watch: new VolumeWatch(db, this.#limits),
      limits: this.#limits,
      endAll: (person) => this.#endAll(person),
      log,
      onChange: (id) => {
        this.#recorder?.wake()
        live.tell({ topic: TOPIC, id, height: null })
      },
    })
    this.parts = new CaseParts(db, zone)
    this.audit = new AuditLog(db, key, this.locks)
  }

  async start(services: () => Promise<readonly ServiceKey[]>): Promise<void> {
    const { db, zone, log } = this.#input
    this.#limits.start()
    await this.locks.endOpen()
    this.#recorder = new PackageRecorder({ db, zone, locks: this.locks, services, log })
    this.#recorder.start()
  }

  async stop(): Promise<void> {
    this.#limits.stop()
    await this.#recorder?.stop()
  }

  async #endAll(person: string): Promise<void> {
    const { sessions, live, keys, showings } = this.#input
    for (const id of await sessions.endAllOf(person)) {
      keys.lockEnded(id)
      showings.forget({ id })
    }
    live.end(person)
  }
}
