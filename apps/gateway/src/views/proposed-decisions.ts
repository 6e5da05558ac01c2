import type { Json } from '@xiezhi/codec'
import type { CreditDraftView, Role } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { wordsOfProposal } from './act-words.ts'

/** Each of the two signs what the other has proposed. */
export type TwoOffices = readonly [Role, Role]
const PRESIDENT_AND_JUDGE: TwoOffices = ['COURT_PRESIDENT', 'COURT_JUDGE']
/** Who has the lists, and for what (R26-09). */
export const PRESIDENT_AND_GOVERNANCE: TwoOffices = ['COURT_PRESIDENT', 'GOVERNANCE_OFFICER']

interface Officer {
  readonly organisation: string
  readonly officer: string
}

/** A proposal on the court's own ledger, as the projection keeps it. */
export interface ProposedDecision<V> {
  readonly proposalId: string
  readonly type: string
  readonly value: V
  readonly digest: string
  /** Fields that the ledger keeps no longer. */
  readonly forgotten?: readonly string[]
  readonly proposer: Officer
  readonly proposedAtMs: number
  readonly expiresAtMs: number
  readonly state: 'OPEN' | 'APPROVED' | 'WITHDRAWN'
}

export interface WantedDecisions {
  readonly draftId?: string
  readonly state?: string | undefined
  /** `[proposed at, id]` */
  readonly after?: readonly string[] | undefined
}

/** Of the own court and of these types, newest first: what stands behind `FROM projection.proposal p …`. */
export function proposedDecisions(
  types: readonly string[],
  wanted: WantedDecisions,
  { person }: Pick<OpenSession, 'person'>,
  nowMs: number,
): RawBuilder<unknown> {
  const { draftId = null, state = null } = wanted
  const [at = null, id = ''] = wanted.after ?? []
  const stored = state === 'EXPIRED' ? 'OPEN' : state
  return sql`p.type = any(${[...types]}::text[])
    AND p.record->'proposer'->>'organisation' = ${person.organisation ?? ''}
    AND (${draftId}::text IS NULL OR p.proposal_id = ${draftId})
    AND (${stored}::text IS NULL OR p.state = ${stored})
    AND (${state}::text IS DISTINCT FROM 'OPEN' OR p.expires_at_ms > ${nowMs})
    AND (${state}::text IS DISTINCT FROM 'EXPIRED' OR p.expires_at_ms <= ${nowMs})
    AND (${at}::bigint IS NULL OR p.proposed_at_ms < ${at}::bigint
      OR (p.proposed_at_ms = ${at}::bigint AND p.proposal_id > ${id}))`
}

export const NEWEST_PROPOSED = sql`p.proposed_at_ms DESC, p.proposal_id`

type ProposedView = Pick<
  CreditDraftView,
  'draftId' | 'digest' | 'words' | 'proposer' | 'proposedAtMs' | 'expiresAtMs' | 'state' | 'mayApprove' | 'recordKey'
>

/** What is shown of every decision that waits for a second signature. */
export async function proposedView(
  listener: Pick<Listener, 'clock' | 'config' | 'zone'>,
  record: ProposedDecision<object>,
  session: OpenSession,
  offices = PRESIDENT_AND_JUDGE,
): Promise<ProposedView> {
  const { proposalId, type, value, digest, forgotten, proposer, proposedAtMs, expiresAtMs } = record
  const isOver = record.state === 'OPEN' && expiresAtMs <= listener.clock.nowMs()
  const state = isOver ? 'EXPIRED' : record.state
  return {
    draftId: proposalId,
    digest,
    words: wordsOfProposal(listener.config.zone.chainId, { type, value: value as Json, forgotten }),
    proposer: { organisation: proposer.organisation, officer: proposer.officer },
    proposedAtMs,
    expiresAtMs,
    state,
    mayApprove: state === 'OPEN' && (await mayBeSecond(listener, proposer, session, offices)),
    recordKey: `authority/proposal/${proposalId}`,
  }
}

/** Whether somebody may sign what another has proposed: of the same court, another person, in the other of the two offices. */
export async function mayBeSecond(
  { zone }: Pick<Listener, 'zone'>,
  proposer: Officer,
  { person, roles }: Pick<OpenSession, 'person' | 'roles'>,
  offices = PRESIDENT_AND_JUDGE,
): Promise<boolean> {
  if (proposer.organisation !== person.organisation || proposer.officer === person.officer) return false
  const { organisation, officer } = proposer
  const found = (await zone.query('authority/officer', { organisation, officer })) as {
    readonly officer: { readonly grant: { readonly roles: readonly string[] }; readonly left: Json }
  } | null
  const granted = found === null || found.officer.left !== null ? [] : found.officer.grant.roles
  const [one, other] = offices
  return (granted.includes(one) && roles.includes(other)) || (granted.includes(other) && roles.includes(one))
}
