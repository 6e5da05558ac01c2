import { Type } from 'typebox'
import type { Static } from 'typebox'
import {
  actId,
  anyJson,
  bilingual,
  caseId,
  civilDate,
  closed,
  code,
  count,
  digest,
  firmId,
  flag,
  instant,
  licence,
  literal,
  nullable,
  oneOf,
  randomId,
  serial,
  text,
  textState,
} from './scalars.ts'

export const STATUSES = ['ACTIVE', 'TRANSFERRING', 'SUSPENDED', 'CANCELLED', 'REVOKED', 'WITHDRAWN'] as const
export const status = oneOf(STATUSES)
export const FIRM_STATUSES = ['NORMAL', 'RECTIFYING', 'CANCELLED', 'REVOKED'] as const

export const firmRef = Type.Object({ uscc: firmId, firmName: text })

export const lawyerSummary = Type.Object({
  licence,
  lawyerId: randomId,
  serial,
  /** From the vault; null where it is not held. */
  name: nullable(text),
  nameState: textState,
  status: nullable(status),
  statusFrom: nullable(civilDate),
  statusTo: nullable(civilDate),
  isDisputed: flag,
  firm: nullable(firmRef),
  firstPracticeDate: civilDate,
})
export type LawyerSummary = Static<typeof lawyerSummary>

export const INDUSTRY_SANCTIONS = [
  'INDUSTRY_ADMONITION',
  'INDUSTRY_WARNING',
  'INDUSTRY_CIRCULAR_CRITICISM',
  'INDUSTRY_PUBLIC_CENSURE',
  'INDUSTRY_RIGHTS_SUSPENDED',
  'INDUSTRY_MEMBERSHIP_CANCELLED',
] as const
export const ADMINISTRATIVE_SANCTIONS = ['WARNING', 'FINE', 'CONFISCATION', 'SUSPENSION', 'REVOCATION'] as const

export const sanctionView = Type.Object({
  sanctionId: randomId,
  kind: text,
  text: bilingual,
  article: nullable(Type.Integer()),
  offenceOn: nullable(civilDate),
  organ: text,
  decidedOn: civilDate,
  from: civilDate,
  to: nullable(civilDate),
  publicUntil: nullable(civilDate),
  instrumentDigest: digest,
  setAsideOn: nullable(civilDate),
  recordedAtMs: instant,
  recordKey: text,
})
export type SanctionView = Static<typeof sanctionView>

export const assessment = Type.Object({ year: Type.Integer(), grade: text, filedOn: civilDate, organ: text })

/** Both time axes: when it held, and when it became known. */
export const statusEvent = Type.Object({
  eventId: text,
  kind: text,
  text: bilingual,
  status,
  from: civilDate,
  to: nullable(civilDate),
  recordedAtMs: instant,
  organisation: nullable(text),
  actId: nullable(actId),
  instrumentDigest: nullable(digest),
  sanctionId: nullable(randomId),
  recordKey: text,
})
export type StatusEvent = Static<typeof statusEvent>

export const objectionView = Type.Object({
  objectionId: randomId,
  licence: nullable(licence),
  raisedBy: Type.Object({ organisation: text, role: text, client: nullable(text) }),
  groundsDigest: digest,
  /** The grounds as the raiser wrote them; to the raiser and the deciding organ only. */
  grounds: nullable(text),
  groundsState: textState,
  raisedAtMs: instant,
  state: oneOf(['OPEN', 'UPHELD', 'REJECTED']),
  decidedAtMs: nullable(instant),
  decidedBy: nullable(text),
  /** Until when the bureau must decide; provisional: the notice of a year on the way is not loaded, so the day is not known. */
  term: Type.Object({
    answerBy: nullable(civilDate),
    status: oneOf(['FINAL', 'PROVISIONAL']),
    verdict: oneOf(['OPEN', 'ANSWERED', 'ANSWERED_LATE', 'OVERDUE']),
  }),
  recordKey: text,
})
export type ObjectionView = Static<typeof objectionView>

export const lawyerView = Type.Object({
  ...lawyerSummary.properties,
  numbers: Type.Array(Type.Object({ licence, from: civilDate, to: nullable(civilDate) })),
  statusPeriods: Type.Array(
    Type.Object({ status, from: civilDate, to: nullable(civilDate), sanctionId: nullable(randomId) }),
  ),
  firmPeriods: Type.Array(Type.Object({ firm: firmRef, from: civilDate, to: nullable(civilDate) })),
  history: Type.Array(statusEvent),
  sanctions: Type.Array(sanctionView),
  assessments: Type.Array(assessment),
  objections: Type.Array(objectionView),
  npcStandingMember: flag,
  civilServant: flag,
  creditReport: nullable(
    Type.Object({ reportDigest: digest, generatedAtMs: instant, validUntilMs: instant, anchoredAtMs: instant }),
  ),
  /** What held on a day as it was known at an instant; null where neither was asked for. */
  asOf: nullable(
    Type.Object({
      validAt: civilDate,
      knownAtMs: instant,
      status: nullable(status),
      statusFrom: nullable(civilDate),
      statusTo: nullable(civilDate),
      firmUscc: nullable(firmId),
      isDisputed: flag,
      /** Keys whose proofs show the answer complete. */
      keys: Type.Array(text),
    }),
  ),
  openProposals: count,
  recordKey: text,
})
export type LawyerView = Static<typeof lawyerView>

