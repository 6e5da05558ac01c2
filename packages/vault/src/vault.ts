import { suite } from '@xiezhi/crypto'
import type { SuiteId } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import type { Json } from '@xiezhi/codec'
import type { LawBook } from '@xiezhi/law'
import type { Kysely, Transaction } from 'kysely'
import { restoreBackup } from './backup/restore-backup.ts'
import type { RestoreOptions } from './backup/restore-backup.ts'
import { writeBackup } from './backup/write-backup.ts'
import type { BackupReport } from './backup/write-backup.ts'
import type { Authority, VaultContext } from './context.ts'
import type { VaultDatabase } from './database.ts'
import type { ErasureCertificate } from './erasure/certificate.ts'
import { eraseSubject, replayErasures } from './erasure/erase-subject.ts'
import type { Erased, ErasureOrder } from './erasure/erase-subject.ts'
import { ErasureList } from './erasure/erasure-list.ts'
import type { Disclosure } from './fields/disclosure.ts'
import { commitmentsOf } from './fields/disclosure.ts'
import { putFields, storeDisclosures } from './fields/put-fields.ts'
import type { NewFields } from './fields/put-fields.ts'
import { readFields, readManyFields } from './fields/read-fields.ts'
import type { FieldsWanted } from './fields/read-fields.ts'
import { newSubject } from './fields/subject-key.ts'
import { randomId } from './keys/authority-keys.ts'
import type { KeyWrap } from './keys/authority-keys.ts'
import { requireUnused, rotateKeys } from './keys/rotate-keys.ts'
import { buildEpoch, completeEpoch, completeOrFirst, epochInState, indexKey, openEpoch } from './lookup/epochs.ts'
import { findSubject } from './lookup/find-subject.ts'
import type { Found } from './lookup/find-subject.ts'
import { migrate } from './migrations/migrate.ts'
import { startClock, stopClocks } from './retention/clocks.ts'
import { deleteDue } from './retention/delete-due.ts'
import type { DeletedDue } from './retention/delete-due.ts'
import { keepTexts, keepTextsIn } from './texts/keep-texts.ts'
import type { NewText } from './texts/keep-texts.ts'
import { ownerOf } from './texts/owners.ts'
import type { OwnerIndex } from './texts/owners.ts'
import { readTexts } from './texts/read-texts.ts'
import type { KeptText } from './texts/read-texts.ts'
import type { VaultError } from './vault-error.ts'

export interface VaultOptions {
  readonly db: Kysely<VaultDatabase>
  readonly suiteId: SuiteId
  readonly keys: KeyWrap
  readonly authority: Authority
  /** Lies apart from the database and from backups of it. */
  readonly erasureList: string
  readonly law: LawBook
  readonly now: () => number
}

/** The private fields of one authority. It exists only after erasures have been replayed and what is due is deleted. */
export class Vault {
  readonly #ctx: VaultContext

  private constructor(ctx: VaultContext) {
    this.#ctx = ctx
  }

  /** @throws VaultError ERASURE_LIST_BEHIND, ERASURE_LIST_DAMAGED */
  static async open(options: VaultOptions, today: string): Promise<Vault> {
    const ctx = contextOf(options)
    await migrate(ctx.db)
    await replayErasures(ctx)
    await deleteDue(ctx, today)
    return new Vault(ctx)
  }

  /** A vault filled from a backup, and opened as any other. @throws VaultError as `restoreBackup` and `open` */
  static async restore(options: VaultOptions, file: string, today: string, how: RestoreOptions = {}): Promise<Vault> {
    await migrate(options.db)
    await restoreBackup(contextOf(options), file, how)
    return Vault.open(options, today)
  }

  /** For the annex exchange, which keeps its rows beside the fields. */
  get context(): VaultContext {
    return this.#ctx
  }

