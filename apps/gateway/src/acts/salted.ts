import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../db/database.ts'

const ID_BYTES = 16

/** 16 random bytes in hexadecimal: an id that says nothing about the person or case behind it. */
export function randomId(): string {
  return randomBytes(ID_BYTES).toString('hex')
}

export interface SaltedText {
  /** What the ledger holds. */
  readonly digest: string
  /** Keeps text and salt, before the digest is signed. */
  keep(db: Database, kind: string, subject: string): Promise<void>
}

/** `sha256:` of a salted text under a name: without the salt nothing can be guessed. */
export function salted(name: string, value: string): SaltedText {
  const salt = randomId()
  const digest = `sha256:${createHash('sha256')
    .update(JSON.stringify([salt, name, value]))
    .digest('hex')}`
  return {
    digest,
    keep: async (db, kind, subject) => {
      await db
        .insertInto('private_text')
        .values({ kind, subject, salt, value, made_at_ms: Date.now() })
        .onConflict((conflict) =>
          conflict.columns(['kind', 'subject']).doUpdateSet({ salt, value, made_at_ms: Date.now() }),
        )
        .execute()
    },
  }
}

/** The kept texts of one kind, by subject. */
export async function keptTexts(
  db: Database,
  kind: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (subjects.length === 0) return new Map()
  const rows = await db
    .selectFrom('private_text')
    .select(['subject', 'value'])
    .where('kind', '=', kind)
    .where('subject', 'in', [...subjects])
    .execute()
  return new Map(rows.map(({ subject, value }) => [subject, value]))
}
