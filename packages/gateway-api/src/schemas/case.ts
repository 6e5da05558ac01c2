import { Type } from 'typebox'
import type { Static } from 'typebox'
import { reasonView } from './check.ts'
import {
  bilingual,
  caseId,
  civilDate,
  closed,
  count,
  digest,
  flag,
  instant,
  licence,
  nullable,
  oneOf,
  randomId,
  serial,
  text,
  textState,
} from './scalars.ts'
import { verificationSummary } from './verification.ts'

const fileAccess = oneOf(['NONE', 'OPEN', 'FROZEN'])

export const caseSummary = Type.Object({
  caseId,
  /** Public cases only. */
  caseNumber: nullable(text),
  courtCode: text,
  procedure: oneOf(['CIVIL', 'ADMIN', 'CRIMINAL']),
  filedOn: civilDate,
  state: oneOf(['OPEN', 'CLOSED']),
  closedOn: nullable(civilDate),
  agents: count,
  openAlarms: count,
})
export type CaseSummary = Static<typeof caseSummary>

export const powersOfAttorney = Type.Object({
  specialPowers: Type.Array(text),
  stage: text,
  signedOn: civilDate,
  expiresOn: nullable(civilDate),
  documentDigest: digest,
})

export const agentView = Type.Object({
  agentId: randomId,
  partyId: randomId,
  role: oneOf(['AGENT', 'DEFENDER']),
  licence,
  /** From the vault or the public register; null where it is not held. */
  name: nullable(text),
  letterFirmUscc: text,
  unitCode: nullable(text),
  exception: text,
  powers: powersOfAttorney,
  documents: Type.Object({
    licence: nullable(digest),
    firmLetter: nullable(digest),
    legalAidLetter: nullable(digest),
  }),
  enteredOn: civilDate,
  endedOn: nullable(civilDate),
  /** `PENDING`, or the verdict of the latest verification. */
  admission: text,
  latestVerification: nullable(text),
  fileAccess,
  /** First day without access. */
  frozenFrom: nullable(civilDate),
  /** When the other zone recorded the last status event that came here. */
  changedAtMs: nullable(instant),
  recordKey: text,
})
export type AgentView = Static<typeof agentView>

export const alarm = Type.Object({
  /** `<source>:<id on the ledger>`. */
  id: text,
  /** `account`: of this gateway, about a locked account; `institution`: about an order or a core system; `personal`: follows from the record of a measure; `request`: about what a person has sent in. The others stand on the ledger. */
  source: oneOf(['case', 'query', 'governance', 'account', 'institution', 'listing', 'personal', 'request']),
  kind: text,
  text: bilingual,
  /** Role that has to deal with it. */
  owner: text,
  subject: text,
  caseId: nullable(caseId),
  caseNumber: nullable(text),
  agentId: nullable(randomId),
  raisedAtMs: instant,
  dueAtMs: instant,
  state: oneOf(['OPEN', 'TAKEN', 'OVERDUE', 'DONE']),
  basis: Type.Array(reasonView),
  resolution: nullable(text),
})
export type Alarm = Static<typeof alarm>

export const deadline = Type.Object({
  id: text,
  kind: text,
  text: bilingual,
  caseId: nullable(caseId),
  caseNumber: nullable(text),
  dueAtMs: instant,
  dueOn: civilDate,
  owner: text,
  isOverdue: flag,
  basis: Type.Array(reasonView),
})
export type Deadline = Static<typeof deadline>

export const caseView = Type.Object({
  ...caseSummary.properties,
  /** The case has an enforcement or a preservation: persons may be named in it. */
  isEnforced: flag,
  connected: Type.Array(caseId),
  parties: Type.Array(
    Type.Object({ partyId: randomId, side: text, organisationCode: nullable(text), name: nullable(text) }),
  ),
  agentList: Type.Array(agentView),
  conflicts: Type.Array(
    Type.Object({
      agentId: randomId,
      againstId: randomId,
      kind: text,
      state: oneOf(['OPEN', 'CONFIRMED', 'DISMISSED']),
      recordedAtMs: instant,
      decidedAtMs: nullable(instant),
    }),
  ),
  /** Status events of agents as they reached the case. */
  notices: Type.Array(
    Type.Object({
      eventId: text,
      serial,
      kind: text,
      status: text,
      from: civilDate,
      to: nullable(civilDate),
      receivedAtMs: instant,
    }),
  ),
  hearings: Type.Array(
    Type.Object({
      hearingId: randomId,
      onDate: civilDate,
      startedAtMs: instant,
      agents: Type.Array(Type.Object({ agentId: randomId, state: text })),
    }),
  ),
  acts: Type.Array(
    Type.Object({
      actId: text,
      agentId: randomId,
      act: text,
      onDate: civilDate,
      recordedAtMs: instant,
      alerts: Type.Array(reasonView),
    }),
  ),
  verifications: Type.Array(verificationSummary),
  alarms: Type.Array(alarm),
  deadlines: Type.Array(deadline),
  recordKey: text,
})
export type CaseView = Static<typeof caseView>

export const LEAVE_KINDS = ['RESIGNED', 'RETIRED', 'TRANSFERRED', 'DISMISSED'] as const
const formerStaffFields = {
  serial,
  role: oneOf(['JUDGE', 'PROCURATOR']),
  courtsServed: Type.Array(Type.String({ minLength: 1, maxLength: 24 }), { minItems: 1, maxItems: 32 }),
  leftOn: civilDate,
  leaveKind: oneOf(LEAVE_KINDS),
  /** Held a leading office. */
  senior: flag,
  firmInFormerArea: flag,
}
export const formerStaffRow = Type.Object({
  ...formerStaffFields,
  name: nullable(text),
  nameState: textState,
  recordedAtMs: instant,
  recordKey: text,
})
export type FormerStaffRow = Static<typeof formerStaffRow>
/** The name goes to the vault; the ledger holds a salted commitment of it. */
export const formerStaffEntry = closed({ ...formerStaffFields, name: Type.String({ minLength: 1, maxLength: 60 }) })

export const alarmResolution = closed({
  resolution: Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,47}$' }),
  documentDigest: Type.Optional(digest),
})
