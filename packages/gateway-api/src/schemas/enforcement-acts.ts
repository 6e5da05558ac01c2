import { Type } from 'typebox'
import type { Static } from 'typebox'
import { reasonView } from './check.ts'
import { moneyStep } from './enforcement-money.ts'
import {
  asset,
  BASIS_TYPES,
  cents,
  claim,
  currency,
  DEBTOR_KINDS,
  documentNo,
  ID_TYPES,
  months,
  positiveCents,
  reasons,
  RELATIONS,
  REVOCATIONS,
  STAY_GROUNDS,
} from './enforcement-scalars.ts'
import {
  actId,
  bilingual,
  caseId,
  civilDate,
  closed,
  code,
  count,
  digest,
  flag,
  instant,
  literal,
  nullable,
  oneOf,
  randomId,
  shortId,
  text,
} from './scalars.ts'

const ORDERS_MAX = 64
const ANSWER_HOURS_MAX = 24 * 60

const name = Type.String({ minLength: 1, maxLength: 120 })
const shortCode = Type.String({ pattern: '^[0-9A-Za-z._-]{1,32}$' })

/** Goes to the vault and, in the annex of an order, to the institution that is asked; never to the ledger. */
export const debtorEntry = closed({
  kind: oneOf(DEBTOR_KINDS),
  name,
  formerNames: Type.Optional(Type.Array(name, { maxItems: 8 })),
  idType: oneOf(ID_TYPES),
  idNo: Type.String({ pattern: '^[0-9A-Za-z()-]{1,64}$' }),
})

/** Who applies, and the document that is enforced, as rulings name them. In the vault. */
export const applicantEntry = closed({
  name,
  idType: oneOf(ID_TYPES),
  idNo: Type.String({ pattern: '^[0-9A-Za-z()-]{1,64}$' }),
  address: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  representative: Type.Optional(name),
})
export const basisEntry = closed({
  issuer: name,
  number: documentNo,
  type: oneOf(BASIS_TYPES),
})

export const enforcementEntry = closed({
  caseId,
  /** Of a case that is not public, whose number the ledger does not hold: institutions are told it. In the vault. */
  caseNumber: Type.Optional(documentNo),
  /** The effective document. */
  basisDigest: digest,
  effectiveOn: civilDate,
  /** Last day on which the debtor could perform; null: the document names none. */
  performanceEndsOn: nullable(civilDate),
  appliedOn: civilDate,
  claim,
  debtors: Type.Array(debtorEntry, { minItems: 1, maxItems: 16 }),
  applicants: Type.Optional(Type.Array(applicantEntry, { minItems: 1, maxItems: 16 })),
  basis: Type.Optional(basisEntry),
})

/** What an institution demands of who asks: both cards (R20-01). In the vault. */
export const officerCards = closed({
  officer: shortId,
  name,
  workCard: shortCode,
  dutyCard: shortCode,
  contact: Type.Optional(name),
})
export const officerCardsView = Type.Object({
  items: Type.Array(
    Type.Object({
      officer: shortId,
      name: nullable(text),
      workCardMasked: nullable(text),
      dutyCardMasked: nullable(text),
      filedAtMs: instant,
    }),
  ),
})
export type OfficerCardsView = Static<typeof officerCardsView>

const institutions = Type.Array(shortId, { minItems: 1, maxItems: ORDERS_MAX, uniqueItems: true })
const answerHours = Type.Optional(Type.Integer({ minimum: 1, maximum: ANSWER_HOURS_MAX, default: 24 }))
const documentFields = {
  /** Number of the notice to assist (协助执行通知书). */
  noticeNo: documentNo,
  /** Without it: the digest of the document that the gateway renders. */
  documentDigest: Type.Optional(digest),
  /** By when an answer is expected. */
  answerHours,
}

/** Asks institutions what they hold of a debtor of this case, and of nobody else (R20-02). */
export const propertyQuery = closed({ debtorId: randomId, institutions, ...documentFields })

const propertyFields = {
  label: name,
  currency,
  balanceCents: nullable(cents),
  availableCents: nullable(cents),
  encumberedCents: cents,
  divisible: flag,
}
/** Found by another way than an answer: on the spot, by a clue. */
export const propertyEntry = closed({
  debtorId: randomId,
  institution: shortId,
  asset,
  /** Account, unit, frame or certificate number: in the vault, masked everywhere else. */
  number: Type.String({ minLength: 1, maxLength: 64 }),
  /** Of an account that is kept in parts (子账号), as the control interface writes it. */
  subAccount: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z*._/-]*$', maxLength: 64 })),
  ...propertyFields,
})
export const propertyEntered = Type.Object({ propertyId: randomId, isNew: flag })

/** What a thing is worth, until it is appraised. */
export const estimateEntry = closed({
  valueCents: positiveCents,
  encumberedCents: Type.Optional(cents),
  divisible: flag,
  ground: reasons,
})

/** Makes the program's proposal; nothing is signed by it. */
export const planQuestion = closed({
  /** Property that is left out, such as what a judge keeps free. */
  leaveOut: Type.Optional(Type.Array(randomId, { maxItems: 500 })),
  /** Living costs of the debtor and dependants stay free (R20-15). */
  living: Type.Optional(
    closed({
      propertyId: randomId,
      monthlyMinimumCents: positiveCents,
      persons: Type.Integer({ minimum: 1, maximum: 20 }),
      months: nullable(Type.Integer({ minimum: 1, maximum: 60 })),
    }),
  ),
})

