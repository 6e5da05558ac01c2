import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { lookupCommitment, requestDigest, signRequest, signResult, isRequestSigned } from '@xiezhi/credit-check'
import type { SignedRequest } from '@xiezhi/credit-check'
import { formatKey, suite } from '@xiezhi/crypto'
import type { Signer } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Json } from '@xiezhi/codec'
import { readJson, writeFileWhole } from '../config/home.ts'
import { CLIENT_ID } from '../zone/ask.ts'
import { loadOfficer } from '../zone/officers.ts'
import { startAlliance } from './alliance.ts'
import type { BenchAlliance } from './alliance.ts'
import { BenchError } from './bench-error.ts'
import { benchPerson } from './credit-sets.ts'
import { BenchDoor } from './gateway-door.ts'
import { liftLimits } from './gateway-limits.ts'
import { textOf } from './signed-http.ts'

/** Requests under way. */
const UNDER_WAY = 64
const PURPOSE = 'TICKETING'
const BASIS = 'OPINIONS_ART_26'
const SUBSCRIBER = 'justice-bureau'
const SERVICE = 'gateway'
const FILL_TIMEOUT_MS = 900_000

/** A court's gateway whose subscriber lives on the ledger of the other authority: one zone less to run. */
export class CreditDoor {
  readonly #door: BenchDoor
  readonly #signer: Signer
  readonly #agent = new Agent({ keepAlive: true, maxSockets: UNDER_WAY })

  private constructor(door: BenchDoor, signer: Signer) {
    this.#door = door
    this.#signer = signer
  }

  static async open(folder: string): Promise<{ readonly door: CreditDoor; readonly close: () => Promise<void> }> {
    const alliance = await startAlliance(folder)
    try {
      await liftLimits(alliance)
      await subscribe(alliance)
      const door = await BenchDoor.open(alliance, (file) => {
        withSubscribers(file, alliance)
      })
      const { signer } = loadOfficer(alliance.home, {
        zone: alliance.justice.zone.name,
        organisation: SUBSCRIBER,
        officer: SERVICE,
      })
      const own = new CreditDoor(door, signer)
      const close = async (): Promise<void> => {
        own.#agent.destroy()
        await door.stop()
        await alliance.close()
      }
      return { door: own, close }
    } catch (error) {
      await alliance.close()
      throw error
    }
  }

  get cpuMs(): number {
    return this.#door.cpuMs
  }

  /** So many index keys with an active entry, in the rows that a check reads and not on the ledger. */
  async fill(count: number): Promise<void> {
    const database = await this.#door.database('court')
    try {
      await database.query(`SET statement_timeout = ${FILL_TIMEOUT_MS}`)
      await database.query(
        `INSERT INTO projection.credit_active (index_key, record)
         SELECT encode(sha256(n::text::bytea), 'hex'), '{"dishonest":1,"consumption":0}' FROM generate_series(1, $1::int) n`,
        [count],
      )
      await database.query('ANALYZE projection.credit_active')
    } finally {
      await database.end()
    }
  }

  /** Signed before the clock starts. */
  requests(count: number): readonly string[] {
    const key = formatKey({ algorithm: this.#signer.algorithm, bytes: this.#signer.publicKey })
    return Array.from({ length: count }, (_, n) => JSON.stringify(requestOf(this.#signer, key, n)))
  }

  /** Sends them, so many under way. @throws BenchError WORK_REFUSED where one is not answered */
  async send(bodies: readonly string[]): Promise<void> {
    let next = 0
    const work = async (): Promise<void> => {
      for (let at = next++; at < bodies.length; at = next++) await this.#post(bodies[at] ?? '')
    }
    await Promise.all(Array.from({ length: UNDER_WAY }, work))
  }

  #post(body: string): Promise<void> {
    const url = new URL('/credit/v1/checks', this.#door.url('court'))
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { agent: this.#agent, method: 'POST', headers }, (incoming) => {
        textOf(incoming).then((text) => {
          if (incoming.statusCode === 200) resolve()
          else reject(new BenchError('WORK_REFUSED', { status: incoming.statusCode ?? 0, text: text.slice(0, 200) }))
        }, reject)
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

function requestOf(signer: Signer, key: string, n: number): SignedRequest {
  return signRequest(signer, {
    client: CLIENT_ID,
    subscriber: SUBSCRIBER,
    key,
    purpose: PURPOSE,
    legalBasis: BASIS,
    person: benchPerson(n),
    atMs: null,
    withProof: false,
    nonce: randomBytes(16).toString('hex'),
    askedAtMs: Date.now(),
  })
}

async function subscribe({ home, court }: BenchAlliance): Promise<void> {
  const value: Json = {
    client: CLIENT_ID,
    subscriber: SUBSCRIBER,
    lists: ['DISHONEST', 'CONSUMPTION'],
    scope: 'TOKEN',
    purpose: PURPOSE,
    legalBasis: BASIS,
    measures: ['HIGH_CONSUMPTION'],
    validTo: null,
  }
  const officer = (organisation: string, name: string): ReturnType<typeof loadOfficer> =>
    loadOfficer(home, { zone: court.zone.name, organisation, officer: name })
  await court.submit(
    [{ type: 'listing/Subscribe', value }],
    [officer('court-district', 'president'), officer('court-high', 'trust-1')],
  )
}

/** The zone of the subscribers is that of the orders; here nobody is ordered anything. */
function withSubscribers(file: string, { alliance, justice }: BenchAlliance): void {
  const config = readJson(file) as { listeners: { authority: string; peer: object; annex: { peer: object } }[] }
  for (const listener of config.listeners) {
    if (listener.authority !== 'court') continue
    Object.assign(listener, {
      orders: {
        zone: listener.peer,
        client: CLIENT_ID,
        peerClient: CLIENT_ID,
        peer: { ...listener.annex.peer, authority: `orders-${justice.zone.name}-${alliance.name}` },
      },
    })
  }
  writeFileWhole(file, JSON.stringify(config, null, 2), 0o600)
}

/** Both signatures of a check under SM2, and its digests, on one core of this process: requests are signed before. */
export function sm2Checks(count: number): () => void {
  const algorithms = suite(nodeCrypto, 'sm')
  const signer = nodeCrypto.signer('sm2', nodeCrypto.sha256(Uint8Array.of(2)))
  const key = formatKey({ algorithm: 'sm2', bytes: signer.publicKey })
  const requests = Array.from({ length: count }, (_, n) => requestOf(signer, key, n))
  return () => {
    for (const signed of requests) {
      if (!isRequestSigned(nodeCrypto, signed)) throw new BenchError('WORK_REFUSED', { expected: 'a signature' })
      const digest = requestDigest(algorithms, signed)
      const salt = signed.request.nonce
      signResult(signer, {
        authority: 'court',
        chainId: 'xz-bench-court-1',
        client: CLIENT_ID,
        subscriber: SUBSCRIBER,
        purpose: PURPOSE,
        requestDigest: digest,
        answer: 'NOT_ACTIVE',
        lists: [],
        atMs: 1,
        height: 1,
        source: 'FOLLOWED',
        answeredAtMs: 1,
        lookup: { salt, commitment: lookupCommitment(algorithms, { salt, requestDigest: digest }) },
        indexKey: null,
      })
    }
  }
}
