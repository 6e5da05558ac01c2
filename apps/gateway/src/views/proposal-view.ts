import type { Json } from '@xiezhi/codec'
import type { Bilingual, ProposalView } from '@xiezhi/gateway-api'
import type { Message } from '@xiezhi/kernel'
import type { Database } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonRecord } from '../projection/tables.ts'
import type { Person } from '../session/person.ts'

interface ProposalRecord {
  readonly proposalId: string
  readonly type: string
  readonly value: Json
  readonly digest: string
  /** Fields that the ledger keeps no longer. */
  readonly forgotten?: readonly string[] | undefined
  readonly proposer: { readonly organisation: string; readonly officer: string; readonly personId: string }
  readonly proposedAtMs: number
  readonly expiresAtMs: number
  readonly state: 'OPEN' | 'APPROVED' | 'WITHDRAWN'
  readonly closedAtMs: number | null
}

export type WordsOf = (message: Message & Pick<ProposalRecord, 'forgotten'>) => readonly Bilingual[]

type State = ProposalView['state']

export class ProposalViews {
  readonly #db: Database
  readonly #nowMs: () => number
  readonly #words: WordsOf

  constructor(db: Database, nowMs: () => number, words: WordsOf) {
    this.#db = db
    this.#nowMs = nowMs
    this.#words = words
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async view(proposalId: string, person: Person): Promise<ProposalView> {
    const row = await this.#db
      .selectFrom('projection.proposal')
      .select('record')
      .where('proposal_id', '=', proposalId)
      .executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'proposal' })
    return this.#viewOf(row.record as unknown as ProposalRecord, person)
  }

  /** Newest first, behind `[proposed at, id]`. */
  async list(
    state: State | undefined,
    after: readonly string[] | undefined,
    limit: number,
    person: Person,
  ): Promise<ProposalView[]> {
    const nowMs = this.#nowMs()
    let query = this.#db
      .selectFrom('projection.proposal')
      .select('record')
      .orderBy('proposed_at_ms', 'desc')
      .orderBy('proposal_id')
      .limit(limit)
    if (state === 'OPEN' || state === 'EXPIRED')
      query = query.where('state', '=', 'OPEN').where('expires_at_ms', state === 'OPEN' ? '>' : '<=', nowMs)
    else if (state !== undefined) query = query.where('state', '=', state)
    if (after !== undefined) {
      const [at = '0', id = ''] = after
      query = query.where((eb) =>
        eb.or([
          eb('proposed_at_ms', '<', Number(at)),
          eb.and([eb('proposed_at_ms', '=', Number(at)), eb('proposal_id', '>', id)]),
        ]),
      )
    }
    const rows = await query.execute()
    return rows.map(({ record }) => this.#viewOf(record as unknown as ProposalRecord, person))
  }

  async openFor(licence: string): Promise<number> {
    const row = await this.#db
      .selectFrom('projection.proposal')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('licence_no', '=', licence)
      .where('state', '=', 'OPEN')
      .where('expires_at_ms', '>', this.#nowMs())
      .executeTakeFirst()
    return row?.count ?? 0
  }

  #viewOf(record: ProposalRecord, { organisation, officer }: Person): ProposalView {
    const { proposalId, type, value, digest, forgotten, proposer, proposedAtMs, expiresAtMs, closedAtMs } = record
    const state: State = record.state === 'OPEN' && expiresAtMs <= this.#nowMs() ? 'EXPIRED' : record.state
    const isProposer = proposer.organisation === organisation && proposer.officer === officer
    const licence = (value as JsonRecord)['licenceNo']
    return {
      proposalId,
      type,
      licence: typeof licence === 'string' ? licence : null,
      value,
      digest,
      words: [...this.#words({ type, value, forgotten })],
      proposer: { organisation: proposer.organisation, officer: proposer.officer },
      proposedAtMs,
      expiresAtMs,
      state,
      closedAtMs,
      mayApprove: state === 'OPEN' && !isProposer,
      recordKey: `authority/proposal/${proposalId}`,
    }
  }
}
