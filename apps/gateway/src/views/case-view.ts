import { startOfCivilDateMs } from '@xiezhi/contracts/ids'
import type { AgentView, Alarm, CaseSummary, CaseView, Deadline } from '@xiezhi/gateway-api'
import type { Gathered } from '@xiezhi/sdk'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { gathered } from '../db/gathered.ts'
import { hasEnforcement } from '../enforcement/matters.ts'
import { GatewayError } from '../gateway-error.ts'
import { alarmView, deadlineOfAlarm } from './alarm-view.ts'
import { reasonView } from './reasons.ts'
import type { VerificationViews } from './verification-view.ts'
import { wordsFor } from './words.ts'

const LIST_MAX = 200
const DAY_MS = 86_400_000

interface CaseRecord {
  readonly caseRef: string
  readonly courtCode: string
  readonly procedure: CaseSummary['procedure']
  readonly caseNumber: string | null
  readonly filedOn: string
  readonly connectedRefs: readonly string[]
  readonly state: CaseSummary['state']
  readonly closedOn: string | null
}

export interface AgentRecord {
  readonly agentId: string
  readonly partyId: string
  readonly role: AgentView['role']
  readonly licenceNo: string
  readonly letterFirmUscc: string
  readonly unitCode: string | null
  readonly exception: string
  readonly powers: AgentView['powers']
  readonly documents: AgentView['documents']
  readonly enteredOn: string
  readonly endedOn: string | null
  readonly admission: string
  readonly latestVerification: string | null
  readonly fileAccess: AgentView['fileAccess']
  readonly frozenFrom: string | null
  readonly changedAtMs: number | null
}

interface ConflictRecord {
  readonly agentId: string
  readonly againstId: string
  readonly kind: string
  readonly state: 'OPEN' | 'CONFIRMED' | 'DISMISSED'
  readonly recordedAtMs: number
  readonly decision: { readonly atMs: number } | null
}

type Hearing = CaseView['hearings'][number]
type Notice = CaseView['notices'][number]

interface ActRecord {
  readonly actId: string
  readonly agentId: string
  readonly act: string
  readonly onDate: string
  readonly recordedAtMs: number
  readonly alerts: readonly { readonly code: string; readonly rule: string }[]
}

interface CaseAgents {
  readonly state: string
  readonly agents: readonly AgentRecord[]
}

export class CaseViews {
  readonly #db: Database
  readonly #verifications: VerificationViews
  readonly #found: Gathered<string, CaseAgents | undefined>

  constructor(db: Database, verifications: VerificationViews) {
    this.#db = db
    this.#verifications = verifications
    this.#found = gathered((caseRefs) => casesWithAgents(db, caseRefs))
  }

  /** Newest first. */
  async summaries(
    state: CaseSummary['state'] | undefined,
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<CaseSummary[]> {
    let query = this.#db
      .selectFrom('projection.court_case as c')
      .select((eb) => [
        'c.record',
        eb
          .selectFrom('projection.agent as a')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('a.case_ref', '=', 'c.case_ref')
          .as('agents'),
        eb
          .selectFrom('projection.alarm as t')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('t.case_ref', '=', 'c.case_ref')
          .where('t.state', '<>', 'DONE')
          .as('alarms'),
      ])
      .orderBy('c.filed_on', 'desc')
      .orderBy('c.case_ref')
      .limit(limit)
    if (state !== undefined) query = query.where('c.state', '=', state)
    if (after !== undefined) {
      const [filedOn = '', caseRef = ''] = after
      query = query.where((eb) =>
        eb.or([
          eb('c.filed_on', '<', filedOn),
          eb.and([eb('c.filed_on', '=', filedOn), eb('c.case_ref', '>', caseRef)]),
        ]),
      )
    }
    const rows = await query.execute()
    return rows.map(({ record, agents, alarms }) =>
      summaryOf(record as unknown as CaseRecord, Number(agents), Number(alarms)),
    )
  }

  async findByNumber(caseNumber: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('projection.court_case')
      .select('case_ref')
      .where('case_number', '=', caseNumber)
      .executeTakeFirst()
    return row?.case_ref ?? null
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async record(caseRef: string): Promise<CaseAgents> {
    const found = await this.#found.load(caseRef)
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'case' })
    return found
  }

