import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { decodeCreditAnnex } from '@xiezhi/credit-interface'
import { TokenSetBuilder, tokenSetDigest } from '@xiezhi/credit-check'
import type { Person, TokenSetStatement } from '@xiezhi/credit-check'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { waitingEndMs } from '@xiezhi/law'
import type { Vault } from '@xiezhi/vault'
import { sql } from 'kysely'
import { randomId } from '../../acts/random-id.ts'
import type { GatewayConfig, ListenerConfig } from '../../config.ts'
import type { Database } from '../../db/database.ts'
import { secretIn } from '../../db/provision.ts'
import { GatewayError } from '../../gateway-error.ts'
import { ServiceKey } from '../../signing/service-key.ts'
import { openVault } from '../../vault/open-vault.ts'
import { withOperatorDatabase } from '../../vault/operator-database.ts'
import type { OperatorDatabase } from '../../vault/operator-database.ts'
import { lawInForce } from '../../zone/law-in-force.ts'
import { ZoneLink } from '../../zone/zone-link.ts'
import { PERSON_ANNEX } from '../store.ts'
import { requireTask, Subscriptions } from './subscriptions.ts'
import type { Subscribed } from './subscriptions.ts'

const TERM = 'PX-R26-11.tokenSet'
const ENTRIES_PER_PAGE = 500
/** Rows that follow the ledger at a distance of more blocks are no ground for a set. */
const BEHIND_MAX = 10
const OWNER_ONLY = 0o600

export interface TokenSetOrder {
  readonly subscriber: string
  /** Folder of the delivery. */
  readonly out: string
  /** File for the subscriber's key, written once and brought by hand; empty: the subscriber has it. */
  readonly keyOut: string
}

export interface BuiltSet {
  readonly file: string
  readonly statement: TokenSetStatement
  readonly setDigest: string
}

/**
 * Builds the token set of a subscriber from the persons of the vault, writes it, and records it on the ledger: a set that could
 * not be recorded is not delivered.
 * @throws GatewayError CONFIG_INVALID, INPUT_INVALID, CHECK_NOT_SUBSCRIBED, CHECK_EXPIRED, PROJECTION_BEHIND, PERSON_MISSING
 */
export async function tokenSetByOperator(
  config: GatewayConfig,
  authority: string,
  order: TokenSetOrder,
): Promise<BuiltSet> {
  if (order.subscriber === '' || order.out === '')
    throw new GatewayError('INPUT_INVALID', { part: 'arguments', expected: '--subscriber, --out' })
  if (order.keyOut !== '' && existsSync(order.keyOut))
    throw new GatewayError('INPUT_INVALID', {
      part: 'arguments',
      path: '/keyOut',
      expected: 'a file that is not there yet',
    })
  return withOperatorDatabase(config, authority, async (database) => {
    const zone = new ZoneLink(database.own.zone)
    try {
      return await build(database, zone, order)
    } finally {
      zone.close()
    }
  })
}

async function build({ own, db, clock }: OperatorDatabase, zone: ZoneLink, order: TokenSetOrder): Promise<BuiltSet> {
  const { subscriber } = order
  const { orders } = own
  if (orders === undefined) throw new GatewayError('CONFIG_INVALID', { path: '/listeners/orders', expected: 'orders' })
  const { vault, keys } = await openVault(own, db, clock)
  await clock.refresh()
  const { client } = orders
  const builtAtMs = clock.nowMs()
  const subscribed = await new Subscriptions(db).find(client, subscriber)
  requireTask(subscribed, { ...subscribed, client, subscriber, nowMs: builtAtMs })
  const height = await heightOf(db, zone)
  const algorithms = suite(nodeCrypto, keys.decryption.suiteId)
  const key = await tokenKey(vault, client, subscriber)
  const builder = new TokenSetBuilder(nodeCrypto, algorithms, key, {
    authority: own.annex?.authority ?? zone.zone.chainId,
    chainId: zone.zone.chainId,
    client,
    subscriber,
    setId: randomId(),
    height,
    builtAtMs,
    validToMs: waitingEndMs(await lawInForce(zone), TERM, builtAtMs),
  })
  for await (const person of listedPersons(db, vault, subscribed)) builder.add(person)
  const { header, parts } = builder.finish(keys.signer)
  const setDigest = tokenSetDigest(algorithms, header)
  await record(own, zone, header.statement, setDigest)
  const file = join(order.out, `${subscriber}-${header.statement.setId}.tokens`)
  mkdirSync(order.out, { recursive: true, mode: 0o700 })
  writeParts(file, parts)
  if (order.keyOut !== '') writeParts(order.keyOut, [keyFile(subscriber, header.statement.keyDigest, key)])
  return { file, statement: header.statement, setDigest }
}