export const LEFT_OUT = [
  'NOT_NEEDED',
  'CONTROLLED',
  'NOTHING_FREE',
  'NO_VALUE',
  'SPECIAL_FUND',
  'OFFICER',
  'STALE',
  'SOLD',
] as const
export const controlPlan = Type.Object({
  asOf: civilDate,
  verdict: oneOf(['COVERED', 'PARTIAL', 'NONE']),
  verdictText: bilingual,
  /** Debt, doubled part and fee; then what is controlled already, and what is still to be controlled. */
  owedCents: cents,
  alreadyCents: cents,
  targetCents: cents,
  controls: Type.Array(
    Type.Object({
      propertyId: randomId,
      institution: shortId,
      asset,
      label: text,
      numberMasked: text,
      cents,
      /** Cannot be divided: controlled as it is. */
      whole: flag,
      netCents: cents,
      /** The longest term that the law allows (R20-09), and the day it ends if it begins today. */
      months,
      to: civilDate,
      renewBy: civilDate,
    }),
  ),
  left: Type.Array(Type.Object({ propertyId: randomId, label: text, why: oneOf(LEFT_OUT), text: bilingual })),
  controlledCents: cents,
  remainingCents: cents,
  overCents: cents,
  steps: Type.Array(moneyStep),
  reasons: Type.Array(reasonView),
})
export type ControlPlan = Static<typeof controlPlan>

/** What the order is to an earlier one of the case: one that makes a wrong good names the order that did it. */
const relation = closed({ kind: oneOf(RELATIONS), orderId: actId })

/** What the officer asks for; each departure from the plan has its reasons. */
const askedControl = closed({
  propertyId: randomId,
  cents: positiveCents,
  whole: flag,
  months,
  reasons: Type.Optional(reasons),
  relation: Type.Optional(relation),
})
export const controlRuling = closed({
  ...documentFields,
  rulingNo: documentNo,
  validTo: nullable(civilDate),
  controls: Type.Array(askedControl, { minItems: 1, maxItems: ORDERS_MAX }),
  /** Why planned property is not asked for. */
  leftOut: Type.Optional(Type.Array(closed({ propertyId: randomId, reasons }), { maxItems: 500 })),
  plan: Type.Optional(planQuestion),
})

const ofControl = { orderId: actId, relation: Type.Optional(relation) }
/** Changes measures that stand; all of one kind of instrument. */
export const measureRuling = closed({
  ...documentFields,
  rulingNo: documentNo,
  validTo: nullable(civilDate),
  orders: Type.Array(
    Type.Union([
      closed({ ...ofControl, action: literal('RENEW'), months }),
      closed({ ...ofControl, action: literal('REDUCE'), keepCents: positiveCents }),
      closed({ ...ofControl, action: literal('DEDUCT'), cents: positiveCents }),
      closed({
        ...ofControl,
        action: oneOf(['RELEASE', 'SUSPEND', 'RESUME', 'CONVERT_TO_DISPOSAL', 'CLOSE_DISPOSAL']),
      }),
    ]),
    { minItems: 1, maxItems: ORDERS_MAX },
  ),
})

/** Carries out what the ledger proposes, of one kind: releases and reductions, or renewals. */
export const proposalRuling = closed({
  ...documentFields,
  rulingNo: documentNo,
  proposals: Type.Array(randomId, { minItems: 1, maxItems: ORDERS_MAX, uniqueItems: true }),
  /** Of renewals; without it the longest term that the law allows. */
  months: Type.Optional(months),
})

/** A judge sends a draft back. */
export const draftRefusal = closed({ reasons })
export const draftRefused = Type.Object({ draftId: actId, state: literal('REFUSED'), atMs: instant })
export const dismissal = closed({ reasons })
export const revocation = closed({ reason: oneOf(REVOCATIONS) })
export const performance = closed({ on: civilDate, documentDigest: digest })
export const restatement = closed({ on: civilDate, claim, calculationDigest: digest })
/** Null: it goes on. */
export const stay = closed({ ground: nullable(oneOf(STAY_GROUNDS)), documentDigest: digest })

export const haltProposal = closed({ halted: flag, reason: code })
export const haltState = Type.Object({
  halted: flag,
  reason: nullable(text),
  officers: Type.Array(Type.Object({ organisation: shortId, officer: shortId })),
  sinceMs: nullable(instant),
  /** Waits for the second of two persons of two roles. */
  proposals: Type.Array(
    Type.Object({
      proposalId: actId,
      digest,
      halted: flag,
      reason: text,
      proposer: Type.Object({ organisation: text, officer: text }),
      proposedAtMs: instant,
      expiresAtMs: instant,
      mayApprove: flag,
    }),
  ),
  recordKey: text,
})
export type HaltState = Static<typeof haltState>

export const institutionView = Type.Object({
  institution: shortId,
  title: bilingual,
  /** Kinds of property that it keeps; empty: not known. */
  assets: Type.Array(asset),
  openOrders: count,
})
