import { civilDateOf } from '@xiezhi/contracts/ids'
import type { Bilingual, EntryUseView, OwnEntryView } from '@xiezhi/gateway-api'
import { sql } from 'kysely'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { organisationNames } from '../zone/organisation-names.ts'
import { isContested } from './entries.ts'
import type { Entry } from './entries.ts'
import type { EntryDetails, EntryViews } from './entry-views.ts'
import { keyOf } from './own-key.ts'
import { requestViews } from './requests.ts'
import type { CreditRequest, CreditStore, RequestText } from './store.ts'
import { creditWords, situationWords } from './words.ts'

const REQUESTS_MAX = 50
const USES_MAX = 500
const ENTRIES_MAX = 100

const REPAIRABLE: readonly Entry['state'][] = ['PUBLISHED', 'SUSPENDED', 'RESTRUCTURING']

interface UseRecord {
  readonly useId: string
  readonly entryId: string
  readonly measure: string
  readonly action: string
  readonly count: number
  readonly purpose: string
  readonly on: string
}

/** What is recorded about the person of a session: found by the own place in the index, and by nothing else. */
export class OwnViews {
  readonly #listener: Listener
  readonly #store: CreditStore
  readonly #entries: EntryViews

  constructor(listener: Listener, store: CreditStore, entries: EntryViews) {
    this.#listener = listener
    this.#store = store
    this.#entries = entries
  }

