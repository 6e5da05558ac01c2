import type {
  FirmView,
  Inquiry,
  LawyerSummary,
  LawyerView,
  ObjectionView,
  PublicLawyer,
  SanctionView,
  StatusEvent,
} from '@xiezhi/gateway-api'
import type { Database } from '../db/database.ts'
import { GatewayError } from '../gateway-error.ts'
import type { PrivateTexts, ShownText } from '../vault/private-texts.ts'
import { lawyerRecords } from './lawyer-list.ts'
import type { LawyerFilter } from './lawyer-list.ts'
import { wordsFor } from './words.ts'

const LIST_MAX = 200

interface Period {
  readonly from: string
  readonly to: string | null
}

export interface LawyerRecord {
  readonly lawyerId: string
  readonly serial: string
  readonly licenceNo: string
  readonly numbers: readonly (Period & { readonly licenceNo: string })[]
  readonly statusPeriods: readonly (Period & {
    readonly status: LawyerView['statusPeriods'][number]['status']
    readonly sanctionId: string | null
  })[]
  readonly firmPeriods: readonly (Period & { readonly uscc: string })[]
  readonly firstPracticeDate: string
  readonly npcStandingMember: boolean
  readonly civilServant: boolean
  readonly disputedBy: string | null
  readonly commitments: readonly string[]
}

interface SanctionRecord {
  readonly sanctionId: string
  readonly kind: string
  readonly article: number | null
  readonly offenceOn: string | null
  readonly organ: string
  readonly decidedOn: string
  readonly from: string
  readonly to: string | null
  readonly publicUntil: string | null
  readonly instrumentDigest: string
  readonly revoked: { readonly on: string } | null
  readonly recordedAtMs: number
}

interface ObjectionRecord {
  readonly objectionId: string
  readonly lawyerId: string
  readonly raisedBy: ObjectionView['raisedBy']
  readonly groundsDigest: string
  readonly raisedAtMs: number
  readonly state: ObjectionView['state']
  readonly decision: { readonly atMs: number; readonly organisation: string } | null
  readonly term: ObjectionView['term']
}

interface FirmRecord {
  readonly uscc: string
  readonly firmName: string
  readonly region: string
  readonly orgForm: string
  readonly periods: readonly (Period & { readonly status: FirmView['periods'][number]['status'] })[]
}

type Assessment = LawyerView['assessments'][number]
type EventRecord = Omit<StatusEvent, 'text' | 'recordKey' | 'sanctionId'> & { readonly sanctionId?: string }

interface InquiryRecord {
  readonly dispatchId: string
  readonly client: string
  readonly organisation: string
  readonly role: string
  readonly purpose: string
  readonly legalBasis: string
  readonly caseRef: string | null
  readonly refusal: string | null
  readonly atMs: number
}

/** Rows of the register of lawyers as pages show them. */
export class LawyerViews {
  readonly #db: Database
  readonly #texts: PrivateTexts

  constructor({ db, texts }: { readonly db: Database; readonly texts: PrivateTexts }) {
    this.#db = db
    this.#texts = texts
  }

  /** By licence number, behind `after`. */
  async list(filter: LawyerFilter, today: string, after: string, limit: number): Promise<LawyerSummary[]> {
    const rows = await lawyerRecords(this.#db, filter, today, after, limit)
    const records = rows.map((record) => record as unknown as LawyerRecord)
    const [firms, nameOf] = await Promise.all([
      this.#firmNames(records.flatMap(({ firmPeriods }) => firmPeriods.map(({ uscc }) => uscc))),
      this.#texts.shown(
        'name',
        records.flatMap(({ commitments }) => commitments),
      ),
    ])
    return records.map((record) => summaryOf(record, today, firms, nameOf(record.commitments)))
  }

