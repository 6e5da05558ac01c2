import { Type } from 'typebox'
import type { Static } from 'typebox'
import { ROLES } from '../role.ts'
import {
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
  text,
  textState,
} from './scalars.ts'

/** A look-up names the case that it is for: the gateway refuses one that names none. */
export const lookupRequest = closed({ licence, caseId: Type.Optional(caseId) })
export const lookup = Type.Object({
  licence,
  caseId,
  /** As agent or defender of this case, and nothing about any other. */
  agents: Type.Array(
    Type.Object({
      role: oneOf(['AGENT', 'DEFENDER']),
      enteredOn: civilDate,
      endedOn: nullable(civilDate),
      admission: text,
      latestVerification: nullable(text),
    }),
  ),
})

export const LOCK_STATES = ['LOCKED', 'RELEASE_PROPOSED', 'RELEASED'] as const

const step = Type.Object({ person: text, role: oneOf(ROLES), atMs: instant })

/** An account that was locked for the volume of its look-ups. */
export const accountLock = Type.Object({
  /** Of the package, too. */
  id: text,
  person: Type.Object({ id: text, organisation: nullable(text), officer: nullable(text) }),
  kind: oneOf(['VOLUME', 'WITHOUT_CASE']),
  /** Null: of all purposes. */
  purpose: nullable(text),
  /** Key of the parameter that was passed, with its value and what was counted. */
  parameter: text,
  limit: count,
  count,
  fromMs: instant,
  lockedAtMs: instant,
  dueAtMs: instant,
  isOverdue: flag,
  state: oneOf(LOCK_STATES),
  package: Type.Object({
    digest,
    rows: count,
    /** Null: deleted, for its term has ended. */
    bytes: nullable(count),
    /** Where the ledger holds the digest; null: not yet. */
    recordKey: nullable(text),
    recordedAtMs: nullable(instant),
  }),
  /** Sign-ins that were refused since. */
  refusedSignIns: count,
  proposed: nullable(Type.Object({ ...step.properties, reason: nullable(text), reasonState: textState })),
  approved: nullable(step),
})
export type AccountLock = Static<typeof accountLock>

/** Why the account may be used again. Stays in the authority's vault, for its term. */
export const unlockReason = closed({ reason: Type.String({ minLength: 4, maxLength: 500 }) })

/** Pseudonyms only, bound by a digest. */
export const auditPackage = Type.Unknown({ title: 'audit package, spec 40' })
