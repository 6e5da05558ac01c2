import type {
  Bilingual,
  CreditPerson,
  OwnPersonalMeasureView,
  PersonalMeasureSummary,
  PersonalMeasureView,
} from '@xiezhi/gateway-api'
import { isMachineSuspended, stepsOf } from '../credit/steps.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import type { OpenSession } from '../session/person.ts'
import { decisionText } from '../vault/shown-texts.ts'
import { organisationNames } from '../zone/organisation-names.ts'
import type { PersonalDrafts } from './drafts.ts'
import { measureRows, ownMeasure } from './measures.ts'
import type { MeasureRow } from './measures.ts'
import { isReconsiderable, nextActs } from './next-acts.ts'
import { requestViews } from './requests.ts'
import type { Measure, PersonalStore } from './store.ts'
import { personalWords, remediesOf } from './words.ts'

const MACHINE = 'personal-measure'
const DRAFTS_SHOWN = 20
const REQUESTS_SHOWN = 20
const OWN_SHOWN = 100
/** Of courts below: so many waiting requests are looked through. */
const PENDING_SHOWN = 100

type Details = Pick<
  PersonalMeasureView,
  'decisionNo' | 'decisionDigest' | 'reasons' | 'reasonsState' | 'reconsideration' | 'steps'
>

/** Measures against persons as pages show them. */
export class PersonalViews {
  readonly #listener: Listener
  readonly #store: PersonalStore
  readonly #drafts: PersonalDrafts

  constructor(listener: Listener, store: PersonalStore, drafts: PersonalDrafts) {
    this.#listener = listener
    this.#store = store
    this.#drafts = drafts
  }

  async list(wanted: Parameters<typeof measureRows>[1], limit: number): Promise<PersonalMeasureSummary[]> {
    return this.#summaries(await measureRows(this.#listener.db, wanted, limit))
  }

  /** Of other courts, where a request for reconsideration waits for the court of this person. */
  async pendingBelow({ person }: OpenSession): Promise<PersonalMeasureSummary[]> {
    const { db, parts } = this.#listener
    const rows = await measureRows(db, { isPending: true }, PENDING_SHOWN)
    const others = rows.filter(({ record }) => record.organisation !== person.organisation)
    return this.#summaries(await parts.ownOf(person, others, ({ record }) => record.caseRef))
  }

  /** @throws GatewayError SUBJECT_UNKNOWN, CASE_NOT_OWN */
  async view(measureId: string, session: OpenSession): Promise<PersonalMeasureView> {
    const { db, clock } = this.#listener
    const measure = await ownMeasure(this.#listener, session.person, measureId)
    const [[summary], details, drafts, requests, isSuspended, today] = await Promise.all([
      this.list({ measureId }, 1),
      this.#details(measure),
      this.#drafts.list({ measureId, state: 'OPEN' }, session, DRAFTS_SHOWN),
      requestViews(db, this.#store, { measureId }, REQUESTS_SHOWN),
      isMachineSuspended(db, MACHINE),
      clock.today(),
    ])
    if (summary === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'measure' })
    return {
      ...summary,
      ...details,
      requests: requests.map(({ requestId }) => requestId),
      drafts: drafts.map(({ draftId }) => draftId),
      isMachineSuspended: isSuspended,
      acts: nextActs(measure, session, today),
      recordKey: `personal/measure/${measureId}`,
    }
  }

  /** What is imposed on whoever has this place in the index; a decision is the person's to know when it has been served. */
  async own(indexKey: string): Promise<OwnPersonalMeasureView[]> {
    const { db, clock } = this.#listener
    const rows = await measureRows(db, { indexKey }, OWN_SHOWN)
    const [summaries, today] = await Promise.all([this.#summaries(rows), clock.today()])
    return Promise.all(
      summaries.map(async (summary, at): Promise<OwnPersonalMeasureView> => {
        const { record } = rows[at] as MeasureRow
        const [details, requests] = await Promise.all([
          this.#details(record),
          requestViews(db, this.#store, { measureId: record.measureId, indexKey }, REQUESTS_SHOWN),
        ])
        const isWaiting = requests.some(({ state }) => state === 'RECEIVED')
        return {
          ...summary,
          ...details,
          requests,
          mayReconsider: !isWaiting && isReconsiderable(record, today),
          remedies: remediesOf(record.kind),
        }
      }),
    )
  }

  async #summaries(rows: readonly MeasureRow[]): Promise<PersonalMeasureSummary[]> {
    const records = rows.map(({ record }) => record)
    const [persons, names] = await Promise.all([
      this.#store.persons(records.map(({ subject }) => subject)),
      organisationNames(
        this.#listener.zone,
        records.map(({ organisation }) => organisation),
      ),
    ])
    return rows.map((row) => summaryOf(row, persons(row.record.subject), names(row.record.organisation)))
  }

  async #details({ measureId, decisionDigest, reconsideration }: Measure): Promise<Details> {
    const [decisions, steps, asked] = await Promise.all([
      this.#store.decisions([decisionDigest]),
      stepsOf(this.#listener.db, measureId, (transition) => personalWords('transition', transition)),
      reconsideration === null ? null : this.#reconsideration(reconsideration),
    ])
    return { decisionDigest, ...decisionText(decisions.get(decisionDigest)), reconsideration: asked, steps }
  }

  async #reconsideration({
    documentDigest,
    decisionDigest,
    ...asked
  }: NonNullable<Measure['reconsideration']>): Promise<Details['reconsideration']> {
    const [texts, decisions] = await Promise.all([
      this.#store.requestTexts([documentDigest]),
      this.#store.decisions(decisionDigest === null ? [] : [decisionDigest]),
    ])
    const text = texts.get(documentDigest)
    const answer = decisionText(decisions.get(decisionDigest ?? ''))
    return {
      ...asked,
      outcomeText: personalWords('outcome', asked.outcome),
      reasons: text?.value ?? null,
      reasonsState: text?.state ?? 'none',
      answer: answer.reasons,
      answerState: answer.reasonsState,
    }
  }
}

function summaryOf(
  { record, case_number: caseNumber }: MeasureRow,
  person: CreditPerson,
  name: Bilingual,
): PersonalMeasureSummary {
  const { measureId, kind, caseRef: caseId, organisation, subjectKind, subjectRole, conduct, reconsideration } = record
  const { amountCents, days, state, decidedOn, servedOn, carriedOutOn, endsOn, reconsiderBy, changedAtMs } = record
  const kept = { amountCents, days, state, decidedOn, servedOn, carriedOutOn, endsOn, reconsiderBy, changedAtMs }
  return {
    ...kept,
    measureId,
    kind,
    kindText: personalWords('kind', kind),
    caseId,
    caseNumber,
    organisation,
    organisationName: name,
    person,
    subjectKind,
    role: subjectRole,
    roleText: personalWords('role', subjectRole),
    conduct: conduct === null ? null : { ...conduct, text: personalWords('conduct', conduct.kind) },
    stateText: personalWords('state', state),
    decideBy: reconsideration?.outcome === 'PENDING' ? reconsideration.decideBy : null,
  }
}
