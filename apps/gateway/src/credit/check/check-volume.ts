import { civilDateOf } from '@xiezhi/contracts/ids'
import { bundledLaw, limitOn } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import type { Database } from '../../db/database.ts'
import { GatewayError } from '../../gateway-error.ts'
import type { Log } from '../../log.ts'
import { reasonOf } from '../../log.ts'
import { lawInForce } from '../../zone/law-in-force.ts'
import type { ZoneLink } from '../../zone/zone-link.ts'

/** What one subscriber may look up in a day (T26-5). */
const LIMIT = 'PX-T26-5.listChecks'
const REFRESH_MS = 30_000

/** Counts the look-ups of each subscriber and day: no bulk. The log is what is counted; memory holds the running day. */
export class CheckVolume {
  readonly #db: Database
  readonly #zone: Pick<ZoneLink, 'query'>
  readonly #log: Log
  readonly #counts = new Map<string, Promise<{ count: number }>>()
  #book: LawBook = bundledLaw
  #readAtMs = 0
  #day = ''

  constructor(db: Database, zone: Pick<ZoneLink, 'query'>, log: Log) {
    this.#db = db
    this.#zone = zone
    this.#log = log
  }

  /** Counts one more. @throws GatewayError CHECK_VOLUME where it is beyond the day's number; it is logged all the same */
  async count(client: string, subscriber: string, nowMs: number): Promise<void> {
    this.#refresh()
    const day = civilDateOf(nowMs)
    if (day !== this.#day) this.#counts.clear()
    this.#day = day
    const name = `${client} ${subscriber}`
    const known = this.#counts.get(name) ?? this.#read(client, subscriber, day)
    this.#counts.set(name, known)
    known.catch(() => this.#counts.delete(name))
    const counted = await known
    counted.count++
    const allowed = limitOn(this.#book, LIMIT, 'look-up', day)
    if (counted.count > allowed) throw new GatewayError('CHECK_VOLUME', { parameter: LIMIT, allowed })
  }

  /** A ledger that cannot be asked leaves the number as it was. */
  #refresh(): void {
    if (Date.now() - this.#readAtMs < REFRESH_MS) return
    this.#readAtMs = Date.now()
    lawInForce(this.#zone).then(
      (book) => {
        this.#book = book
      },
      (error: unknown) => {
        this.#log({ event: 'LIMITS_NOT_READ', reason: reasonOf(error) })
      },
    )
  }

  async #read(client: string, subscriber: string, day: string): Promise<{ count: number }> {
    const row = await this.#db
      .selectFrom('credit_lookup')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where((eb) => eb('day', '=', eb.cast<Date>(eb.val(day), 'date')))
      .where('client', '=', client)
      .where('subscriber', '=', subscriber)
      .executeTakeFirst()
    return { count: row?.count ?? 0 }
  }
}
