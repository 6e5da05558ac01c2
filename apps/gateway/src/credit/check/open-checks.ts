import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { join } from 'node:path'
import type { ListenerConfig } from '../../config.ts'
import type { Log } from '../../log.ts'
import { reasonOf } from '../../log.ts'
import type { Handlers } from '../../routes/handler.ts'
import type { Listener } from '../../routes/listener.ts'
import { ServiceKey } from '../../signing/service-key.ts'
import type { OpenVault } from '../../vault/open-vault.ts'
import { ZoneLink } from '../../zone/zone-link.ts'
import { CheckVolume } from './check-volume.ts'
import { checkHandlers } from './check-handlers.ts'
import { CreditChecks } from './credit-checks.ts'
import { IndexKeys } from './index-keys.ts'
import { LookupLog } from './lookup-log.ts'
import { LookupPacks } from './lookup-packs.ts'
import { LookupRecorder } from './lookup-recorder.ts'
import { SubscriberKeys } from './subscriber-keys.ts'
import { Subscriptions } from './subscriptions.ts'

type Parts = Pick<Listener, 'config' | 'db' | 'zone' | 'clock' | 'trust' | 'follower'>

export interface ChecksInput {
  readonly listener: Parts
  readonly open: OpenVault
  readonly servicePassphrase: () => string
  readonly keystores: Promise<void>
  readonly log: Log
}

/** What answers checks of a court, with the program that brings the look-ups to the ledger. */
export interface OpenChecks {
  readonly handlers: Handlers
  start(): void
  stop(): Promise<void>
}

/** Undefined where the configuration names no officer that records look-ups: nothing is answered that could not be recorded. */
export function openChecks(input: ChecksInput): OpenChecks | undefined {
  const { listener, open, log } = input
  const { config, db, zone, clock, trust, follower } = listener
  const { orders, lookups } = config
  if (lookups === undefined || orders === undefined) return undefined
  const algorithms = suite(nodeCrypto, open.keys.decryption.suiteId)
  // Keys of subscribers are registered on the ledger of their zone.
  const subscribers = new ZoneLink(orders.zone)
  const indexKeys = new IndexKeys(open.vault)
  const service = new LookupService(input, lookups)
  const recorder = new LookupRecorder({ db, zone, algorithms, service: () => service.open(), log })
  const nowMs = (): number => clock.nowMs()
  const packs = new LookupPacks({ db, zone, algorithms, nowMs, log })
  const checks = new CreditChecks({
    authority: config.annex?.authority ?? zone.zone.chainId,
    zone,
    signer: open.keys.signer,
    algorithms,
    keys: new SubscriberKeys(orders.client, subscribers, trust),
    subscriptions: new Subscriptions(db),
    volume: new CheckVolume(db, zone, log),
    log: new LookupLog(db, () => {
      recorder.wake()
    }),
    indexKeyOf: (person) => indexKeys.keyOf(person),
    projection: () => follower.state,
    nowMs,
  })
  return {
    handlers: checkHandlers({ db, zone, checks, nowMs }),
    start: () => {
      recorder.start()
      packs.start()
    },
    stop: async () => {
      await recorder.stop()
      await packs.stop()
      service.close()
      subscribers.close()
    },
  }
}

/** The key of the officer that records look-ups, opened when it is first needed. */
class LookupService {
  readonly #input: ChecksInput
  readonly #holder: NonNullable<ListenerConfig['lookups']>
  #key: ServiceKey | undefined

  constructor(input: ChecksInput, holder: NonNullable<ListenerConfig['lookups']>) {
    this.#input = input
    this.#holder = holder
  }

  async open(): Promise<ServiceKey | undefined> {
    const { listener, servicePassphrase, keystores, log } = this.#input
    await keystores
    try {
      this.#key ??= await ServiceKey.open({
        folder: join(listener.config.folder, 'keystores'),
        holder: this.#holder,
        use: 'lookups',
        passphrase: servicePassphrase(),
        nowMs: () => listener.clock.nowMs(),
      })
    } catch (error) {
      log({ event: 'SERVICE_KEY_CLOSED', organisation: this.#holder.organisation, reason: reasonOf(error) })
    }
    return this.#key
  }

  close(): void {
    this.#key?.close()
  }
}
