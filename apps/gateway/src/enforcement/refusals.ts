import { sql } from 'kysely'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { Person } from '../session/person.ts'
import { Writings } from './writings.ts'

export interface Refusal {
  readonly organisation: string
  readonly officer: string
  readonly reasons: string | null
  readonly reasonsState: 'held' | 'erased' | 'damaged' | 'none'
  readonly atMs: number
}

interface Draft {
  readonly draftId: string
  readonly caseId: string
  readonly state: string
  readonly isProposer: boolean
}

/**
 * Drafts that a judge sent back. A draft has no effect on the ledger before its second signature, so neither has this: the
 * gateway signs it no more, and its proposer withdraws it.
 */
export class Refusals {
  readonly #parts: Pick<Listener, 'db' | 'clock'>
  readonly #writings: Writings

  constructor(listener: Pick<Listener, 'db' | 'texts' | 'clock'>) {
    this.#parts = listener
    this.#writings = new Writings(listener)
  }

  /** The same again is the same answer. @throws GatewayError NOT_IN_FORCE, SAME_PERSON */
  async refuse({ draftId, caseId, state, isProposer }: Draft, person: Person, reasons: string): Promise<Refusal> {
    const known = (await this.of([draftId])).get(draftId)
    if (known !== undefined) return same(known, person, reasons)
    if (state !== 'OPEN') throw new GatewayError('NOT_IN_FORCE', { state })
    if (isProposer) throw new GatewayError('SAME_PERSON', { proposalId: draftId })
    const writing = this.#writings.write(caseId, { reasons })
    await writing.keep()
    await this.#parts.db
      .insertInto('enforcement_refusal')
      .values({
        draft_id: draftId,
        case_ref: caseId,
        organisation: person.organisation ?? '',
        officer: person.officer ?? '',
        commitment: writing.digest,
        refused_at_ms: this.#parts.clock.nowMs(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const kept = (await this.of([draftId])).get(draftId)
    if (kept === undefined) throw new GatewayError('INTERNAL')
    // Two judges at the same moment: the first holds.
    return same(kept, person, reasons)
  }

  async of(draftIds: readonly string[]): Promise<ReadonlyMap<string, Refusal>> {
    if (draftIds.length === 0) return new Map()
    const rows = await this.#parts.db
      .selectFrom('enforcement_refusal')
      .selectAll()
      .where('draft_id', '=', sql<string>`any(${[...draftIds]}::text[])`)
      .execute()
    const shown = await this.#writings.shown(rows.map(({ commitment }) => commitment))
    return new Map(
      rows.map(({ draft_id: draftId, organisation, officer, commitment, refused_at_ms: atMs }) => {
        const { text: reasons, state: reasonsState } = shown(commitment).written
        return [draftId, { organisation, officer, reasons, reasonsState, atMs }]
      }),
    )
  }
}

function same(known: Refusal, { organisation, officer }: Person, reasons: string): Refusal {
  const isSame = known.organisation === organisation && known.officer === officer && known.reasons === reasons
  if (!isSame) throw new GatewayError('NOT_IN_FORCE', { state: 'REFUSED' })
  return known
}
