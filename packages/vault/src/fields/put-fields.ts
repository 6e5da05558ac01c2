import { canonicalText, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { VaultContext } from '../context.ts'
import type { Db } from '../database.ts'
import { randomId, sealWith } from '../keys/authority-keys.ts'
import { enterIndexes } from '../lookup/epochs.ts'
import { lastDay, requireClock } from '../retention/clocks.ts'
import type { Clock } from '../retention/clocks.ts'
import { VaultError } from '../vault-error.ts'
import { disclosureOf, newDisclosure } from './disclosure.ts'
import type { Disclosure } from './disclosure.ts'
import { fieldAbout } from './field-about.ts'
import { subjectKey } from './subject-key.ts'

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

export interface NewFields {
  readonly subject: string
  /** Reference of the record on the ledger that commits to the fields, or of the annex. */
  readonly record: string
  readonly clock: Clock
  /** Day on which the purpose is met, where it is known already. */
  readonly startedOn?: string
  readonly fields: Readonly<Record<string, Json>>
}

/** Stores fields under fresh salts. @throws VaultError SUBJECT_UNKNOWN, SUBJECT_ERASED, FIELD_NAME, CLOCK_UNKNOWN, INDEX_TAKEN */
export async function putFields(ctx: VaultContext, input: NewFields): Promise<readonly Disclosure[]> {
  const disclosures = Object.entries(input.fields).map(([name, value]) => newDisclosure(ctx.algorithms, name, value))
  await ctx.db.transaction().execute((tx) => storeDisclosures(ctx, tx, input, disclosures))
  return disclosures
}

/** Stores fields with the salts that their sender gave them. */
export async function storeDisclosures(
  ctx: VaultContext,
  tx: Db,
  { subject, record, clock, startedOn }: Omit<NewFields, 'fields'>,
  disclosures: readonly Pick<Disclosure, 'salt' | 'name' | 'value'>[],
): Promise<void> {
  requireClock(clock)
  const wrong = disclosures.find(({ name }) => !NAME.test(name))
  if (wrong !== undefined) throw new VaultError('FIELD_NAME', { field: wrong.name.slice(0, 64) })
  const deleteOn = startedOn === undefined ? null : lastDay(ctx, clock, startedOn)
  const dataKey = await subjectKey(ctx, tx, subject)
  try {
    const fields = disclosures.map(({ salt, name, value }) => {
      const id = randomId()
      const { digest } = disclosureOf(ctx.algorithms, salt, name, value)
      const plaintext = utf8Encode(canonicalText([salt, value]))
      const { nonce, sealed } = sealWith(ctx.algorithms, dataKey, plaintext, fieldAbout({ id, subject, record, name }))
      const row = { id, subject, record, name, digest, nonce, sealed, clock }
      return { row: { ...row, delete_on: deleteOn, stored_at_ms: ctx.now() }, value }
    })
    if (fields.length === 0) return
    await tx
      .insertInto('vault.field')
      .values(fields.map(({ row }) => row))
      .execute()
    await enterIndexes(
      ctx,
      tx,
      fields.map(({ row: { name, digest }, value }) => ({ subject, name, value, commitment: digest })),
    )
  } finally {
    dataKey.fill(0)
  }
}
