import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Gathered } from '@xiezhi/sdk'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { gathered } from '../../db/gathered.ts'
import { GatewayError } from '../../gateway-error.ts'

/** One look-up, as far as the log knows it. */
export interface Lookup {
  readonly atMs: number
  /** Null: nobody who has a subscription. */
  readonly client: string | null
  readonly subscriber: string | null
  readonly purpose: string
  readonly commitment: string
  readonly refusal: string | null
  /** Where to look; null where the look-up is refused. */
  readonly indexKey: string | null
}

/** What stands under the index key in the rows of one height. */
export interface Standing {
  readonly dishonest: number
  readonly consumption: number
  readonly height: number
}

interface FoundRow {
  readonly n: number
  readonly dishonest: number | null
  readonly consumption: number | null
  readonly height: number | null
}

/**
 * Writes the row and reads the index in one statement: when it returns, the row is on disk, and nobody was answered before. Look-ups
 * that come together share the commit.
 */
export class LookupLog {
  readonly #written: Gathered<Lookup, Standing | null>

  constructor(db: Database, onWritten: () => void) {
    this.#written = gathered(async (lookups) => {
      const found = await write(db, lookups)
      onWritten()
      return found
    })
  }

  /** @throws GatewayError LOOKUPS_UNAVAILABLE, PROJECTION_BEHIND: nothing may be answered then */
  async note(lookup: Lookup): Promise<Standing> {
    const found = await this.#write(lookup)
    if (found === null) throw new GatewayError('PROJECTION_BEHIND')
    return found
  }

  async #write(lookup: Lookup): Promise<Standing | null> {
    try {
      return await this.#written.load(lookup)
    } catch (error) {
      throw new GatewayError('LOOKUPS_UNAVAILABLE', {}, error)
    }
  }
}

/** In the order of the look-ups. Null: the rows are being made, and an absent one would mean nothing. */
async function write(db: Database, lookups: readonly Lookup[]): Promise<(Standing | null)[]> {
  const rows = lookups.map((one, n) => ({
    n,
    at_ms: one.atMs,
    day: civilDateOf(one.atMs),
    client: one.client,
    subscriber: one.subscriber,
    purpose: one.purpose,
    commitment: one.commitment,
    refusal: one.refusal,
    index_key: one.indexKey,
  }))
  const { rows: found } = await sql<FoundRow>`
    WITH asked AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(n integer, at_ms bigint, day date, client text,
        subscriber text, purpose text, commitment text, refusal text, index_key text)
    ), logged AS (
      INSERT INTO credit_lookup (at_ms, day, client, subscriber, purpose, commitment, refusal)
      SELECT at_ms, day, client, subscriber, purpose, commitment, refusal FROM asked ORDER BY n
    )
    SELECT a.n, (p.record->>'dishonest')::integer AS dishonest, (p.record->>'consumption')::integer AS consumption, c.height
    FROM asked a LEFT JOIN projection.credit_active p ON p.index_key = a.index_key CROSS JOIN projection.cursor c`.execute(
    db,
  )
  const standing = new Array<Standing | null>(lookups.length).fill(null)
  for (const { n, dishonest, consumption, height } of found)
    if (height !== null) standing[n] = { dishonest: dishonest ?? 0, consumption: consumption ?? 0, height }
  return standing
}
