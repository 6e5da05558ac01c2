import { Type } from 'typebox'
import type { Static } from 'typebox'
import { checkView, reasonView, use, verdict } from './check.ts'
import { OUTBOX_STATES, refusal } from './outbox.ts'
import {
  actId,
  anyJson,
  bilingual,
  caseId,
  civilDate,
  closed,
  count,
  digest,
  firmId,
  flag,
  instant,
  licence,
  nullable,
  oneOf,
  text,
} from './scalars.ts'

export const verificationRequest = closed({
  licence,
  /** Day about which is asked; default: today. */
  asOf: Type.Optional(civilDate),
  use: Type.Optional(use),
  /** Firm that the letter names; default: as entered in the case. */
  letterFirmUscc: Type.Optional(firmId),
})
export type VerificationRequest = Static<typeof verificationRequest>

/** In a list. */
export const verificationSummary = Type.Object({
  id: text,
  state: oneOf(OUTBOX_STATES),
  caseId: nullable(caseId),
  licence,
  asOf: civilDate,
  use: nullable(use),
  verdict: nullable(verdict),
  isDisputed: flag,
  askedAtMs: nullable(instant),
  answeredAtMs: nullable(instant),
  freshUntilMs: nullable(instant),
})
export type VerificationSummary = Static<typeof verificationSummary>

/** What the bureau's ledger answered. */
export const bureauAnswer = Type.Object({
  verdict,
  checks: Type.Array(checkView),
  reasons: Type.Array(reasonView),
  /** What persons have to do about it. */
  tasks: Type.Array(Type.Object({ role: text, kind: text, code: text, rule: text, text: bilingual })),
  facts: anyJson,
  decidedAtMs: instant,
  height: count,
  policyId: nullable(text),
  policyVersion: nullable(Type.Integer()),
  parameterVersion: digest,
})

/** The court's own checks joined with the answer; the worst result counts. */
export const courtChecks = Type.Object({
  verificationId: text,
  verdict,
  checks: Type.Array(checkView),
  reasons: Type.Array(reasonView),
  madeAtMs: instant,
  source: oneOf(['RECEIPT', 'OFFLINE_FALLBACK', 'NONE']),
})

export const assurance = Type.Object({
  clientType: text,
  level: oneOf(['attested', 'institution', 'consensus']),
  statement: text,
  validators: count,
  organisations: count,
  threshold: count,
})

/** The credit report's way: it travels encrypted from gateway to gateway. */
export const ANNEX_STATES = ['none', 'expected', 'retrieved', 'failed', 'mismatched'] as const
export const annex = Type.Object({
  state: oneOf(ANNEX_STATES),
  digest: nullable(digest),
  /** After this instant the failure to retrieve is recorded. */
  dueAtMs: nullable(instant),
  retrievedAtMs: nullable(instant),
  /** Why it failed or does not match. */
  reason: Type.Optional(bilingual),
})
export type Annex = Static<typeof annex>

export const verificationView = Type.Object({
  ...verificationSummary.properties,
  requestedBy: Type.Object({ organisation: text, officer: text }),
  letterFirmUscc: nullable(firmId),
  dispatchId: nullable(actId),
  /** The final verdict in words. */
  meaning: nullable(bilingual),
  /** The other zone's policy refused an answer. */
  policyRefusal: nullable(Type.Object({ code: text, text: bilingual })),
  /** The own ledger refused the question. */
  refusal: nullable(refusal),
  bureau: nullable(bureauAnswer),
  /** Null: the lawyer is not in the case. */
  court: nullable(courtChecks),
  assurance: nullable(assurance),
  deadlineMs: nullable(instant),
  outcome: nullable(Type.Object({ kind: text, atMs: instant })),
  ladder: Type.Array(Type.Object({ rung: text, atMs: instant })),
  steps: Type.Array(Type.Object({ state: oneOf(OUTBOX_STATES), atMs: instant })),
  /** Keys of records for `GET /api/v1/records/:key/proof`, what each is in words. */
  records: Type.Array(Type.Object({ key: text, what: bilingual })),
  /** The gateway's own check of the receipt: proof → header → anchored validators. A browser repeats it. */
  proof: nullable(Type.Object({ key: text, height: count, anchorHeight: count })),
  creditReport: annex,
})
export type VerificationView = Static<typeof verificationView>

export const PROFILES = ['court', 'opposing', 'public'] as const
export const profile = oneOf(PROFILES)

/** Fields of a credit report with their titles; the values come from the vault. */
export const creditReport = Type.Object({
  licence,
  state: oneOf(ANNEX_STATES),
  reportDigest: nullable(digest),
  generatedAtMs: nullable(instant),
  validUntilMs: nullable(instant),
  /** Digest of what is shown agrees with the digest on the ledger. */
  isMatching: nullable(flag),
  /** Why there is nothing to show. */
  reason: Type.Optional(bilingual),
  sections: Type.Array(
    Type.Object({ title: bilingual, rows: Type.Array(Type.Object({ label: bilingual, value: text })) }),
  ),
})
export type CreditReport = Static<typeof creditReport>
