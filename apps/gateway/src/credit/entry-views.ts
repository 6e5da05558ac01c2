import type { CourtEntrySummary, CourtEntryView, CreditObjectionView, EndedEntryView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession, Person } from '../session/person.ts'
import { creditAlarms } from './alarms.ts'
import type { CreditDrafts } from './drafts.ts'
import { isContested, subjectsOf } from './entries.ts'
import type { Entry } from './entries.ts'
import { ageOn } from './entry-person.ts'
import { nextActs } from './next-acts.ts'
import { isMachineSuspended, stepsOf } from './steps.ts'
import type { CreditStore } from './store.ts'
import { categoryWords, creditWords, situationWords } from './words.ts'

/** Requests for reconsideration that wait for one court. */
const PENDING_SHOWN = 200

interface Row {
  readonly record: Entry
  readonly subscribers: number
  readonly confirmed: number
  readonly alarms: number
}

interface EntriesWanted {
  readonly entryId?: string
  readonly caseId?: string
  readonly organisation?: string
  readonly list?: string | undefined
  readonly state?: string | undefined
  readonly objected?: boolean | undefined
  readonly proposed?: boolean | undefined
  /** Of other courts than this one, where the court above is asked. */
  readonly askedAboveOf?: string | undefined
  /** `[changed at, id]` */
  readonly after?: readonly string[] | undefined
}

/** Parts of an entry that court and person concerned see alike. */
export type EntryDetails = Pick<
  CourtEntryView,
  | 'decisionNo'
  | 'decisionDigest'
  | 'servedOn'
  | 'extension'
  | 'lift'
  | 'categoryTexts'
  | 'exceptions'
  | 'deletion'
  | 'published'
  | 'objection'
  | 'repair'
  | 'steps'
  | 'revision'
>

/** The court's entries as pages show them. */
export class EntryViews {
  readonly #listener: Listener
  readonly #store: CreditStore
  readonly #drafts: CreditDrafts

  constructor(listener: Listener, store: CreditStore, drafts: CreditDrafts) {
    this.#listener = listener
    this.#store = store
    this.#drafts = drafts
  }

  /** Changed last first. */
  async list(wanted: EntriesWanted, limit: number): Promise<CourtEntrySummary[]> {
    const rows = await this.#rows(wanted, limit)
    const persons = await this.#store.persons(rows.map(({ record }) => record.subject))
    return rows.map((row) => summaryOf(row, persons(row.record.subject)))
  }

  /** Of other courts, where a request for reconsideration waits for the court of this person. */
  async pendingBelow({ person }: OpenSession): Promise<CourtEntrySummary[]> {
    const found = await this.list({ askedAboveOf: person.organisation ?? '' }, PENDING_SHOWN)
    return this.#listener.parts.ownOf(person, found, ({ caseId }) => caseId)
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, CASE_NOT_OWN */
  async view(entryId: string, session: OpenSession): Promise<CourtEntryView> {
    const { db, parts } = this.#listener
    const [row] = await this.#rows({ entryId }, 1)
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'entry' })
    const entry = row.record
    await parts.require(session.person, entry.caseRef)
    const [persons, details, drafts, requests, alarms, isSuspended] = await Promise.all([
      this.#store.persons(subjectsOf(entry)),
      this.details(entry),
      this.#drafts.list({ entryId, state: 'OPEN' }, session, 20),
      db
        .selectFrom('credit_request')
        .select('request_id')
        .where('entry_id', '=', entryId)
        .orderBy('received_at_ms')
        .execute(),
      creditAlarms(this.#listener, { entryId, isOpen: true }, 100),
      isMachineSuspended(db, entry.list === 'DISHONEST' ? 'dishonest-list' : 'consumption-restriction'),
    ])
    return {
      ...summaryOf(row, persons(entry.subject)),
      ...details,
      coSubjects: entry.coSubjects.map(({ role, subject }) => ({
        role,
        roleText: creditWords('role', role),
        person: persons(subject),
      })),
      proposal:
        entry.proposal === null ? null : { ...entry.proposal, text: creditWords('event', entry.proposal.event) },
      requests: requests.map(({ request_id: id }) => id),
      drafts: drafts.map(({ draftId }) => draftId),
      alarms,
      isMachineSuspended: isSuspended,
      acts: nextActs(entry, session, isSuspended),
      recordKey: `listing/entry/${entryId}`,
    }
  }