  async list(session: OpenSession): Promise<OwnEntryView[]> {
    const indexKey = keyOf(session)
    return Promise.all((await this.#own(indexKey)).map((entry) => this.#view(entry, indexKey)))
  }

  /** @throws GatewayError SUBJECT_UNKNOWN: no entry, or one of somebody else, which is the same answer */
  async view(session: OpenSession, entryId: string): Promise<OwnEntryView> {
    return this.#view(await this.#one(session, entryId), keyOf(session))
  }

  async uses(session: OpenSession): Promise<EntryUseView[]> {
    const entries = await this.#own(keyOf(session))
    return this.#uses(entries.map(({ entryId }) => entryId))
  }

  requests(session: OpenSession): ReturnType<typeof requestViews> {
    return requestViews(this.#listener.db, this.#store, { indexKey: keyOf(session) }, REQUESTS_MAX)
  }

  /** Takes in what the person writes about an own entry. @throws GatewayError SUBJECT_UNKNOWN, REQUEST_NOT_OPEN */
  async ask(
    session: OpenSession,
    entryId: string,
    kind: 'OBJECTION' | 'RECONSIDERATION' | 'REPAIR',
    { objectionKind = null, ...text }: RequestText & { readonly objectionKind?: string | null },
  ): Promise<{ requestId: string; receivedOn: string; documentDigest: string }> {
    const entry = await this.#one(session, entryId)
    const indexKey = keyOf(session)
    const may = await this.#may(entry, indexKey)
    if (!may[kind]) throw new GatewayError('REQUEST_NOT_OPEN', { kind })
    const about = { entryId, list: entry.list, indexKey }
    const row: CreditRequest = await this.#store.receive(about, kind, objectionKind, text)
    const { request_id: requestId, commitment: documentDigest, received_at_ms: receivedAtMs } = row
    return { requestId, receivedOn: civilDateOf(receivedAtMs), documentDigest }
  }

  async #one(session: OpenSession, entryId: string): Promise<Entry> {
    const found = (await this.#own(keyOf(session))).find((entry) => entry.entryId === entryId)
    if (found === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'entry' })
    return found
  }

  /** A decision is the person's to know when it has been served. */
  async #own(indexKey: string): Promise<Entry[]> {
    const { rows } = await sql<{ readonly record: Entry }>`
      SELECT e.record FROM projection.credit_entry e
      WHERE e.state <> 'DECIDED' AND (e.index_key = ${indexKey}
        OR e.entry_id IN (SELECT entry_id FROM projection.credit_co_subject WHERE index_key = ${indexKey}))
      ORDER BY e.entry_id LIMIT ${ENTRIES_MAX}`.execute(this.#listener.db)
    return rows.map(({ record }) => record)
  }

  async #may(
    { entryId, objection, state, repair }: Entry,
    indexKey: string,
  ): Promise<Readonly<Record<'OBJECTION' | 'RECONSIDERATION' | 'REPAIR', boolean>>> {
    const today = await this.#listener.clock.today()
    const open = await this.#listener.db
      .selectFrom('credit_request')
      .select('kind')
      .where('entry_id', '=', entryId)
      .where('index_key', '=', indexKey)
      .where('state', '=', 'RECEIVED')
      .execute()
    const isWaiting = (kind: string): boolean => open.some((one) => one.kind === kind)
    const until = objection?.outcome === 'REFUSED' ? objection.reconsiderBy : null
    return {
      OBJECTION: (objection === null || objection.outcome === 'REFUSED') && !isWaiting('OBJECTION'),
      RECONSIDERATION: until !== null && today <= until && !isWaiting('RECONSIDERATION'),
      REPAIR: REPAIRABLE.includes(state) && repair?.outcome !== 'PENDING' && !isWaiting('REPAIR'),
    }
  }

  async #view(entry: Entry, indexKey: string): Promise<OwnEntryView> {
    const { entryId, list, situation, state } = entry
    const co = entry.coSubjects.find((one) => one.indexKey === indexKey)
    const isDebtor = entry.indexKey === indexKey
    const role = isDebtor || co === undefined ? 'DEBTOR' : co.role
    const subject = isDebtor || co === undefined ? entry.subject : co.subject
    const [persons, details, uses, requests, measures, may, names] = await Promise.all([
      this.#store.persons([subject]),
      this.#entries.details(entry),
      this.#uses([entryId]),
      requestViews(this.#listener.db, this.#store, { indexKey, entryId }, REQUESTS_MAX),
      this.#measures(entryId),
      this.#may(entry, indexKey),
      organisationNames(this.#listener.zone, [entry.organisation]),
    ])
    return {
      entryId,
      list,
      listText: creditWords('list', list),
      role,
      roleText: creditWords('role', role),
      organisation: entry.organisation,
      organisationName: names(entry.organisation),
      caseNumber: details.published?.caseNumber ?? null,
      person: persons(subject),
      situation,
      situationText: situation === null ? null : situationWords(situation),
      state,
      stateText: creditWords('state', state),
      decidedOn: entry.decidedOn,
      publishedAtMs: entry.publishedAtMs,
      termTo: entry.termTo,
      termText: termWords(entry),
      isObjected: isContested(entry),
      ...forPerson(details, entry, subject),
      measures,
      uses,
      requests,
      mayObject: may.OBJECTION,
      mayReconsider: may.RECONSIDERATION,
      mayApplyForRepair: may.REPAIR,
      remedies: REMEDIES.map((one) => ({ ...one })),
    }
  }

  async #measures(entryId: string): Promise<OwnEntryView['measures']> {
    const { rows } = await sql<{ readonly measure: string; readonly subscribers: readonly string[] }>`
      SELECT m.measure, array_agg(DISTINCT s.subscriber ORDER BY s.subscriber) AS subscribers
      FROM projection.credit_share h JOIN projection.credit_subscription s USING (client, subscriber)
        CROSS JOIN jsonb_array_elements_text(s.record->'measures') AS m(measure)
      WHERE h.entry_id = ${entryId} GROUP BY 1 ORDER BY 1`.execute(this.#listener.db)
    return rows.map(({ measure, subscribers }) => {
      return { measure, text: creditWords('measure', measure), subscribers: [...subscribers] }
    })
  }

  async #uses(entryIds: readonly string[]): Promise<EntryUseView[]> {
    const rows = await this.#listener.db
      .selectFrom('projection.credit_use')
      .select(['subscriber', 'record'])
      .where('entry_id', '=', sql<string>`any(${[...entryIds]}::text[])`)
      .orderBy('on_day', 'desc')
      .orderBy('use_id')
      .limit(USES_MAX)
      .execute()
    return rows.map(({ subscriber, record }) => {
      const { useId, entryId, measure, action, count, purpose, on } = record as unknown as UseRecord
      return {
        useId,
        entryId,
        subscriber,
        measure,
        measureText: creditWords('measure', measure),
        action,
        actionText: creditWords('action', action),
        count,
        purpose,
        on,
      }
    })
  }
}

/**
 * Somebody who is limited with a unit does not see what the unit has objected to or applied for, and of the exceptions the own
 * ones: whoever may travel for once has to know it (R20-90).
 */
export function forPerson(
  details: EntryDetails,
  entry: Pick<Entry, 'subject' | 'exceptions'>,
  subject: string,
): EntryDetails {
  if (subject === entry.subject) return details
  const exceptions = details.exceptions.filter((_, at) => entry.exceptions[at]?.subject === subject)
  const shown = { ...details, objection: null, exceptions }
  delete shown.repair
  return shown
}

function termWords({ termTo, list }: Entry): Bilingual {
  if (termTo !== null) return { zh: `至 ${termTo} 届满`, en: `ends after ${termTo}` }
  return list === 'DISHONEST'
    ? { zh: '无固定期限；履行完毕等法定事由出现后删除', en: 'no fixed term; deleted after a ground of the law' }
    : { zh: '至法院决定解除', en: 'until the court lifts it' }
}

/** The terms stand in the objection itself, as days. */
const REMEDIES: readonly Bilingual[] = [
  {
    zh: '认为不应纳入、内容有误或应当删除的，可书面申请纠正，法院应在法定期限内审查（失信规定第十一条）',
    en: 'Who should not be listed, or is listed wrongly, asks for correction in writing; the court decides in the term of the law',
  },
  {
    zh: '对驳回决定不服的，可在法定期限内向上一级人民法院申请复议（失信规定第十二条）',
    en: 'Against a refusal, reconsideration by the court above is asked for in the term of the law',
  },
  {
    zh: '履行完毕等法定事由出现后，法院应在法定期限内删除；失信信息可申请信用修复（失信规定第十条）',
    en: 'After performance and the like the entry is deleted in the term of the law; repair may be applied for',
  },
]