  /** By any number that the lawyer holds or held. @throws GatewayError SUBJECT_UNKNOWN */
  async record(licence: string): Promise<LawyerRecord> {
    const row = await this.#db
      .selectFrom('projection.licence as n')
      .innerJoin('projection.lawyer as l', 'l.lawyer_id', 'n.lawyer_id')
      .select('l.record')
      .where('n.licence_no', '=', licence)
      .executeTakeFirst()
    if (row === undefined) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'lawyer' })
    return row.record as unknown as LawyerRecord
  }

  async view(licence: string, today: string, openProposals: number): Promise<LawyerView> {
    const record = await this.record(licence)
    const { lawyerId } = record
    const [firms, nameOf, history, sanctions, assessments, objections, report] = await Promise.all([
      this.#firmNames(record.firmPeriods.map(({ uscc }) => uscc)),
      this.#texts.shown('name', record.commitments),
      this.#db
        .selectFrom('projection.status_event')
        .select(['n', 'record'])
        .where('lawyer_id', '=', lawyerId)
        .orderBy('n')
        .execute(),
      this.#db.selectFrom('projection.sanction').select('record').where('lawyer_id', '=', lawyerId).execute(),
      this.#assessments(lawyerId),
      this.objectionsOf(lawyerId),
      this.#db
        .selectFrom('projection.credit_report')
        .select('record')
        .where('lawyer_id', '=', lawyerId)
        .executeTakeFirst(),
    ])
    return {
      ...summaryOf(record, today, firms, nameOf(record.commitments)),
      numbers: record.numbers.map(({ licenceNo, from, to }) => ({ licence: licenceNo, from, to })),
      statusPeriods: [...record.statusPeriods],
      firmPeriods: record.firmPeriods.map(({ uscc, from, to }) => ({
        firm: { uscc, firmName: firms.get(uscc) ?? '' },
        from,
        to,
      })),
      history: history.map(({ n, record: event }) => eventView(lawyerId, n, event as unknown as EventRecord)),
      sanctions: sanctions.map(({ record: one }) => sanctionView(lawyerId, one as unknown as SanctionRecord)),
      assessments,
      objections,
      npcStandingMember: record.npcStandingMember,
      civilServant: record.civilServant,
      creditReport: (report?.record ?? null) as LawyerView['creditReport'],
      asOf: null,
      openProposals,
      recordKey: `lawyer/lawyer/${lawyerId}`,
    }
  }

  async objectionsOf(lawyerId: string): Promise<ObjectionView[]> {
    const rows = await this.#db
      .selectFrom('projection.objection')
      .select('record')
      .where('lawyer_id', '=', lawyerId)
      .orderBy('raised_at_ms', 'desc')
      .limit(LIST_MAX)
      .execute()
    return this.objectionViews(rows.map(({ record }) => record as unknown as ObjectionRecord))
  }

  async objections(
    state: string | undefined,
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<ObjectionView[]> {
    let query = this.#db
      .selectFrom('projection.objection')
      .select('record')
      .orderBy('raised_at_ms', 'desc')
      .orderBy('objection_id')
      .limit(limit)
    if (state !== undefined) query = query.where('state', '=', state)
    if (after !== undefined) {
      const [at = '0', id = ''] = after
      query = query.where((eb) =>
        eb.or([
          eb('raised_at_ms', '<', Number(at)),
          eb.and([eb('raised_at_ms', '=', Number(at)), eb('objection_id', '>', id)]),
        ]),
      )
    }
    return this.objectionViews((await query.execute()).map(({ record }) => record as unknown as ObjectionRecord))
  }

  async objectionViews(records: readonly ObjectionRecord[]): Promise<ObjectionView[]> {
    const [groundsOf, licences] = await Promise.all([
      this.#texts.shown(
        'grounds',
        records.map(({ groundsDigest }) => groundsDigest),
      ),
      this.#licencesOf(records.map(({ lawyerId }) => lawyerId)),
    ])
    return records.map(({ objectionId, lawyerId, raisedBy, groundsDigest, raisedAtMs, state, decision, term }) => {
      const grounds = groundsOf([groundsDigest])
      return {
        objectionId,
        licence: licences.get(lawyerId) ?? null,
        raisedBy,
        groundsDigest,
        grounds: grounds.text,
        groundsState: grounds.state,
        raisedAtMs,
        state,
        decidedAtMs: decision?.atMs ?? null,
        decidedBy: decision?.organisation ?? null,
        term: { answerBy: term.answerBy, status: term.status, verdict: term.verdict },
        recordKey: `lawyer/objection/${objectionId}`,
      }
    })
  }

  async firms(today: string, after: string, limit: number, only?: string): Promise<FirmView[]> {
    let query = this.#db
      .selectFrom('projection.firm as f')
      .select((eb) => [
        'f.record',
        eb
          .selectFrom('projection.lawyer_firm as p')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('p.uscc', '=', 'f.uscc')
          .where('p.from_day', '<=', today)
          .where((one) => one.or([one('p.to_day', 'is', null), one('p.to_day', '>=', today)]))
          .as('lawyers'),
      ])
      .where('f.uscc', '>', after)
      .orderBy('f.uscc')
      .limit(limit)
    if (only !== undefined) query = query.where('f.uscc', '=', only)
    const rows = await query.execute()
    return Promise.all(
      rows.map(async ({ record, lawyers }) => {
        const { uscc, firmName, region, orgForm, periods } = record as unknown as FirmRecord
        const assessments = await this.#assessments(uscc)
        return {
          uscc,
          firmName,
          region,
          orgForm,
          status: periodOn(periods, today)?.status ?? null,
          lawyers: lawyers ?? 0,
          periods: [...periods],
          assessments,
          recordKey: `lawyer/firm/${uscc}`,
        }
      }),
    )
  }

  /** Newest first; of one lawyer or of all. */
  async inquiries(serial: string | null, after: readonly string[] | undefined, limit: number): Promise<Inquiry[]> {
    let query = this.#db
      .selectFrom('projection.inquiry as i')
      .leftJoin('projection.lawyer as l', 'l.serial', 'i.serial')
      .select(['i.serial', 'i.key', 'i.record', 'l.licence_no'])
      .orderBy('i.at_ms', 'desc')
      .orderBy('i.dispatch_id')
      .limit(limit)
    if (serial !== null) query = query.where('i.serial', '=', serial)
    if (after !== undefined) {
      const [at = '0', id = ''] = after
      query = query.where((eb) =>
        eb.or([eb('i.at_ms', '<', Number(at)), eb.and([eb('i.at_ms', '=', Number(at)), eb('i.dispatch_id', '>', id)])]),
      )
    }
    return (await query.execute()).map(({ serial: subject, key, record, licence_no }) => {
      const { dispatchId, client, organisation, role, purpose, legalBasis, caseRef, refusal, atMs } =
        record as unknown as InquiryRecord
      return {
        dispatchId,
        licence: licence_no,
        serial: /^\d{6}$/.test(subject) ? subject : null,
        client,
        organisation,
        role,
        purpose,
        purposeText: wordsFor('purpose', purpose),
        legalBasis,
        legalBasisText: wordsFor('basis', legalBasis),
        caseId: caseRef,
        refusal,
        atMs,
        recordKey: key,
      }
    })
  }

  async firmRef(uscc: string | null): Promise<PublicLawyer['firm']> {
    if (uscc === null) return null
    return { uscc, firmName: (await this.#firmNames([uscc])).get(uscc) ?? '' }
  }

  async #assessments(subject: string): Promise<Assessment[]> {
    const rows = await this.#db
      .selectFrom('projection.assessment')
      .select('record')
      .where('subject_id', '=', subject)
      .orderBy('year', 'desc')
      .execute()
    return rows.map(({ record }) => record as unknown as Assessment)
  }

  async #firmNames(usccs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (usccs.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('projection.firm')
      .select(['uscc', 'firm_name'])
      .where('uscc', 'in', [...new Set(usccs)])
      .execute()
    return new Map(rows.map(({ uscc, firm_name }) => [uscc, firm_name]))
  }

  async #licencesOf(lawyerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (lawyerIds.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('projection.lawyer')
      .select(['lawyer_id', 'licence_no'])
      .where('lawyer_id', 'in', [...new Set(lawyerIds)])
      .execute()
    return new Map(rows.map(({ lawyer_id, licence_no }) => [lawyer_id, licence_no]))
  }
}