  async details(entry: Entry): Promise<EntryDetails> {
    const digests = [entry.decisionDigest, entry.objection?.decisionDigest ?? null].filter((one) => one !== null)
    const [persons, items, decisions, objection, steps] = await Promise.all([
      this.#store.persons(entry.exceptions.map(({ subject }) => subject)),
      this.#store.items(entry.subject),
      this.#store.decisions(digests),
      this.#objection(entry),
      stepsOf(this.#listener.db, entry.entryId, (transition) => creditWords('transition', transition)),
    ])
    return {
      decisionNo: decisions.get(entry.decisionDigest)?.value?.decisionNo ?? null,
      decisionDigest: entry.decisionDigest,
      servedOn: entry.servedOn,
      extension: entry.extension,
      lift: entry.lift === null ? null : { ...entry.lift, text: creditWords('lift', entry.lift.ground) },
      categoryTexts: entry.categories.map(categoryWords),
      exceptions: entry.exceptions.map(({ subject, category, from, to }) => {
        return { person: persons(subject), category, text: categoryWords(category), from, to }
      }),
      deletion:
        entry.deletion === null ? null : { ...entry.deletion, text: creditWords('event', entry.deletion.event) },
      published:
        items === null
          ? null
          : {
              ...items,
              birthDate: null,
              age: items.birthDate === null ? null : ageOn(items.birthDate, entry.decidedOn),
            },
      objection,
      ...(await this.#repair(entry)),
      steps,
      revision: entry.revision,
    }
  }

  async #objection({ objection }: Entry): Promise<CreditObjectionView | null> {
    if (objection === null) return null
    const { documentDigest, decisionDigest, kind, ...rest } = objection
    const [texts, decisions] = await Promise.all([
      this.#store.requestTexts([documentDigest]),
      this.#store.decisions(decisionDigest === null ? [] : [decisionDigest]),
    ])
    const text = texts.get(documentDigest)
    const answer = decisionDigest === null ? undefined : decisions.get(decisionDigest)
    return {
      ...rest,
      kind,
      kindText: creditWords('objection', kind),
      reasons: text?.value?.reasons ?? null,
      reasonsState: text?.state ?? 'none',
      answer: answer?.value?.reasons ?? null,
      answerState: answer?.state ?? 'none',
    }
  }

  async #repair({ repair }: Entry): Promise<Pick<EntryDetails, 'repair'>> {
    if (repair === null) return {}
    const { grade, appliedOn, decideBy, outcome, outcomeOn, decisionDigest } = repair
    const decisions = await this.#store.decisions(decisionDigest === null ? [] : [decisionDigest])
    const answer = decisionDigest === null ? undefined : decisions.get(decisionDigest)
    return {
      repair: {
        grade,
        gradeText: creditWords('grade', grade),
        appliedOn,
        decideBy,
        outcome,
        outcomeOn,
        answer: answer?.value?.reasons ?? null,
        answerState: answer?.state ?? 'none',
      },
    }
  }

