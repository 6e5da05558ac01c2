import { nodeCrypto } from '@xiezhi/crypto/node'
import { maskRecord, recordDigest } from '@xiezhi/credit-interface'
import type { CreditFieldSet, CreditRecord, HeldRow, Standing } from '@xiezhi/credit-interface'
import type { Store, Tx } from '../db/store.ts'
import { InstitutionError } from '../institution-error.ts'
import type { Faults } from './platform-faults.ts'

interface Row {
  readonly revision: number
  readonly digest: string
  readonly is_hidden: boolean
}

/** What hides a record from the public: it is lifted for a while, or who it is about says that it is wrong (26.4). */
function isHidden({ status, objection }: CreditRecord): boolean {
  return status !== 'ACTIVE' || objection === 'IDENTITY' || objection === 'DELETION'
}

/** The records of a platform. */
export class PlatformRecords {
  readonly #store: Store
  readonly #faults: Faults

  constructor(store: Store, faults: Faults) {
    this.#store = store
    this.#faults = faults
  }

  /** Once for each record and revision. @throws InstitutionError REVISION_REUSED, REVISION_OLD, RECORD_DELETED */
  put(set: CreditFieldSet, record: CreditRecord): Promise<Standing> {
    const [recordId, revision] = [String(record['recordId']), Number(record['revision'])]
    const digest = recordDigest(nodeCrypto, record)
    return this.#store.transaction(async (tx) => {
      const held = await heldIn(tx, recordId)
      if (held !== undefined && held.revision >= revision && !this.#faults.take('TAKES_ANY_REVISION')) {
        if (held.revision > revision) throw new InstitutionError('REVISION_OLD')
        if (held.digest !== digest) throw new InstitutionError('REVISION_REUSED')
        return standingOf(recordId, held)
      }
      const deleted = await tx.query<{ revision: number }>('select revision from deleted_record where record_id = $1', [
        recordId,
      ])
      const last = deleted.rows[0]?.revision
      if (last !== undefined && last >= revision && !this.#faults.take('TAKES_DELETED'))
        throw new InstitutionError('RECORD_DELETED')
      const row = { revision, digest, is_hidden: isHidden(record) }
      await tx.query(
        `insert into credit_record (record_id, revision, set_name, digest, is_hidden, record) values ($1, $2, $3, $4, $5, $6)
         on conflict (record_id) do update set revision = $2, set_name = $3, digest = $4, is_hidden = $5, record = $6`,
        [recordId, revision, set.name, digest, row.is_hidden, JSON.stringify(record)],
      )
      await showToPublic(tx, set, record, row.is_hidden && !this.#faults.take('SHOWS_HIDDEN'))
      return standingOf(recordId, row)
    })
  }

  /** @throws InstitutionError REVISION_OLD */
  remove(recordId: string, revision: number): Promise<Standing> {
    return this.#store.transaction(async (tx) => {
      const held = await heldIn(tx, recordId)
      if (held !== undefined && held.revision > revision) throw new InstitutionError('REVISION_OLD')
      if (this.#faults.take('LIES_DELETED')) return standingOf(recordId, undefined)
      await tx.query('delete from credit_record where record_id = $1', [recordId])
      if (!this.#faults.take('KEEPS_SHOWING'))
        await tx.query('delete from public_copy where record_id = $1', [recordId])
      await tx.query(
        `insert into deleted_record (record_id, revision) values ($1, $2)
         on conflict (record_id) do update set revision = greatest(deleted_record.revision, $2)`,
        [recordId, revision],
      )
      return standingOf(recordId, undefined)
    })
  }

  status(recordId: string): Promise<Standing> {
    return this.#store.transaction(async (tx) => standingOf(recordId, await heldIn(tx, recordId)))
  }

  /** By id, `limit` behind `after`. */
  async page(after: string, limit: number): Promise<{ readonly items: HeldRow[]; readonly next: string | null }> {
    if (this.#faults.take('RESTORES_BEFORE_LIST')) await this.#store.restore()
    return this.#store.transaction(async (tx) => {
      const { rows } = await tx.query<{ record_id: string; revision: number }>(
        'select record_id, revision from credit_record where record_id > $1 order by record_id limit $2',
        [after, limit + 1],
      )
      const items = rows.slice(0, limit).map(({ record_id: recordId, revision }) => ({ recordId, revision }))
      return { items, next: rows.length > limit ? (items.at(-1)?.recordId ?? null) : null }
    })
  }

  /** As the public sees them: of the person with this name and this number, never of the name alone. */
  search(sets: readonly CreditFieldSet[], name: string, number: string): Promise<CreditRecord[]> {
    return this.#store.transaction(async (tx) => {
      const { rows } = await tx.query<{ set_name: string; record: CreditRecord }>(
        'select set_name, record from public_copy where (number = $1 or $3) and name = $2 order by record_id limit 100',
        [number, name, this.#faults.take('FINDS_BY_NAME')],
      )
      return rows.flatMap(({ set_name: setName, record }) => {
        const set = sets.find((one) => one.name === setName)
        if (set === undefined) return []
        return [this.#faults.take('MASKS_NOTHING') ? record : maskRecord(set, record)]
      })
    })
  }
}

async function heldIn(tx: Tx, recordId: string): Promise<Row | undefined> {
  const { rows } = await tx.query<Row>(
    'select revision, digest, is_hidden from credit_record where record_id = $1 for update',
    [recordId],
  )
  return rows[0]
}

function standingOf(recordId: string, row: Row | undefined): Standing {
  if (row === undefined) return { recordId, state: 'ABSENT', revision: null, digest: null }
  return { recordId, state: row.is_hidden ? 'HIDDEN' : 'SHOWN', revision: row.revision, digest: row.digest }
}

async function showToPublic(tx: Tx, set: CreditFieldSet, record: CreditRecord, hidden: boolean): Promise<void> {
  const keyOf = (fact: string): string => set.fields.find((field) => field.fact === fact)?.key ?? ''
  const [name, number] = [record[keyOf('name')], record[keyOf('number')]]
  const recordId = record['recordId']
  if (hidden || name === undefined || number === undefined) {
    await tx.query('delete from public_copy where record_id = $1', [recordId])
    return
  }
  await tx.query(
    `insert into public_copy (record_id, set_name, name, number, record) values ($1, $2, $3, $4, $5)
     on conflict (record_id) do update set set_name = $2, name = $3, number = $4, record = $5`,
    [recordId, set.name, name, number, JSON.stringify(record)],
  )
}
