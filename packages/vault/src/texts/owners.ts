import { sql } from 'kysely'
import type { VaultContext } from '../context.ts'
import type { Db } from '../database.ts'
import { newDisclosure } from '../fields/disclosure.ts'
import { storeDisclosures } from '../fields/put-fields.ts'
import { newSubject } from '../fields/subject-key.ts'
import { completeOrFirst, indexKey } from '../lookup/epochs.ts'
import type { Epoch } from '../lookup/epochs.ts'

/** Identity numbers of one kind: purpose of the keyed index, and the field that holds the number. */
export interface OwnerIndex {
  readonly purpose: string
  readonly fieldName: string
}

/** Start of the record under which the number of a person lies. */
export const OWNER_RECORD = 'person/'

/** Subjects of persons; who has none yet gets one, with the number as its first field. */
export async function requireOwners(
  ctx: VaultContext,
  tx: Db,
  index: OwnerIndex,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { purpose, fieldName } = index
  const epoch = await completeOrFirst(ctx, tx, purpose, fieldName)
  const keys = new Map(numbers.map((number) => [indexKey(ctx, epoch, number), number]))
  const owners = new Map(
    (await entriesOf(tx, epoch, [...keys.keys()])).map(({ index_key, subject }) => [
      keys.get(index_key) ?? '',
      subject,
    ]),
  )
  for (const number of new Set(numbers)) {
    if (owners.has(number)) continue
    const subject = await newSubject(ctx, tx)
    const record = { subject, record: `${OWNER_RECORD}${purpose}`, clock: 'register' } as const
    await storeDisclosures(ctx, tx, record, [newDisclosure(ctx.algorithms, fieldName, number)])
    owners.set(number, subject)
  }
  return owners
}

/** The subject of a person; undefined for one of whom the vault has nothing, or nothing any more. */
export async function ownerOf(ctx: VaultContext, index: OwnerIndex, number: string): Promise<string | undefined> {
  const epoch = await completeOrFirst(ctx, ctx.db, index.purpose, index.fieldName)
  const [entry] = await entriesOf(ctx.db, epoch, [indexKey(ctx, epoch, number)])
  return entry?.subject
}

function entriesOf(
  db: Db,
  { purpose, epoch }: Epoch,
  keys: readonly string[],
): Promise<readonly { readonly index_key: string; readonly subject: string }[]> {
  return db
    .selectFrom('vault.index_entry')
    .select(['index_key', 'subject'])
    .where('purpose', '=', purpose)
    .where('epoch', '=', epoch)
    .where('index_key', '=', sql<string>`any(${[...keys]}::text[])`)
    .execute()
}
