import { encodeCanonical, hexEncode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Insertable, Selectable } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db, VaultDatabase } from '../database.ts'
import { newestField } from '../fields/read-fields.ts'
import { VaultError } from '../vault-error.ts'
import { bindingBytes } from './binding.ts'

const EPOCH_KEY_BYTES = 32
const BATCH = 200

export interface Epoch {
  readonly purpose: string
  readonly epoch: number
  readonly state: 'BUILDING' | 'COMPLETE' | 'RETIRED'
  readonly fieldName: string
  readonly key: Uint8Array
}

export function epochKeyAbout(purpose: string, epoch: number): Json {
  return { kind: 'epoch', purpose, epoch }
}

/** Keyed PRF of a value for a purpose and an epoch: the only form in which an identity number is looked up. */
export function indexKey(ctx: VaultContext, { purpose, epoch, key }: Epoch, value: Json): string {
  return hexEncode(nodeCrypto.hmac(ctx.algorithms.digestAlgorithm, key, encodeCanonical({ purpose, epoch, value })))
}

/**
 * Begins the next epoch of a purpose over a field, under a new random key. The epoch before it goes on answering until
 * this one is complete. @throws VaultError EPOCH_OPEN
 */
export async function openEpoch(ctx: VaultContext, purpose: string, fieldName: string): Promise<number> {
  return ctx.db.transaction().execute(async (tx) => {
    const epochs = await tx
      .selectFrom('vault.epoch')
      .select(['epoch', 'state'])
      .where('purpose', '=', purpose)
      .forUpdate()
      .execute()
    if (epochs.some(({ state }) => state === 'BUILDING')) throw new VaultError('EPOCH_OPEN', { purpose })
    const epoch = Math.max(0, ...epochs.map((one) => one.epoch)) + 1
    await tx
      .insertInto('vault.epoch')
      .values(newEpoch(ctx, { purpose, epoch, state: 'BUILDING', fieldName }))
      .execute()
    return epoch
  })
}

/** The first epoch of a purpose over a field that no subject has yet: empty, and complete. Where there is one, it stays. */
async function requireFirstEpoch(ctx: VaultContext, db: Db, purpose: string, fieldName: string): Promise<void> {
  await db
    .insertInto('vault.epoch')
    .values(newEpoch(ctx, { purpose, epoch: 1, state: 'COMPLETE', fieldName }))
    .onConflict((oc) => oc.doNothing())
    .execute()
}

function newEpoch(
  ctx: VaultContext,
  { purpose, epoch, state, fieldName }: Omit<Epoch, 'key'>,
): Insertable<VaultDatabase['vault.epoch']> {
  const key = new Uint8Array(randomBytes(EPOCH_KEY_BYTES))
  const { keyId, nonce, wrapped } = ctx.keys.wrap(key, epochKeyAbout(purpose, epoch))
  key.fill(0)
  return { purpose, epoch, state, field_name: fieldName, key_id: keyId, nonce, wrapped, opened_at_ms: ctx.now() }
}

/** Enters subjects that the building epoch lacks, at most 200 a call. Gives how many are still missing. @throws VaultError EPOCH_NONE */
export async function buildEpoch(ctx: VaultContext, purpose: string): Promise<number> {
  const building = await epochInState(ctx, ctx.db, purpose, 'BUILDING')
  for (const subject of await missingSubjects(ctx.db, building, BATCH)) {
    await ctx.db.transaction().execute(async (tx) => {
      const field = await newestField(ctx, tx, subject, building.fieldName).catch(ifErased)
      if (field === undefined) return
      await enter(ctx, tx, building, { subject, value: field.value, commitment: field.digest })
    })
  }
  return (await missingSubjects(ctx.db, building, BATCH)).length
}

/**
 * The building epoch answers from now on, the one before is retired and its entries and key are gone.
 * @throws VaultError EPOCH_NONE, EPOCH_INCOMPLETE
 */
export async function completeEpoch(ctx: VaultContext, purpose: string): Promise<number> {
  return ctx.db.transaction().execute(async (tx) => {
    const building = await epochInState(ctx, tx, purpose, 'BUILDING')
    const missing = await missingSubjects(tx, building, BATCH)
    if (missing.length > 0) {
      throw new VaultError('EPOCH_INCOMPLETE', { epoch: building.epoch, missing: missing.length })
    }
    const empty = new Uint8Array(0)
    const retired = { state: 'RETIRED', wrapped: empty, nonce: empty, key_id: '' } as const
    const old = await tx
      .updateTable('vault.epoch')
      .set(retired)
      .where('purpose', '=', purpose)
      .where('state', '=', 'COMPLETE')
      .returning('epoch')
      .execute()
    for (const { epoch } of old) {
      await tx.deleteFrom('vault.index_entry').where('purpose', '=', purpose).where('epoch', '=', epoch).execute()
    }
    await tx
      .updateTable('vault.epoch')
      .set({ state: 'COMPLETE' })
      .where('purpose', '=', purpose)
      .where('epoch', '=', building.epoch)
      .execute()
    return building.epoch
  })
}