  async #rows(wanted: EntriesWanted, limit: number): Promise<readonly Row[]> {
    const { entryId = null, caseId = null, organisation = null, list = null, state = null } = wanted
    const { objected = null, proposed = null, askedAboveOf = null } = wanted
    const [at, id = ''] = wanted.after ?? []
    const { rows } = await sql<Row>`
      SELECT e.record,
        (SELECT count(*)::int FROM projection.credit_share s WHERE s.entry_id = e.entry_id) AS subscribers,
        (SELECT count(*)::int FROM projection.credit_share s WHERE s.entry_id = e.entry_id
          AND (s.record->>'confirmedRevision')::int >= (s.record->>'sentRevision')::int) AS confirmed,
        (SELECT count(*)::int FROM projection.credit_alarm a WHERE a.subject = e.entry_id AND a.ended_at_ms IS NULL) AS alarms
      FROM projection.credit_entry e
      WHERE (${entryId}::text IS NULL OR e.entry_id = ${entryId}) AND (${caseId}::text IS NULL OR e.case_ref = ${caseId})
        AND (${organisation}::text IS NULL OR e.organisation = ${organisation})
        AND (${list}::text IS NULL OR e.list = ${list}) AND (${state}::text IS NULL OR e.state = ${state})
        AND (${objected}::boolean IS NULL OR (e.record->'objection' <> 'null'::jsonb) = ${objected})
        AND (${proposed}::boolean IS NULL OR (e.record->'proposal' <> 'null'::jsonb) = ${proposed})
        AND (${askedAboveOf}::text IS NULL OR (e.organisation <> ${askedAboveOf}
          AND e.record->'objection'->>'reconsiderAskedOn' IS NOT NULL AND e.record->'objection'->>'outcome' = 'PENDING'))
        AND (${at ?? null}::bigint IS NULL OR e.changed_at_ms < ${at ?? null}::bigint
          OR (e.changed_at_ms = ${at ?? null}::bigint AND e.entry_id > ${id}))
      ORDER BY e.changed_at_ms DESC, e.entry_id LIMIT ${limit}`.execute(this.#listener.db)
    return rows
  }
}

function summaryOf(
  { record, subscribers, confirmed, alarms }: Row,
  person: CourtEntrySummary['person'],
): CourtEntrySummary {
  const { entryId, list, caseRef: caseId, organisation, subjectKind, situation, state, deletion } = record
  return {
    entryId,
    list,
    listText: creditWords('list', list),
    caseId,
    organisation,
    person,
    subjectKind,
    situation,
    situationText: situation === null ? null : situationWords(situation),
    categories: [...record.categories],
    state,
    stateText: creditWords('state', state),
    decidedOn: record.decidedOn,
    publishedAtMs: record.publishedAtMs,
    termTo: record.termTo,
    deleteBy: deletion?.deleteBy ?? null,
    isObjected: isContested(record),
    hasProposal: record.proposal !== null,
    // Late are receipts of withdrawals; an entry that stands has none.
    propagation: { subscribers, confirmed, late: 0 },
    openAlarms: alarms,
    changedAtMs: record.changedAtMs,
  }
}

interface EndedRecord {
  readonly list: 'DISHONEST' | 'CONSUMPTION'
  readonly organisation: string
  readonly digest: string
  readonly end: EndedEntryView['end']
  readonly event: string | null
  readonly deleteBy: string | null
  readonly endedAtMs: number
}

/** Ended entries of a court, or of all: the digest of what stood, and nothing of a person. */
export async function endedEntries(
  { db }: Pick<Listener, 'db'>,
  { organisation }: Pick<Person, 'organisation'>,
  { list = null, after }: { readonly list?: string | null | undefined; readonly after: readonly string[] | undefined },
  limit: number,
): Promise<EndedEntryView[]> {
  const [at, id = ''] = after ?? []
  const { rows } = await sql<{
    readonly entry_id: string
    readonly record: EndedRecord
    readonly open: number
    readonly erased_at_ms: number | null
    readonly certificate_digest: string | null
  }>`
    SELECT e.entry_id, e.record, s.erased_at_ms, s.certificate_digest,
      (SELECT count(*)::int FROM projection.credit_withdrawal w WHERE w.entry_id = e.entry_id AND w.confirmed_at_ms IS NULL) AS open
    FROM projection.credit_ended e LEFT JOIN credit_subject s ON s.entry_id = e.entry_id
    WHERE (${list}::text IS NULL OR e.list = ${list})
      AND (${organisation}::text IS NULL OR e.record->>'organisation' = ${organisation})
      AND (${at ?? null}::bigint IS NULL OR e.ended_at_ms < ${at ?? null}::bigint
        OR (e.ended_at_ms = ${at ?? null}::bigint AND e.entry_id > ${id}))
    ORDER BY e.ended_at_ms DESC, e.entry_id LIMIT ${limit}`.execute(db)
  return rows.map(({ entry_id: entryId, record, open, erased_at_ms: erasedAtMs, certificate_digest: certificate }) => ({
    entryId,
    ...record,
    endText: creditWords('end', record.end),
    openWithdrawals: open,
    erasedAtMs,
    certificateDigest: certificate,
    recordKey: `listing/ended/${entryId}`,
  }))
}