/** Made at the first set; it is a key of the vault, and rotated as those are. */
async function tokenKey(vault: Vault, client: string, subscriber: string): Promise<Uint8Array> {
  const purpose = `credit-token ${client} ${subscriber}`
  await vault.indexKeyOf({ purpose, fieldName: 'creditToken' }, null)
  return vault.epochKey(purpose)
}

/** @throws GatewayError PROJECTION_BEHIND */
async function heightOf(db: Database, zone: ZoneLink): Promise<number> {
  const { rows } = await sql<{ readonly height: number | null }>`SELECT height FROM projection.cursor`.execute(db)
  const height = rows[0]?.height ?? null
  const now = (await (await zone.client()).status()).height
  if (height === null || now - height > BEHIND_MAX) throw new GatewayError('PROJECTION_BEHIND', { height })
  return height
}

interface ShownEntry {
  readonly entryId: string
  readonly subject: string
  readonly publishedAtMs: number | null
  readonly lift: object | null
  readonly coSubjects: readonly { readonly subject: string }[]
}

/** Whom the lists of the subscription show, page by page. @throws GatewayError PERSON_MISSING: the set would lack somebody */
async function* listedPersons(db: Database, vault: Vault, { lists }: Subscribed): AsyncGenerator<Person> {
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('projection.credit_entry')
      .select(['entry_id', 'record'])
      .where('entry_id', '>', after)
      .where('list', 'in', [...lists])
      .where('state', 'in', ['PUBLISHED', 'DELETION_DUE'])
      .orderBy('entry_id')
      .limit(ENTRIES_PER_PAGE)
      .execute()
    const shown = rows
      .map(({ record }) => record as unknown as ShownEntry)
      .filter(({ publishedAtMs, lift }) => publishedAtMs !== null && lift === null)
    const subjects = shown.flatMap(({ subject, coSubjects }) => [subject, ...coSubjects.map((one) => one.subject)])
    const texts = await vault.texts(PERSON_ANNEX, subjects)
    for (const subject of subjects) {
      const kept = texts.get(subject)
      if (kept?.state !== 'HELD') throw new GatewayError('PERSON_MISSING', { subject, state: kept?.state ?? 'NONE' })
      yield decodeCreditAnnex(kept.value).person
    }
    after = rows.at(-1)?.entry_id ?? ''
    if (rows.length < ENTRIES_PER_PAGE) return
  }
}

/** @throws SdkError where the ledger refuses */
async function record(
  { annex, folder }: ListenerConfig,
  zone: ZoneLink,
  { client, subscriber, setId, keyDigest, count, builtAtMs, validToMs }: TokenSetStatement,
  setDigest: string,
): Promise<void> {
  const [holder] = annex?.services ?? []
  if (holder === undefined) throw new GatewayError('CONFIG_INVALID', { path: '/listeners/annex/services' })
  const service = await ServiceKey.open({
    folder: join(folder, 'keystores'),
    holder,
    passphrase: secretIn(join(folder, 'service.passphrase')),
    nowMs: () => builtAtMs,
  })
  try {
    const value = { client, subscriber, setId, keyDigest, count, builtAtMs, validToMs, setDigest }
    const bytes = service.sign(zone.zone.chainId, [{ type: 'listing/RecordTokenSet', value }])
    await (await zone.client()).submit(bytes, { events: false })
  } finally {
    service.close()
  }
}

function keyFile(subscriber: string, keyDigest: string, key: Uint8Array): Uint8Array {
  const json = { format: 'xiezhi/token-key/v1', subscriber, keyDigest, key: Buffer.from(key).toString('hex') }
  return new Uint8Array(Buffer.from(`${JSON.stringify(json)}\n`))
}

/** On disk as a whole, for its owner alone. */
function writeParts(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'wx', OWNER_ONLY)
  try {
    for (const part of parts) writeSync(file, part)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
