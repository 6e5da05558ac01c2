import type { Profile } from '@xiezhi/evidence'

/** One thing that was looked at. `facts` say what was expected, what was seen, and against which anchor. */
export interface Check {
  readonly id: CheckId
  readonly zone: string | null
  readonly outcome: 'ok' | 'failed'
  readonly facts: Readonly<Record<string, string | number>>
}

export type CheckId =
  | 'bundle-format'
  | 'trust-format'
  | 'anchor-known'
  | 'light-block'
  | 'light-block-used'
  | 'record-set'
  | 'record-proof'
  | 'record-shape'
  | 'dispatch-identity'
  | 'request-matches-answer'
  | 'request-digest'
  | 'answer-matches-receipt'
  | 'acknowledgement-committed'
  | 'packet-received'
  | 'summary-sequence'
  | 'summary-matches'
  | 'summary-matches-answer'
  | 'summary-matches-receipt'
  | 'answer-before-receipt'
  | 'state-after-act'
  | 'asker-act'
  | 'asker-key'
  | 'asker-office'
  | 'asker-accreditation'
  | 'asker-role'
  | 'policy-in-force'
  | 'policy-decision'
  | 'timestamp'

/** How much the statement of a ledger is worth, by the organisations that the trust file names. */
export interface ZoneAssurance {
  readonly chainId: string
  readonly level: 'institution' | 'consensus'
  readonly validators: number
  readonly organisations: number
  /** Height of the anchor in the trust file. */
  readonly anchorHeight: number
}

/** What the two ledgers said, taken from proved records only. */
export interface Statement {
  readonly dispatchId: string
  readonly licenceNo: string
  readonly asOf: string
  /** Null: the answering authority refused to answer; `refusal` says why. */
  readonly verdict: string | null
  readonly refusal: string | null
  readonly disputed: boolean
  readonly decidedAtMs: number
  readonly parameterVersion: string | null
  /** Grounds, `court` profile only. */
  readonly reasons: readonly { readonly code: string; readonly rule: string }[] | null
  /** Who asked and by which right, `court` profile from version 2 on. */
  readonly asker: AskerStatement | null
  /** By which policy it was answered or refused; null also where the answering authority had none. */
  readonly policy: PolicyStatement | null
}

export interface AskerStatement {
  readonly organisation: string
  readonly office: string
  readonly officer: string
  readonly role: string
  /** Accreditation from the root of the alliance down to the organisation. */
  readonly chain: readonly string[]
  readonly key: string
  /** By whose delegation; null: by own right. */
  readonly delegation: { readonly delegationId: string; readonly kind: string; readonly from: string } | null
  readonly askedAtMs: number
  /** Height of the state that is the latest that the judgement knows. */
  readonly height: number
}

export interface PolicyStatement {
  readonly id: string
  readonly version: number
  readonly effectiveFromMs: number
  readonly source: string
}

/** A third party's word that the bundle, with the time stamps before this one, existed at an instant. */
export interface Timestamp {
  /** As the trust file calls it. */
  readonly authority: string
  readonly genTimeMs: number
  /** Hexadecimal. */
  readonly serial: string
}

export interface VerificationResult {
  /** `undecidable`: nothing is wrong that could be checked, but an anchor is missing, or the means to check a part. */
  readonly result: 'valid' | 'invalid' | 'undecidable'
  readonly profile: Profile | null
  /** Where the trust file says that its anchors come from; null: it cannot be read. */
  readonly trustSource: string | null
  readonly statement: Statement | null
  readonly assurance: readonly ZoneAssurance[]
  /** Those that hold. */
  readonly timestamps: readonly Timestamp[]
  readonly checks: readonly Check[]
  /** What a valid result does not say. */
  readonly notCovered: readonly NotCovered[]
}

export type NotCovered =
  | 'TRUTH_BEFORE_CHAIN'
  | 'DATE_OF_VERIFICATION'
  | 'PERSON_BEHIND_KEY'
  | 'CREDIT_REPORT_CONTENT'
  | 'ASKER_LEDGER_DETAIL'
  | 'OFFICER_ACCREDITATION'
  | 'ALLIANCE_ROOT'
  | 'POLICY_TEXT'
  | 'POLICY_CHOICE'
  | 'OUTSIDE_TIME'
  | 'AUTHORITY_STANDING'
  | 'LATER_CHANGES'
