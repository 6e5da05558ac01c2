import { randomBytes } from 'node:crypto'
import { CreditCheckError, encodeRequest, lookupCommitment, normalPerson, signResult } from '@xiezhi/credit-check'
import type { CheckResult, Person, SignedRequest } from '@xiezhi/credit-check'
import type { Signer, Suite } from '@xiezhi/crypto'
import { verifyManyLater } from '@xiezhi/crypto/node'
import type { ProjectionState, RecordProof } from '@xiezhi/gateway-api'
import { GatewayError } from '../../gateway-error.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'
import type { CheckVolume } from './check-volume.ts'
import type { LookupLog, Standing } from './lookup-log.ts'
import { Nonces } from './nonces.ts'
import { standingAt } from './past-state.ts'
import type { KeyRegister } from './subscriber-keys.ts'
import { requireTask } from './subscriptions.ts'
import type { CreditList, Subscribed, Subscriptions } from './subscriptions.ts'

const SALT_BYTES = 16
const PUBLIC_PURPOSE = 'PUBLIC_CHECK'

export interface CreditChecksOptions {
  /** Who signs: the gateway of this authority, and its ledger. */
  readonly authority: string
  readonly zone: ZoneLink
  readonly signer: Signer
  readonly algorithms: Suite
  readonly keys: KeyRegister
  readonly subscriptions: Subscriptions
  readonly volume: CheckVolume
  readonly log: LookupLog
  readonly indexKeyOf: (person: Person) => Promise<string>
  /** How far the rows are: an absent one in rows that are late means nothing. */
  readonly projection: () => ProjectionState
  /** The ledger's time. */
  readonly nowMs: () => number
}

export interface SignedCheck extends CheckResult {
  readonly proof: RecordProof | null
}

/** Whether a person is on a list, for who may know it: logged before it is answered, signed when it is. */
export class CreditChecks {
  readonly #options: CreditChecksOptions
  readonly #nonces = new Nonces()

  constructor(options: CreditChecksOptions) {
    this.#options = options
  }

  /**
   * One person, now or at a moment. What is refused of a subscriber that signed is logged too.
   * @throws GatewayError CHECK_*, LOOKUPS_UNAVAILABLE, PROJECTION_BEHIND
   */
  async answer(signed: SignedRequest): Promise<SignedCheck> {
    const { algorithms, keys, subscriptions, nowMs } = this.#options
    const { client, subscriber, key, nonce, askedAtMs } = signed.request
    const atMs = nowMs()
    const subscribed = await subscriptions.find(client, subscriber)
    const { check, digest } = encodeRequest(algorithms, signed)
    // By another thread where the algorithm allows it: meanwhile this one reads other requests.
    const [isSigned = false] = check === undefined ? [] : await verifyManyLater([check])
    if (!isSigned) throw new GatewayError('CHECK_SIGNATURE')
    await keys.require(client, subscriber, key, atMs)
    this.#nonces.take(nonce, askedAtMs, atMs)
    const lookup = this.#lookupOf(digest)
    const indexKey = await this.#permitted(signed, subscribed, lookup)
    return this.#answer(signed, { subscribed, lookup, indexKey, atMs })
  }

