import type { Gathered } from '@xiezhi/sdk'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Person } from '../session/person.ts'
import type { ZoneLink } from '../zone/zone-link.ts'

const FRESH_MS = 60_000
const CASES_MAX = 100_000

interface OfficerAnswer {
  readonly officer: { readonly grant: { readonly jurisdictions: readonly string[] }; readonly left: unknown }
}

interface Known {
  readonly jurisdictions: readonly string[]
  readonly atMs: number
}

/** Which cases are a person's own: those of the courts for which the ledger has accredited the officer. */
export class CaseParts {
  readonly #zone: ZoneLink
  readonly #known = new Map<string, Known>()
  readonly #courts: Gathered<string, string | undefined>
  /** Courts of cases that the ledger knows: a case keeps the court that opened it. */
  readonly #courtOf = new Map<string, string>()

  constructor(db: Database, zone: ZoneLink) {
    this.#zone = zone
    this.#courts = gathered((caseIds) => courtsOf(db, caseIds))
  }

  /** @throws GatewayError CASE_REQUIRED, CASE_UNKNOWN, CASE_NOT_OWN */
  async require(person: Person, caseId: string | null): Promise<void> {
    if (caseId === null) throw new GatewayError('CASE_REQUIRED')
    const courtCode = this.#courtOf.get(caseId) ?? (await this.#courts.load(caseId))
    if (courtCode === undefined) throw new GatewayError('CASE_UNKNOWN')
    if (this.#courtOf.size >= CASES_MAX) this.#courtOf.clear()
    this.#courtOf.set(caseId, courtCode)
    const own = await this.#jurisdictions(person)
    if (!own.some((start) => courtCode.startsWith(start))) throw new GatewayError('CASE_NOT_OWN')
  }

  /** Those about cases that the person may enter; where that cannot be said, it may not. */
  async ownOf<T>(person: Person, all: readonly T[], caseIdOf: (one: T) => string): Promise<T[]> {
    const isOwn = await Promise.all(
      all.map((one) =>
        this.require(person, caseIdOf(one)).then(
          () => true,
          () => false,
        ),
      ),
    )
    return all.filter((_, at) => isOwn[at] === true)
  }

  /** A ledger that cannot be asked leaves what is known; of whom nothing is known, nothing is the own. */
  async #jurisdictions({ organisation, officer }: Person): Promise<readonly string[]> {
    if (organisation === null || officer === null) return []
    const name = `${organisation}~${officer}`
    const known = this.#known.get(name)
    if (known !== undefined && Date.now() - known.atMs < FRESH_MS) return known.jurisdictions
    try {
      const found = (await this.#zone.query('authority/officer', { organisation, officer })) as OfficerAnswer | null
      const jurisdictions = found === null || found.officer.left !== null ? [] : found.officer.grant.jurisdictions
      this.#known.set(name, { jurisdictions, atMs: Date.now() })
      return jurisdictions
    } catch (error) {
      if (known === undefined) throw error
      return known.jurisdictions
    }
  }
}

/** Codes of the courts that have the cases; undefined for a case that the ledger does not know. */
async function courtsOf(db: Database, caseIds: readonly string[]): Promise<(string | undefined)[]> {
  const { rows } = await sql<{ readonly case_ref: string; readonly court: string }>`
    SELECT case_ref, record->>'courtCode' AS court FROM projection.court_case
    WHERE case_ref = any(${[...caseIds]}::text[])`.execute(db)
  const found = new Map(rows.map(({ case_ref, court }) => [case_ref, court]))
  return caseIds.map((caseId) => found.get(caseId))
}