export const firmView = Type.Object({
  uscc: firmId,
  firmName: text,
  region: text,
  orgForm: text,
  status: nullable(oneOf(FIRM_STATUSES)),
  lawyers: count,
  periods: Type.Array(Type.Object({ status: oneOf(FIRM_STATUSES), from: civilDate, to: nullable(civilDate) })),
  assessments: Type.Array(assessment),
  recordKey: text,
})
export type FirmView = Static<typeof firmView>

const offence = closed({
  on: civilDate,
  article: Type.Integer({ minimum: 47, maximum: 49 }),
  deserved: oneOf(['WARNING', 'SUSPENSION', 'REVOCATION']),
})
const instrumentDigest = digest

/** What is proposed about a lawyer; every kind of it needs a second person. */
export const statusProposal = Type.Union([
  closed({
    kind: oneOf(['SUSPENSION', 'REVOCATION']),
    offence,
    decidedOn: civilDate,
    from: civilDate,
    /** Of a suspension. */
    months: nullable(Type.Integer({ minimum: 1, maximum: 12 })),
    publicUntil: nullable(civilDate),
    instrumentDigest,
  }),
  closed({ kind: oneOf(['CANCELLED', 'WITHDRAWN']), from: civilDate, instrumentDigest }),
  closed({ kind: literal('SANCTION_SET_ASIDE'), sanctionId: randomId, on: civilDate, instrumentDigest }),
  closed({
    kind: literal('OFFICE_CHANGED'),
    npcStandingMember: flag,
    civilServant: flag,
    from: civilDate,
    instrumentDigest,
  }),
])
export type StatusProposal = Static<typeof statusProposal>

export const proposalView = Type.Object({
  proposalId: actId,
  type: text,
  licence: nullable(licence),
  value: anyJson,
  /** What an approval signs. */
  digest,
  /** What it does, in words. */
  words: Type.Array(bilingual),
  proposer: Type.Object({ organisation: text, officer: text }),
  proposedAtMs: instant,
  expiresAtMs: instant,
  state: oneOf(['OPEN', 'APPROVED', 'WITHDRAWN', 'EXPIRED']),
  closedAtMs: nullable(instant),
  /** Whether the person of this session may approve it: not the proposer. */
  mayApprove: flag,
  recordKey: text,
})
export type ProposalView = Static<typeof proposalView>

export const approval = closed({ digest })

/** Bytes of a CSV list; the answer reports each row. */
export const CSV_BYTES_MAX = 2 * 1024 * 1024
export const importRequest = closed({
  csv: Type.String({ minLength: 1, maxLength: CSV_BYTES_MAX }),
  instrumentDigest,
})
export const refusedRow = Type.Object({
  /** Line of the file; 1 is the heading. */
  line: count,
  codespace: text,
  name: text,
  /** Column that is the reason, if one is. */
  field: nullable(text),
  text: bilingual,
})
export const importReport = Type.Object({
  id: text,
  /** `proposed`: waits for the second person. */
  state: oneOf(['proposed', 'imported', 'refused', 'withdrawn']),
  rows: count,
  accepted: count,
  refused: Type.Array(refusedRow),
  proposals: Type.Array(actId),
  proposer: Type.Object({ organisation: text, officer: text }),
  createdAtMs: instant,
  mayApprove: flag,
})
export type ImportReport = Static<typeof importReport>

/** Who asked about whom, and why. */
export const inquiry = Type.Object({
  dispatchId: actId,
  licence: nullable(licence),
  serial: nullable(serial),
  client: text,
  organisation: text,
  role: text,
  purpose: code,
  purposeText: bilingual,
  legalBasis: code,
  legalBasisText: bilingual,
  /** Pseudonymous. */
  caseId: nullable(caseId),
  refusal: nullable(text),
  atMs: instant,
  recordKey: text,
})
export type Inquiry = Static<typeof inquiry>

export const assessmentEntry = closed({
  year: Type.Integer({ minimum: 1980, maximum: 9_999 }),
  grade: oneOf(['COMPETENT', 'BASICALLY_COMPETENT', 'INCOMPETENT']),
  filedOn: civilDate,
})
export const industrySanctionEntry = closed({
  kind: oneOf(INDUSTRY_SANCTIONS),
  decidedOn: civilDate,
  from: civilDate,
  months: nullable(Type.Integer({ minimum: 1, maximum: 12 })),
  publicUntil: nullable(civilDate),
  instrumentDigest,
})

export const objectionEntry = closed({
  /** Kept in the vault; the ledger holds a salted digest. */
  grounds: Type.String({ minLength: 1, maxLength: 4_000 }),
})
export const objectionDecision = closed({ upheld: flag, decisionDigest: digest })

export const publicSanction = Type.Object({
  kind: text,
  text: bilingual,
  decidedOn: civilDate,
  from: civilDate,
  to: nullable(civilDate),
  publicUntil: nullable(civilDate),
})
/** Status, firm and published sanctions: nothing else is public (rulebook 18.7). */
export const publicLawyer = Type.Object({
  licence,
  onDate: civilDate,
  status: nullable(status),
  firm: nullable(firmRef),
  sanctions: Type.Array(publicSanction),
})
export type PublicLawyer = Static<typeof publicLawyer>
