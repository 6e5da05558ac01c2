import { decodeCanonical } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { FollowedAnchor, readManyChecked, SdkError } from '@xiezhi/sdk'
import { GatewayError } from '../../gateway-error.ts'
import type { JsonRecord } from '../../projection/tables.ts'
import type { TrustAnchors } from '../../zone/trust-anchors.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'

/** A key that was revoked is taken for so long at most. */
const FRESH_MS = 60_000
const KNOWN_MAX = 10_000
const SERVICE_ROLE = 'GATEWAY_SERVICE'

/** Whose key it is, as the subscribers' ledger proves it. */
interface Registered {
  readonly subscriber: string
  readonly validFromMs: number
  /** First instant at which it does not hold. */
  readonly endsAtMs: number
}

/** Says for which subscriber's program a key is registered. */
export interface KeyRegister {
  /** @throws GatewayError CHECK_SIGNATURE for a key of nobody, of somebody else, or of no program; ZONE_UNREACHABLE */
  require(client: string, subscriber: string, key: string, nowMs: number): Promise<void>
}

/**
 * Keys of subscribers' programs from the ledger of their zone, where they are registered: record and officer are read with their
 * proofs and held against the anchors of this authority, then kept for a minute.
 */
export class SubscriberKeys implements KeyRegister {
  readonly #client: string
  readonly #zone: ZoneLink
  readonly #trust: TrustAnchors
  readonly #known = new Map<string, { readonly readAtMs: number; readonly found: Promise<Registered | null> }>()
  #followed: FollowedAnchor | undefined

  /** `client`: light client of the zone on the own ledger. */
  constructor(client: string, zone: ZoneLink, trust: TrustAnchors) {
    this.#client = client
    this.#zone = zone
    this.#trust = trust
  }

  async require(client: string, subscriber: string, key: string, nowMs: number): Promise<void> {
    if (client !== this.#client) throw new GatewayError('CHECK_NOT_SUBSCRIBED', { client, subscriber })
    const found = await this.#find(key)
    const isHeld = found?.subscriber === subscriber && found.validFromMs <= nowMs && nowMs < found.endsAtMs
    if (!isHeld) throw new GatewayError('CHECK_SIGNATURE')
  }

  #find(key: string): Promise<Registered | null> {
    const known = this.#known.get(key)
    if (known !== undefined && Date.now() - known.readAtMs < FRESH_MS) return known.found
    if (this.#known.size >= KNOWN_MAX) this.#known.clear()
    const found = this.#read(key)
    this.#known.set(key, { readAtMs: Date.now(), found })
    found.catch(() => this.#known.delete(key))
    return found
  }

  async #read(key: string): Promise<Registered | null> {
    const row = await this.#proved(`authority/key/${key}`)
    if (row === null) return null
    const { organisation, officer, validFromMs, validToMs, end, compromisedFromMs } = row
    if (typeof organisation !== 'string' || typeof officer !== 'string') return null
    const held = await this.#proved(`authority/officer/${organisation}/${officer}`)
    const grant = held?.['grant'] as JsonRecord | undefined
    const roles = (grant?.['roles'] ?? []) as readonly string[]
    if (held === null || !roles.includes(SERVICE_ROLE)) return null
    const left = held['left'] as JsonRecord | null
    const ends = [
      validToMs,
      compromisedFromMs,
      (end as JsonRecord | null)?.['atMs'],
      left?.['atMs'],
      grant?.['validToMs'],
    ]
    return {
      subscriber: organisation,
      validFromMs: Number(validFromMs),
      endsAtMs: Math.min(...ends.map((one) => (typeof one === 'number' ? one : Number.POSITIVE_INFINITY))),
    }
  }

  /** Null: nothing stands there. */
  async #proved(name: string): Promise<JsonRecord | null> {
    const anchor = this.#trust.of(this.#zone.zone.chainId)
    if (JSON.stringify(this.#followed?.anchor) !== JSON.stringify(anchor))
      this.#followed = new FollowedAnchor(nodeCrypto, anchor)
    const trust = this.#followed ?? new FollowedAnchor(nodeCrypto, anchor)
    const [checked] = await readManyChecked(await this.#zone.client(), nodeCrypto, trust, [name])
    if (checked === undefined || checked instanceof SdkError) return null
    return decodeCanonical(checked.value) as JsonRecord
  }
}