  newSubject(): Promise<string> {
    return newSubject(this.#ctx)
  }

  /** @throws VaultError SUBJECT_UNKNOWN, SUBJECT_ERASED, FIELD_NAME, CLOCK_UNKNOWN, INDEX_TAKEN */
  put(fields: NewFields): Promise<readonly Disclosure[]> {
    return putFields(this.#ctx, fields)
  }

  /** Keeps fields under the salts to which a ledger has committed already. @throws VaultError as `put` */
  adopt(
    record: Omit<NewFields, 'fields'>,
    disclosures: readonly Pick<Disclosure, 'salt' | 'name' | 'value'>[],
  ): Promise<void> {
    const { db } = this.#ctx
    return db.transaction().execute((tx) => storeDisclosures(this.#ctx, tx, record, disclosures))
  }

  /** @throws VaultError SUBJECT_UNKNOWN, SUBJECT_ERASED, FIELD_UNKNOWN, FIELD_TAMPERED */
  read(wanted: FieldsWanted): Promise<readonly Disclosure[]> {
    return readFields(this.#ctx, wanted)
  }

  /** The same for several; what cannot be read is that one's alone. @throws VaultError KEY_UNKNOWN */
  readMany(wanted: readonly FieldsWanted[]): Promise<readonly (readonly Disclosure[] | VaultError)[]> {
    return readManyFields(this.#ctx, wanted)
  }

  /** Keeps texts behind commitments of a ledger, all or none; in a transaction of the caller's where one is given. */
  keepTexts(index: OwnerIndex, texts: readonly NewText[], tx?: Transaction<VaultDatabase>): Promise<void> {
    return tx === undefined ? keepTexts(this.#ctx, index, texts) : keepTextsIn(this.#ctx, tx, index, texts)
  }

  /** Texts of one name by their commitments; those that the vault never had are left out. @throws VaultError KEY_UNKNOWN */
  texts(name: string, commitments: readonly string[]): Promise<ReadonlyMap<string, KeptText>> {
    return readTexts(this.#ctx, name, commitments)
  }

  /** The subject whose number it is; undefined where the vault has nothing of the person. */
  ownerOf(index: OwnerIndex, number: string): Promise<string | undefined> {
    return ownerOf(this.#ctx, index, number)
  }

  /** Sorted commitments for the ledger, filled up with decoys. */
  commitments(disclosures: readonly Disclosure[], count: number): readonly string[] {
    return commitmentsOf(this.#ctx.algorithms, disclosures, count)
  }

  /** @throws VaultError SUBJECT_UNKNOWN */
  erase(order: ErasureOrder): Promise<Erased> {
    return eraseSubject(this.#ctx, order)
  }

  startClock(record: string, startedOn: string): Promise<number> {
    return startClock(this.#ctx, record, startedOn)
  }

  /** Of records whose purpose goes on after all. Gives how many fields have no last day any more. */
  stopClocks(records: readonly string[]): Promise<number> {
    return stopClocks(this.#ctx, records)
  }

  /** What is due goes; a person of whom nothing is left to keep is erased with a certificate. */
  deleteDue(today: string): Promise<DeletedDue> {
    return deleteDue(this.#ctx, today)
  }

  /** @throws VaultError EPOCH_OPEN */
  openEpoch(purpose: string, fieldName: string): Promise<number> {
    return openEpoch(this.#ctx, purpose, fieldName)
  }

  /** @throws VaultError EPOCH_NONE */
  buildEpoch(purpose: string): Promise<number> {
    return buildEpoch(this.#ctx, purpose)
  }

  /** @throws VaultError EPOCH_NONE, EPOCH_INCOMPLETE */
  completeEpoch(purpose: string): Promise<number> {
    return completeEpoch(this.#ctx, purpose)
  }

  /** @throws VaultError EPOCH_NONE */
  find(purpose: string, value: Json): Promise<Found> {
    return findSubject(this.#ctx, purpose, value)
  }

  /**
   * Index key of a value under the complete epoch of a purpose; nothing is kept of who was asked for. The first epoch is made
   * where there is none. @throws VaultError EPOCH_NONE
   */
  async indexKeyOf({ purpose, fieldName }: OwnerIndex, value: Json): Promise<string> {
    return indexKey(this.#ctx, await completeOrFirst(this.#ctx, this.#ctx.db, purpose, fieldName), value)
  }

  /** The same for many values, under the epoch that is complete now. @throws VaultError EPOCH_NONE */
  async indexer({ purpose, fieldName }: OwnerIndex): Promise<(value: Json) => string> {
    const epoch = await completeOrFirst(this.#ctx, this.#ctx.db, purpose, fieldName)
    return (value) => indexKey(this.#ctx, epoch, value)
  }

  /** Key of the complete epoch, for an auditor who checks bindings. @throws VaultError EPOCH_NONE */
  async epochKey(purpose: string): Promise<Uint8Array> {
    return (await epochInState(this.#ctx, this.#ctx.db, purpose, 'COMPLETE')).key
  }

  /** The certificates of erasure, in their order. @throws VaultError ERASURE_LIST_DAMAGED */
  erasures(): readonly ErasureCertificate[] {
    return this.#ctx.erasures.read()
  }

  rotateKeys(): Promise<number> {
    return rotateKeys(this.#ctx)
  }

  /** @throws VaultError KEY_IN_USE */
  requireUnused(keyId: string): Promise<void> {
    return requireUnused(this.#ctx, keyId)
  }

  backup(file: string): Promise<BackupReport> {
    return writeBackup(this.#ctx, file, randomId())
  }
}

function contextOf({ db, suiteId, keys, authority, erasureList, law, now }: VaultOptions): VaultContext {
  const erasures = new ErasureList(erasureList, suiteId, authority)
  return { db, suiteId, algorithms: suite(nodeCrypto, suiteId), keys, authority, erasures, law, now }
}
