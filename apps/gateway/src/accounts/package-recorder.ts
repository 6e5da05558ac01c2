import { SdkError } from '@xiezhi/sdk'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { reasonOf } from '../log.ts'
import { RecurringWork } from '../recurring-work.ts'
import type { ServiceKey } from '../signing/service-key.ts'
import type { ZoneLink } from '../zone/zone-link.ts'
import type { AccountLocks } from './account-locks.ts'

const RETRY_MS = 10_000
const BATCH = 20
/** The ledger has it: an earlier process was stopped between the ledger and its own row. */
const KNOWN = 'AuditPackageRecorded'

export interface PackageRecorderOptions {
  readonly db: Database
  readonly zone: ZoneLink
  readonly locks: AccountLocks
  /** Of the programs of this authority. */
  readonly services: () => Promise<readonly ServiceKey[]>
  readonly log: Log
}

/** Records the digests of audit packages on the ledger, with the program's own key; tries again until it holds them. */
export class PackageRecorder {
  readonly #options: PackageRecorderOptions
  readonly #work: RecurringWork

  constructor(options: PackageRecorderOptions) {
    this.#options = options
    this.#work = new RecurringWork({
      everyMs: RETRY_MS,
      work: () => this.#recordOpen(),
      failed: (error) => {
        options.log({ event: 'AUDIT_PACKAGE_NOT_RECORDED', reason: reasonOf(error) })
      },
    })
  }

  start(): void {
    this.#work.start()
  }

  wake(): void {
    this.#work.wake()
  }

  stop(): Promise<void> {
    return this.#work.stop()
  }

  async #recordOpen(): Promise<void> {
    const { db, services, locks } = this.#options
    const open = await db
      .selectFrom('account_lock')
      .select(['lock_id', 'organisation', 'package_digest'])
      .where('recorded_at_ms', 'is', null)
      .orderBy('locked_at_ms')
      .limit(BATCH)
      .execute()
    const keys = open.length === 0 ? [] : await services()
    for (const { lock_id, organisation, package_digest } of open) {
      const key = keys.find(({ holder }) => holder.organisation === organisation) ?? keys[0]
      if (key === undefined) return
      await this.#record(key, lock_id, package_digest)
      await locks.recorded(lock_id)
    }
  }

  /** @throws SdkError where the ledger refuses, or is away */
  async #record(key: ServiceKey, packageId: string, digest: string): Promise<void> {
    const { zone } = this.#options
    const message = { type: 'query/RecordAuditPackage', value: { packageId, digest } }
    try {
      await (await zone.client()).submit(key.sign(zone.zone.chainId, [message]), { events: false })
    } catch (error) {
      if (error instanceof SdkError && error.facts['name'] === KNOWN) return
      throw error
    }
  }
}