  #lookupOf(digest: string): LookupId {
    const { algorithms } = this.#options
    const salt = randomBytes(SALT_BYTES).toString('hex')
    return { salt, digest, commitment: lookupCommitment(algorithms, { salt, requestDigest: digest }) }
  }

  async #permitted({ request }: SignedRequest, subscribed: Subscribed, lookup: LookupId): Promise<string> {
    const { volume, indexKeyOf, log, nowMs } = this.#options
    const { client, subscriber, purpose, legalBasis, person, atMs, withProof } = request
    const now = nowMs()
    try {
      await volume.count(client, subscriber, now)
      requireTask(subscribed, { client, subscriber, purpose, legalBasis, nowMs: now })
      if (withProof && subscribed.scope === 'TOKEN') throw new GatewayError('CHECK_SCOPE')
      if (atMs !== null && atMs > now) throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/request/atMs' })
      return await indexKeyOf(normalForm(person))
    } catch (error) {
      if (error instanceof GatewayError) {
        const row = { atMs: now, client, subscriber, purpose, commitment: lookup.commitment }
        await log.note({ ...row, refusal: error.code, indexKey: null })
      }
      throw error
    }
  }

  async #answer({ request }: SignedRequest, { subscribed, lookup, indexKey, atMs }: Permitted): Promise<SignedCheck> {
    const { authority, zone, signer, nowMs } = this.#options
    const { client, subscriber, purpose, withProof } = request
    const row = { atMs, client, subscriber, purpose, commitment: lookup.commitment, refusal: null, indexKey }
    const isOfLedger = withProof || request.atMs !== null
    const followed = await this.#standing(row, isOfLedger)
    const proved = isOfLedger ? await standingAt(zone, indexKey, request.atMs) : undefined
    const lists = listsOf(proved ?? followed, subscribed)
    const result = signResult(signer, {
      authority,
      chainId: zone.zone.chainId,
      client,
      subscriber,
      purpose,
      requestDigest: lookup.digest,
      answer: lists.length > 0 ? 'ACTIVE' : 'NOT_ACTIVE',
      lists: subscribed.scope === 'TOKEN' ? [] : [...lists],
      atMs: request.atMs ?? atMs,
      height: (proved ?? followed).height,
      source: proved === undefined ? 'FOLLOWED' : 'LEDGER',
      answeredAtMs: nowMs(),
      lookup: { salt: lookup.salt, commitment: lookup.commitment },
      indexKey: withProof ? indexKey : null,
    })
    return { ...result, proof: withProof ? (proved?.proof ?? null) : null }
  }

  /** On disk, and what the rows say. Late rows are no answer, unless the ledger itself is asked. */
  async #standing(row: Parameters<LookupLog['note']>[0], isOfLedger: boolean): Promise<Standing> {
    const { log, projection } = this.#options
    const found = await log.note(row)
    if (!isOfLedger && projection().phase !== 'CURRENT') throw new GatewayError('PROJECTION_BEHIND')
    return found
  }

  /**
   * Whether the public list has the person; the index key, for the rows of the entries.
   * @throws GatewayError CHECK_NAME_ALONE, INPUT_INVALID, LOOKUPS_UNAVAILABLE, PROJECTION_BEHIND
   */
  async askPublic(person: Person): Promise<{ readonly indexKey: string; readonly standing: Standing }> {
    const { algorithms, indexKeyOf, nowMs } = this.#options
    const indexKey = await indexKeyOf(normalForm(person))
    const [salt, digest] = [randomBytes(SALT_BYTES).toString('hex'), algorithms.digest(randomBytes(SALT_BYTES))]
    // Nobody has the opening: the row says that somebody looked, and no more.
    const commitment = lookupCommitment(algorithms, { salt, requestDigest: digest })
    const row = { atMs: nowMs(), client: null, subscriber: null, purpose: PUBLIC_PURPOSE, commitment, refusal: null }
    return { indexKey, standing: await this.#standing({ ...row, indexKey }, false) }
  }
}

interface LookupId {
  readonly salt: string
  readonly digest: string
  readonly commitment: string
}

interface Permitted {
  readonly subscribed: Subscribed
  readonly lookup: LookupId
  readonly indexKey: string
  readonly atMs: number
}

function listsOf({ dishonest, consumption }: Standing, { lists }: Subscribed): readonly CreditList[] {
  return lists.filter((list) => (list === 'DISHONEST' ? dishonest : consumption) > 0)
}

/** @throws GatewayError CHECK_NAME_ALONE, INPUT_INVALID */
function normalForm(person: Person): Person {
  if (person.certificateNumber.trim() === '' || person.name.trim() === '') throw new GatewayError('CHECK_NAME_ALONE')
  try {
    return normalPerson(person)
  } catch (error) {
    if (!(error instanceof CreditCheckError)) throw error
    throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/person', expected: error.code })
  }
}