  /** @throws GatewayError SUBJECT_UNKNOWN */
  async view(caseRef: string, today: string): Promise<CaseView> {
    const [found, parties, agents, conflicts, notices, hearings, acts, alarms, requests, isEnforced] =
      await Promise.all([
        this.#case(caseRef),
        this.#records<{ partyId: string; side: string; organisationCode: string | null }>('party', caseRef),
        this.#records<AgentRecord>('agent', caseRef),
        this.#records<ConflictRecord>('conflict', caseRef),
        this.#records<Notice>('case_notice', caseRef),
        this.#records<Hearing>('hearing', caseRef),
        this.#records<ActRecord>('case_act', caseRef),
        this.#alarms(caseRef),
        this.#requests(caseRef),
        hasEnforcement(this.#db, caseRef),
      ])
    const open = alarms.filter(({ state }) => state !== 'DONE')
    return {
      ...summaryOf(found, agents.length, open.length),
      isEnforced,
      connected: [...found.connectedRefs],
      parties: parties.map(({ partyId, side, organisationCode }) => ({ partyId, side, organisationCode, name: null })),
      agentList: agents.map((agent) => agentView(caseRef, agent)),
      conflicts: conflicts.map(({ decision, agentId, againstId, kind, state, recordedAtMs }) => ({
        agentId,
        againstId,
        kind,
        state,
        recordedAtMs,
        decidedAtMs: decision?.atMs ?? null,
      })),
      notices,
      hearings,
      acts: acts.map(({ alerts, actId, agentId, act, onDate, recordedAtMs }) => ({
        actId,
        agentId,
        act,
        onDate,
        recordedAtMs,
        alerts: alerts.map((alert) => reasonView(alert)),
      })),
      verifications: await this.#verifications.summaries(requests),
      alarms,
      deadlines: [...open.map(deadlineOfAlarm), ...powersDeadlines(found, agents, today)].sort(
        (a, b) => a.dueAtMs - b.dueAtMs,
      ),
      recordKey: `case/case/${caseRef}`,
    }
  }

  async #case(caseRef: string): Promise<CaseRecord> {
    const row = await this.#db
      .selectFrom('projection.court_case')
      .select('record')
      .where('case_ref', '=', caseRef)
      .executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'case' })
    return row.record as unknown as CaseRecord
  }

  async #records<T>(
    table: 'party' | 'agent' | 'conflict' | 'case_notice' | 'hearing' | 'case_act',
    caseRef: string,
  ): Promise<T[]> {
    const rows = await this.#db
      .selectFrom(`projection.${table}`)
      .select('record')
      .where('case_ref', '=', caseRef)
      .limit(LIST_MAX)
      .execute()
    return rows.map(({ record }) => record as unknown as T)
  }

  async #alarms(caseRef: string): Promise<Alarm[]> {
    const rows = await this.#db
      .selectFrom('projection.alarm')
      .selectAll()
      .where('case_ref', '=', caseRef)
      .orderBy('due_at_ms')
      .limit(LIST_MAX)
      .execute()
    return rows.map(alarmView)
  }

  async #requests(caseRef: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('projection.request')
      .select('dispatch_id')
      .where('case_ref', '=', caseRef)
      .orderBy('asked_at_ms', 'desc')
      .limit(LIST_MAX)
      .execute()
    return rows.map(({ dispatch_id }) => dispatch_id)
  }
}

function summaryOf(record: CaseRecord, agents: number, openAlarms: number): CaseSummary {
  const { caseRef, caseNumber, courtCode, procedure, filedOn, state, closedOn } = record
  return { caseId: caseRef, caseNumber, courtCode, procedure, filedOn, state, closedOn, agents, openAlarms }
}

function agentView(caseRef: string, agent: AgentRecord): AgentView {
  const { agentId, partyId, role, licenceNo, letterFirmUscc, unitCode, exception, powers, documents } = agent
  const { enteredOn, endedOn, admission, latestVerification, fileAccess, frozenFrom, changedAtMs } = agent
  return {
    agentId,
    partyId,
    role,
    licence: licenceNo,
    name: null,
    letterFirmUscc,
    unitCode,
    exception,
    powers,
    documents,
    enteredOn,
    endedOn,
    admission,
    latestVerification,
    fileAccess,
    frozenFrom,
    changedAtMs,
    recordKey: `case/agent/${caseRef}/${agentId}`,
  }
}

/** Ends of powers of attorney that are still ahead. */
function powersDeadlines(found: CaseRecord, agents: readonly AgentRecord[], today: string): Deadline[] {
  return agents.flatMap(({ agentId, powers, endedOn }) => {
    const { expiresOn } = powers
    if (expiresOn === null || endedOn !== null) return []
    const dueAtMs = startOfCivilDateMs(expiresOn) + DAY_MS
    return [
      {
        id: `powers:${agentId}`,
        kind: 'POWERS_END',
        text: wordsFor('deadline', 'POWERS_END'),
        caseId: found.caseRef,
        caseNumber: found.caseNumber,
        dueAtMs,
        dueOn: expiresOn,
        owner: 'COURT_CLERK',
        isOverdue: expiresOn < today,
        basis: [],
      },
    ]
  })
}

/** What an act about an agent needs of a case. */
async function casesWithAgents(db: Database, caseRefs: readonly string[]): Promise<(CaseAgents | undefined)[]> {
  const { rows } = await sql<CaseAgents & { readonly case_ref: string }>`
    SELECT c.case_ref, c.state, ARRAY(
      SELECT a.record FROM projection.agent a WHERE a.case_ref = c.case_ref LIMIT ${LIST_MAX}) AS agents
    FROM projection.court_case c WHERE c.case_ref = any(${[...caseRefs]}::text[])`.execute(db)
  const found = new Map(rows.map((row) => [row.case_ref, row]))
  return caseRefs.map((caseRef) => found.get(caseRef))
}
