import { join } from 'node:path'
import { secretIn } from '../../apps/gateway/src/db/provision.ts'
import { Subscribers } from '../../apps/gateway/src/institution/credit/subscribers.ts'
import type { WorkPoint } from '../../apps/gateway/src/institution/credit/subscriber-worker.ts'
import { ServiceKeys } from '../../apps/gateway/src/signing/service-keys.ts'
import { TestPlatform } from '../../apps/institution/src/testing/platform-fixture.ts'
import type { TestPlace } from '../../apps/institution/src/testing/institution-fixture.ts'
import { INSPECTION } from './enforcement-alliance.ts'
import type { EnforcementAlliance } from './enforcement-alliance.ts'
import type { InstitutionDoor } from './institution-door.ts'
import { until, untilFound } from './until.ts'

/** A subscriber whose program is started by a test, and stopped at a point of its work. */
export class InspectedSubscriber {
  readonly platform: TestPlatform
  readonly #door: InstitutionDoor
  readonly #services: ServiceKeys
  readonly #tls: { readonly ca: string; readonly cert: string; readonly key: string }
  /** Receipts that its ledger has accepted. */
  receipts = 0

  private constructor(
    door: InstitutionDoor,
    platform: TestPlatform,
    tls: { readonly ca: string; readonly cert: string; readonly key: string },
  ) {
    this.#door = door
    this.platform = platform
    this.#tls = tls
    const { config, clock } = door.listener('institution')
    this.#services = new ServiceKeys({
      folder: join(config.folder, 'keystores'),
      holders: [{ organisation: INSPECTION, officer: `${INSPECTION}-gateway` }],
      passphrase: () => secretIn(join(config.folder, 'service.passphrase')),
      nowMs: () => clock.nowMs(),
      ready: Promise.resolve(),
      log: () => undefined,
    })
  }

  static async open(
    { institution }: EnforcementAlliance,
    door: InstitutionDoor,
    place: TestPlace,
  ): Promise<InspectedSubscriber> {
    const own = new InspectedSubscriber(door, await TestPlatform.start(place), place.certificate('court'))
    await institution.client.subscribeEvents(['ReceiptGiven'], ({ events }) => {
      for (const { data } of events) if ((data as { subscriber?: string }).subscriber === INSPECTION) own.receipts++
    })
    return own
  }

  #start(at?: (subscriber: string, point: WorkPoint) => void): Subscribers {
    const { db, zone, clock, config, institution, follower } = this.#door.listener('institution')
    if (institution === undefined) throw new RangeError('institution')
    const { vault, persons, alarms } = institution
    const platform = { kind: 'NATIONAL' as const, url: this.platform.url, ...this.#tls }
    const subscribers = new Subscribers({
      db,
      vault,
      zone,
      clock,
      persons,
      alarms,
      at,
      config: { ...config, subscribers: [{ organisation: INSPECTION, platform }] },
      services: this.#services,
      isProjected: () => follower.height !== null,
      changed: () => undefined,
      log: () => undefined,
    })
    subscribers.start()
    return subscribers
  }

  async runUntil(look: () => Promise<boolean>): Promise<void> {
    const running = this.#start()
    try {
      await until(look)
    } finally {
      await running.stop()
    }
  }

  /** Runs until its work comes to the point, and goes no step further. */
  async stopAt(wanted: WorkPoint): Promise<void> {
    const passed: WorkPoint[] = []
    const running = this.#start((_, point) => {
      if (!passed.includes(wanted)) passed.push(point)
      if (passed.includes(wanted)) throw new Error('stopped')
    })
    try {
      await untilFound(
        () => Promise.resolve(passed),
        (points) => points.includes(wanted),
      )
    } finally {
      await running.stop()
    }
  }

  /** Of the platform's journal. */
  async steps(entryId: string): Promise<string[]> {
    const rows = await this.#door
      .listener('institution')
      .db.selectFrom('credit_platform_step')
      .select('step')
      .where('subscriber', '=', INSPECTION)
      .where('record_id', '=', entryId)
      .orderBy('id')
      .execute()
    return rows.map(({ step }) => step)
  }

  async close(): Promise<void> {
    this.#services.close()
    await this.platform.stop()
  }
}
