import {
  array,
  boolean,
  bytesEqual,
  decodeCanonical,
  enumeration,
  integer,
  json,
  nullable,
  object,
  optional,
  string,
} from '@xiezhi/codec'
import type { Infer } from '@xiezhi/codec'
import { collection } from '@xiezhi/kernel'
import type { CollectionDefinition, ReadStore } from '@xiezhi/kernel'
import { actId, code, digest, shortId } from '../ids.ts'

/** Roles of officers and services (rulebook 2.9). What a role may do is decided by the module that asks for it. */
export const ROLES = [
  'ROOT_OFFICER',
  'ORGANISATION_OFFICER',
  'TRUST_OFFICER',
  'GOVERNANCE_OFFICER',
  'RELAYER',
  'GATEWAY_SERVICE',
  'COURT_FILING',
  'COURT_JUDGE',
  'COURT_CLERK',
  'COURT_ENFORCER',
  'COURT_PRESIDENT',
  'COURT_PERSONNEL',
  'COURT_TECH',
  'PROCURATOR',
  'POLICE_INVESTIGATOR',
  'DETENTION_CENTER',
  'PRISON_OFFICER',
  'COMMUNITY_CORRECTION',
  'JUSTICE_BUREAU',
  'JUSTICE_DEPARTMENT',
  'LAW_ASSOCIATION',
  'BANK_OPERATOR',
  'REGISTRY_OPERATOR',
  'CREDIT_PLATFORM',
  'ADMINISTRATOR',
  'CREDITOR',
  'DEBTOR',
  'PARTY',
  'LAWYER',
  'PUBLIC_VERIFIER',
  'AUDITOR',
  'SUPERVISOR',
  'LOOKUP_SERVICE',
] as const
export type Role = (typeof ROLES)[number]

/** Roles of programs. Whoever holds one holds no officer's role: a service key never stands for a person. */
export const SERVICE_ROLES: readonly Role[] = ['RELAYER', 'GATEWAY_SERVICE', 'LOOKUP_SERVICE']

/** Organisations from the root to the lowest, the root included. */
export const CHAIN_DEPTH_MAX = 6
export const KEYS_PER_OFFICER_MAX = 64
export const DELEGATIONS_PER_OFFICER_MAX = 32
export const OFFICES_PER_PERSON_MAX = 16
export const SUSPENSIONS_MAX = 32
export const DUTIES_MAX = 64
/** Offices that hand over to offices that hand over. */
export const HAND_OVERS_MAX = 16
export const PROPOSAL_LIFETIME_MAX_MS = 30 * 86_400_000
export const PROPOSAL_BYTES_MAX = 32 * 1024
export const FORGOTTEN_FIELDS_MAX = 16
/** Stands in a list of record or order types for all of them. */
export const ANY = '*'

export const instant = integer({ min: 0 })
export const role = enumeration(ROLES)
export const name = string({ bytesMin: 1, bytesMax: 120 })
/** Public key with its algorithm, as `parseKey` reads it. */
export const keyText = string({ bytesMin: 68, bytesMax: 80, pattern: /^(ed25519|p256|sm2):[0-9a-f]+$/ })
/** Random id of a natural person: never an identity number. */
export const personId = string({ bytesMin: 8, bytesMax: 64, pattern: /^[A-Za-z0-9][A-Za-z0-9-]*$/ })
const typeName = string({ bytesMin: 1, bytesMax: 64, pattern: /^(\*|[A-Za-z][A-Za-z0-9._-]*)$/ })
/** Start of a region or court code; empty: everywhere. */
export const jurisdiction = string({ bytesMax: 24 })

export const grantSchema = object({
  roles: array(role, { max: ROLES.length }),
  recordTypes: array(typeName, { max: 64 }),
  orderTypes: array(typeName, { max: 64 }),
  jurisdictions: array(jurisdiction, { max: 64 }),
  validFromMs: instant,
  /** First instant at which it no longer holds; null: until it is ended. */
  validToMs: nullable(instant),
})
/** What may be done below an accreditation; what lies further down can only be narrower. */
export type Grant = Infer<typeof grantSchema>

export const organisationSchema = object({
  organisation: shortId,
  /** Null: the root of the alliance. */
  parent: nullable(shortId),
  zh: name,
  en: name,
  /** 1 for the root. */
  depth: integer({ min: 1, max: CHAIN_DEPTH_MAX }),
  grant: grantSchema,
  suspensions: array(object({ fromMs: instant, toMs: nullable(instant), reason: code, actId }), {
    max: SUSPENSIONS_MAX,
  }),
  accreditedAtMs: instant,
})
export type Organisation = Infer<typeof organisationSchema>
/** `authority/organisation/<organisation>` */
export const organisations = collection('authority/organisation', organisationSchema)

export const officeSchema = object({
  organisation: shortId,
  office: shortId,
  zh: name,
  en: name,
  grant: grantSchema,
  openedAtMs: instant,
})
/** `authority/office/<organisation>/<office>` */
export const offices = collection('authority/office', officeSchema)