export function periodOn<P extends Period>(periods: readonly P[], day: string): P | undefined {
  return periods.find(({ from, to }) => from <= day && (to === null || day <= to))
}

function summaryOf(
  record: LawyerRecord,
  today: string,
  firms: ReadonlyMap<string, string>,
  name: ShownText,
): LawyerSummary {
  const status = periodOn(record.statusPeriods, today)
  const firm = periodOn(record.firmPeriods, today)
  return {
    licence: record.licenceNo,
    lawyerId: record.lawyerId,
    serial: record.serial,
    name: name.text,
    nameState: name.state,
    status: status?.status ?? null,
    statusFrom: status?.from ?? null,
    statusTo: status?.to ?? null,
    isDisputed: record.disputedBy !== null,
    firm: firm === undefined ? null : { uscc: firm.uscc, firmName: firms.get(firm.uscc) ?? '' },
    firstPracticeDate: record.firstPracticeDate,
  }
}

function eventView(lawyerId: string, n: string, { sanctionId, ...event }: EventRecord): StatusEvent {
  return {
    ...event,
    sanctionId: sanctionId ?? null,
    text: wordsFor('event', event.kind),
    recordKey: `lawyer/status-event/${lawyerId}/${n}`,
  }
}

function sanctionView(lawyerId: string, { revoked, ...sanction }: SanctionRecord): SanctionView {
  return {
    ...sanction,
    text: wordsFor('sanction', sanction.kind),
    setAsideOn: revoked?.on ?? null,
    recordKey: `lawyer/sanction/${lawyerId}/${sanction.sanctionId}`,
  }
}
