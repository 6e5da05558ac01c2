import { array, boolean, enumeration, integer, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import {
  actId,
  civilDate,
  clientId,
  code,
  digest,
  firmUscc,
  licenceNumber,
  licenceSerial,
  randomId,
  shortId,
} from '../ids.ts'
import { calendarUsesSchema, restingSchema } from '../law-reading.ts'

/** Lawyers Law arts. 9, 10, 47–51; rulebook 18.4. */
export const STATUSES = ['ACTIVE', 'TRANSFERRING', 'SUSPENDED', 'CANCELLED', 'REVOKED', 'WITHDRAWN'] as const
export type Status = (typeof STATUSES)[number]
/** From these no licence comes back. */
export const FINAL_STATUSES: readonly Status[] = ['CANCELLED', 'REVOKED', 'WITHDRAWN']

export const PERIODS_MAX = 128
export const NUMBERS_MAX = 32
export const COMMITMENTS_MAX = 24
export const SANCTIONS_PER_LAWYER_MAX = 64
export const ASSESSMENTS_PER_LAWYER_MAX = 80

/** Both ends included; no end: open. Periods of one lawyer neither overlap nor leave a gap. */
export const statusPeriodSchema = object({
  status: enumeration(STATUSES),
  from: civilDate,
  to: nullable(civilDate),
  /** The sanction that a suspension or revocation rests on. */
  sanctionId: nullable(randomId),
})
export type StatusPeriod = Infer<typeof statusPeriodSchema>

export const lawyerSchema = object({
  lawyerId: randomId,
  serial: licenceSerial,
  licenceNo: licenceNumber,
  /** Numbers held, oldest first: a move to another city gives a new one. */
  numbers: array(object({ licenceNo: licenceNumber, from: civilDate, to: nullable(civilDate) }), {
    min: 1,
    max: NUMBERS_MAX,
  }),
  statusPeriods: array(statusPeriodSchema, { min: 1, max: PERIODS_MAX }),
  firmPeriods: array(object({ uscc: firmUscc, from: civilDate, to: nullable(civilDate) }), {
    min: 1,
    max: PERIODS_MAX,
  }),
  firstPracticeDate: civilDate,
  /** Salted commitments to name, identity number, gender, photograph, telephone; sorted. */
  commitments: array(digest, { max: COMMITMENTS_MAX }),
  /** Member of a standing committee of a people's congress (律师法 11): no litigation work in office. */
  npcStandingMember: boolean(),
  /** Became a civil servant (律师法 11): may not practise. */
  civilServant: boolean(),
  /** Objection that is not decided. */
  disputedBy: nullable(randomId),
  /** Status events so far. */
  events: integer({ min: 0 }),
})
export type Lawyer = Infer<typeof lawyerSchema>
/** `lawyer/lawyer/<lawyer id>` */
export const lawyers = collection('lawyer/lawyer', lawyerSchema)
/** `lawyer/licence/<licence number>` → lawyer id, also for numbers of the past. */
export const licences = collection('lawyer/licence', randomId)
/** `lawyer/serial/<serial>` → lawyer id. */
export const serials = collection('lawyer/serial', randomId)

export const FIRM_STATUSES = ['NORMAL', 'RECTIFYING', 'CANCELLED', 'REVOKED'] as const
export const firmSchema = object({
  uscc: firmUscc,
  /** Name of the firm, which is public. */
  firmName: string({ bytesMin: 1, bytesMax: 200 }),
  /** Province or city by the digits of GB/T 2260. */
  region: string({ bytesMin: 2, bytesMax: 4, pattern: /^\d{2}(\d{2})?$/ }),
  orgForm: enumeration(['PARTNERSHIP', 'INDIVIDUAL', 'STATE_FUNDED']),
  periods: array(object({ status: enumeration(FIRM_STATUSES), from: civilDate, to: nullable(civilDate) }), {
    min: 1,
    max: PERIODS_MAX,
  }),
})
export type Firm = Infer<typeof firmSchema>
/** `lawyer/firm/<uscc>` */
export const firms = collection('lawyer/firm', firmSchema)

/** Law 律师法 47–51, and industry discipline of the association. */
export const SANCTION_KINDS = [
  'WARNING',
  'FINE',
  'CONFISCATION',
  'SUSPENSION',
  'REVOCATION',
  'INDUSTRY_ADMONITION',
  'INDUSTRY_WARNING',
  'INDUSTRY_CIRCULAR_CRITICISM',
  'INDUSTRY_PUBLIC_CENSURE',
  'INDUSTRY_RIGHTS_SUSPENDED',
  'INDUSTRY_MEMBERSHIP_CANCELLED',
] as const
export type SanctionKind = (typeof SANCTION_KINDS)[number]

export const sanctionSchema = object({
  sanctionId: randomId,
  lawyerId: randomId,
  kind: enumeration(SANCTION_KINDS),
  /** Article of the Lawyers Law; null for industry discipline. */
  article: nullable(integer({ min: 47, max: 49 })),
  offenceOn: nullable(civilDate),
  organ: shortId,
  decidedOn: civilDate,
  from: civilDate,
  to: nullable(civilDate),
  /** Last day of publicity; null: not published. */
  publicUntil: nullable(civilDate),
  instrumentDigest: digest,
  /** Set when a review or court has set it aside. */
  revoked: nullable(object({ on: civilDate, instrumentDigest: digest })),
  recordedAtMs: integer({ min: 0 }),
})
export type Sanction = Infer<typeof sanctionSchema>
/** `lawyer/sanction/<lawyer id>/<sanction id>` */
export const sanctions = collection('lawyer/sanction', sanctionSchema)
/** `lawyer/sanction-owner/<sanction id>` → lawyer id */
export const sanctionOwners = collection('lawyer/sanction-owner', randomId)

export const LAWYER_GRADES = ['COMPETENT', 'BASICALLY_COMPETENT', 'INCOMPETENT'] as const
export const FIRM_GRADES = ['QUALIFIED', 'UNQUALIFIED'] as const
const year = integer({ min: 1980, max: 9_999 })
export const assessmentSchema = object({
  year,
  grade: enumeration([...LAWYER_GRADES, ...FIRM_GRADES]),
  filedOn: civilDate,
  organ: shortId,
})
/** `lawyer/assessment/<lawyer id or uscc>/<year>` */
export const assessments = collection('lawyer/assessment', assessmentSchema)

/** The report itself is never on the ledger. */
export const creditReportSchema = object({
  reportDigest: digest,
  generatedAtMs: integer({ min: 0 }),
  validUntilMs: integer({ min: 0 }),
  anchoredAtMs: integer({ min: 0 }),
})
/** `lawyer/credit-report/<lawyer id>` */
export const creditReports = collection('lawyer/credit-report', creditReportSchema)

/** Until when an objection must be decided (S18.4), as last computed. */
export const objectionTermSchema = object({
  /** How often it has been computed. */
  number: integer({ min: 1, max: 9_999 }),
  verdict: enumeration(['OPEN', 'ANSWERED', 'ANSWERED_LATE', 'OVERDUE']),
  /** Null: the days on the way are not known yet. */
  answerBy: nullable(civilDate),
  status: enumeration(['FINAL', 'PROVISIONAL']),
  calendars: calendarUsesSchema,
  parameterVersion: digest,
  computedAtMs: integer({ min: 0 }),
})
export type ObjectionTerm = Infer<typeof objectionTermSchema>

export const objectionSchema = object({
  objectionId: randomId,
  lawyerId: randomId,
  raisedBy: object({
    organisation: shortId,
    role: code,
    /** The light client of the zone from which it came; null: signed in this zone. */
    client: nullable(clientId),
  }),
  groundsDigest: digest,
  raisedAtMs: integer({ min: 0 }),
  state: enumeration(['OPEN', 'UPHELD', 'REJECTED']),
  decision: nullable(object({ digest, atMs: integer({ min: 0 }), organisation: shortId })),
  term: objectionTermSchema,
})
export type Objection = Infer<typeof objectionSchema>
/** `lawyer/objection/<objection id>` */
export const objections = collection('lawyer/objection', objectionSchema)
/** `lawyer/replaced-term/<objection id>/<number, 4 digits>`: what was computed before; permanent history. */
export const replacedTerms = collection('lawyer/replaced-term', objectionTermSchema)
/** `lawyer/objection-of-year/<year>/<objection id>`: whose term rests on the notice of the year. */
export const objectionsOfYear = collection('lawyer/objection-of-year', restingSchema)

export const EVENT_KINDS = [
  'GRANTED',
  'TRANSFER_STARTED',
  'TRANSFER_COMPLETED',
  'SUSPENDED',
  'RETURNED',
  'REVOKED',
  'CANCELLED',
  'WITHDRAWN',
  'SANCTION_SET_ASIDE',
  'OFFICE_CHANGED',
  'DISPUTED',
  'DISPUTE_DECIDED',
] as const
export const statusEventSchema = object({
  eventId: shortId,
  kind: enumeration(EVENT_KINDS),
  status: enumeration(STATUSES),
  from: civilDate,
  to: nullable(civilDate),
  /** Null for what time alone brought. */
  actId: nullable(actId),
  organisation: nullable(shortId),
  instrumentDigest: nullable(digest),
  /** The sanction of a suspension, a revocation or a setting aside. */
  sanctionId: optional(randomId),
  recordedAtMs: integer({ min: 0 }),
})
export type StatusEvent = Infer<typeof statusEventSchema>
/** `lawyer/status-event/<lawyer id>/<number, 6 digits>`: permanent history. */
export const statusEvents = collection('lawyer/status-event', statusEventSchema)