/** Enters stored fields in every epoch that is open or being built over their names. @throws VaultError INDEX_TAKEN */
export async function enterIndexes(
  ctx: VaultContext,
  tx: Db,
  fields: readonly {
    readonly subject: string
    readonly name: string
    readonly value: Json
    readonly commitment: string
  }[],
): Promise<void> {
  const rows = await tx
    .selectFrom('vault.epoch')
    .selectAll()
    .where('field_name', '=', sql<string>`any(${[...new Set(fields.map(({ name }) => name))]}::text[])`)
    .where('state', 'in', ['BUILDING', 'COMPLETE'])
    .execute()
  for (const row of rows) {
    const epoch = openedEpoch(ctx, row)
    for (const field of fields) if (field.name === epoch.fieldName) await enter(ctx, tx, epoch, field)
  }
}

/** @throws VaultError EPOCH_NONE */
export async function epochInState(ctx: VaultContext, db: Db, purpose: string, state: Epoch['state']): Promise<Epoch> {
  const row = (await epochsOf(db, purpose)).find((one) => one.state === state)
  if (row === undefined) throw new VaultError('EPOCH_NONE', { purpose })
  return openedEpoch(ctx, row)
}

/** The complete epoch; the first one is made where the purpose has none at all. @throws VaultError EPOCH_NONE */
export async function completeOrFirst(ctx: VaultContext, db: Db, purpose: string, fieldName: string): Promise<Epoch> {
  const rows = await epochsOf(db, purpose)
  const row = rows.find(({ state }) => state === 'COMPLETE')
  if (row !== undefined) return openedEpoch(ctx, row)
  if (rows.length === 0) await requireFirstEpoch(ctx, db, purpose, fieldName)
  return epochInState(ctx, db, purpose, 'COMPLETE')
}

type EpochRow = Selectable<VaultDatabase['vault.epoch']>

function epochsOf(db: Db, purpose: string): Promise<EpochRow[]> {
  return db.selectFrom('vault.epoch').selectAll().where('purpose', '=', purpose).execute()
}

function openedEpoch(ctx: VaultContext, row: EpochRow): Epoch {
  const { purpose, epoch, state, field_name: fieldName, key_id: keyId, nonce, wrapped } = row
  return {
    purpose,
    epoch,
    state,
    fieldName,
    key: ctx.keys.unwrap({ keyId, nonce, wrapped }, epochKeyAbout(purpose, epoch)),
  }
}

async function enter(
  ctx: VaultContext,
  tx: Db,
  epoch: Epoch,
  { subject, value, commitment }: { readonly subject: string; readonly value: Json; readonly commitment: string },
): Promise<void> {
  const key = indexKey(ctx, epoch, value)
  const about = { purpose: epoch.purpose, epoch: epoch.epoch, indexKey: key, commitment }
  const signature = ctx.authority.signer.sign(bindingBytes(ctx.authority.id, about))
  const row = { purpose: epoch.purpose, epoch: epoch.epoch, index_key: key, subject, commitment, signature }
  const at = tx
    .selectFrom('vault.index_entry')
    .select('subject')
    .where('purpose', '=', epoch.purpose)
    .where('epoch', '=', epoch.epoch)
    .where('index_key', '=', key)
  const holder = await at.executeTakeFirst()
  if (holder !== undefined && holder.subject !== subject) throw new VaultError('INDEX_TAKEN')
  // A subject has one entry: a corrected number takes the place of the wrong one.
  await tx
    .insertInto('vault.index_entry')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['purpose', 'epoch', 'subject']).doUpdateSet({ index_key: key, commitment, signature }),
    )
    .execute()
}

/** Subjects that have the field and a key, and no entry in the epoch. */
async function missingSubjects(
  db: Db,
  { purpose, epoch, fieldName }: Epoch,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('vault.subject_key')
    .select('vault.subject_key.subject')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('vault.field')
          .select('id')
          .whereRef('vault.field.subject', '=', 'vault.subject_key.subject')
          .where('name', '=', fieldName),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('vault.index_entry')
            .select('index_key')
            .whereRef('vault.index_entry.subject', '=', 'vault.subject_key.subject')
            .where('purpose', '=', purpose)
            .where('epoch', '=', epoch),
        ),
      ),
    )
    .limit(limit)
    .execute()
  return rows.map(({ subject }) => subject)
}

function ifErased(error: unknown): undefined {
  if (error instanceof VaultError && error.code === 'SUBJECT_ERASED') return undefined
  throw error
}