export const officerSchema = object({
  organisation: shortId,
  office: shortId,
  officer: shortId,
  personId,
  grant: grantSchema,
  appointedAtMs: instant,
  /** Set when the officer leaves: keys end, duties pass on. */
  left: nullable(object({ atMs: instant, successor: nullable(shortId), actId })),
})
export type Officer = Infer<typeof officerSchema>
/** `authority/officer/<organisation>/<officer>` */
export const officers = collection('authority/officer', officerSchema)
/** `authority/person/<person>/<organisation>/<officer>`: the offices of one natural person. */
export const persons = collection('authority/person', object({ sinceMs: instant }))

export const KEY_ENDS = ['ROTATED', 'REVOKED', 'LOST', 'LEFT'] as const
export const keySchema = object({
  key: keyText,
  organisation: shortId,
  officer: shortId,
  validFromMs: instant,
  validToMs: nullable(instant),
  /** The key is refused from this instant on. */
  end: nullable(object({ atMs: instant, reason: enumeration(KEY_ENDS), actId })),
  /** Acts stamped from here to the end are doubtful. */
  compromisedFromMs: nullable(instant),
})
export type Key = Infer<typeof keySchema>
/** `authority/key/<key text>`; a key is never given twice. */
export const keys = collection('authority/key', keySchema)
/** `authority/officer-key/<organisation>/<officer>/<key text>` */
export const officerKeys = collection('authority/officer-key', object({ sinceMs: instant }))

export const delegationSchema = object({
  delegationId: actId,
  kind: enumeration(['DELEGATION', 'SUBSTITUTION']),
  organisation: shortId,
  /** Whose rights are used. */
  from: shortId,
  /** Who uses them. */
  to: shortId,
  grant: grantSchema,
  givenAtMs: instant,
  endedAtMs: nullable(instant),
})
export type Delegation = Infer<typeof delegationSchema>
/** `authority/delegation/<delegation id>` */
export const delegations = collection('authority/delegation', delegationSchema)
/** `authority/delegated/<organisation>/<officer who uses them>/<delegation id>` */
export const delegated = collection('authority/delegated', object({ from: shortId }))
/** `authority/delegating/<organisation>/<officer whose rights they are>/<delegation id>` */
export const delegating = collection('authority/delegating', object({ to: shortId }))

/** `authority/duty/<organisation>/<officer>/<kind>/<subject>`: what an officer still has to do. */
export const duties = collection('authority/duty', object({ kind: code, subject: shortId, sinceMs: instant }))
export type Duty = Infer<(typeof duties)['schema']>

export const proposerSchema = object({ organisation: shortId, officer: shortId, personId, key: keyText })
export const proposalSchema = object({
  proposalId: actId,
  type: string({ bytesMin: 3, bytesMax: 64 }),
  value: json({ bytesMax: PROPOSAL_BYTES_MAX }),
  /** What the approving person signs. */
  digest,
  proposer: proposerSchema,
  proposedAtMs: instant,
  expiresAtMs: instant,
  state: enumeration(['OPEN', 'APPROVED', 'WITHDRAWN']),
  closedAtMs: nullable(instant),
  /** Fields that `value` has lost, since nobody can sign it any more: the digest covers them still. */
  forgotten: optional(array(string({ bytesMin: 1, bytesMax: 64 }), { min: 1, max: FORGOTTEN_FIELDS_MAX })),
})
export type Proposal = Infer<typeof proposalSchema>
/** `authority/proposal/<proposal id>` */
export const proposals = collection('authority/proposal', proposalSchema)

export const actSchema = object({
  type: string({ bytesMin: 3, bytesMax: 64 }),
  subject: string({ bytesMax: 160 }),
  atMs: instant,
  height: integer({ min: 0 }),
  recorded: boolean(),
})
/** `authority/act/<key text>/<stamp, 16 digits>/<act id>/<type, slash as dot>`: what a key was used for. */
export const acts = collection('authority/act', actSchema)

/** Rows that stay decoded. */
const MEMO_ROWS_MAX = 8_192

/**
 * Reads that every signature needs. The rows change rarely and decoding costs more than judging, so a row stays decoded
 * as long as the store holds the same bytes.
 */
function remembered<V>(
  definition: CollectionDefinition<V>,
): (store: ReadStore, ...id: readonly string[]) => V | undefined {
  const memo = new Map<string, { readonly bytes: Uint8Array; readonly value: V }>()
  return (store, ...id) => {
    const key = definition.key(...id)
    const bytes = store.get(key)
    if (bytes === undefined) return undefined
    const known = memo.get(key)
    if (known !== undefined && (known.bytes === bytes || bytesEqual(known.bytes, bytes))) return known.value
    const value = definition.schema.parse(decodeCanonical(bytes))
    if (memo.size >= MEMO_ROWS_MAX) memo.clear()
    memo.set(key, { bytes, value })
    return value
  }
}

export const keyRow = remembered(keys)
export const officerRow = remembered(officers)
export const officeRow = remembered(offices)
export const organisationRow = remembered(organisations)
