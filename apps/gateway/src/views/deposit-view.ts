import { base64Decode, decodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { depositApi, depositState } from '@xiezhi/contracts'
import type { DepositSummary, DepositView, RecordProof, RouteOutput, Routes } from '@xiezhi/gateway-api'
import { GatewayError } from '../gateway-error.ts'

/** What `deposit/deposit` answers. */
interface Held {
  readonly deposit: depositState.Deposit
  readonly filing: depositState.Filing
  readonly platform: depositState.Platform | null
  readonly objections: readonly depositState.DepositObjection[]
  readonly orders: readonly depositState.SourceOrder[]
  readonly findings: readonly depositState.Finding[]
}

export function depositSummary(deposit: depositState.Deposit, caseId: string | null): DepositSummary {
  const { depositId, kind, digest, mediaType, sizeBytes, depositedAtMs, state } = deposit
  const { interest, platformId, objections, orders } = deposit
  const recordKey = depositState.deposits.key(depositId)
  const own = { depositId, kind, digest, mediaType, sizeBytes, depositedAtMs, state, interest, platformId, recordKey }
  return { ...own, caseId, objections, orders }
}

/** @throws GatewayError SUBJECT_UNKNOWN */
export function depositView(answer: Json): DepositView {
  if (answer === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'deposit' })
  const { deposit, filing, platform, objections, orders, findings } = answer as unknown as Held
  const { collectedAtMs, sourceSystem } = filing
  const { factAtMs, supersedes, supersededBy } = deposit
  return {
    deposit: depositSummary(deposit, filing.caseRef),
    collectedAtMs,
    sourceSystem,
    factAtMs,
    supersedes,
    supersededBy,
    platform: platform === null ? null : platformView(platform),
    objections: objections.map(({ raisedBy, factors, ...one }) => ({
      ...one,
      factors: [...factors],
      raisedBy: personOf(raisedBy),
    })),
    orders: orders.map(({ number, kinds, dueAtMs, state, answers }) => ({
      number,
      dueAtMs,
      state,
      kinds: [...kinds],
      answers: answers.map(({ kind, digest }) => ({ kind, digest })),
    })),
    findings: findings.map(({ outcome, factors, corroboration, crossExaminedOn, decidedBy, decidedAtMs }) => ({
      outcome,
      corroboration,
      crossExaminedOn,
      decidedAtMs,
      factors: [...factors],
      decidedBy: personOf(decidedBy),
    })),
  }
}

type Checked = RouteOutput<Routes['checkDeposit']>['checks'][number]

/** Judges the record that the proof shows: what the ledger says of it by itself is not repeated. */
export function checkedDeposit(
  proof: RecordProof,
  deposit: depositState.Deposit,
  platform: depositState.Platform | undefined,
  digest: string,
  factAtMs: number | null,
): Checked {
  const check = depositApi.checkDeposit(deposit, platform, digest, factAtMs ?? deposit.factAtMs)
  const { result, depositId, kind, depositedAtMs, delayMs, interest, contested } = check
  return {
    result,
    depositId,
    digest,
    kind,
    depositedAtMs,
    delayMs,
    interest,
    contested,
    proof,
    platform: platform === undefined ? null : platformView(platform),
  }
}

export function depositOf({ value }: RecordProof): depositState.Deposit {
  if (value === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'deposit' })
  return depositState.depositSchema.parse(decodeCanonical(base64Decode(value)))
}

function platformView(platform: depositState.Platform): NonNullable<DepositView['platform']> {
  const { platformId, operatorCode, filingNumber, standards } = platform
  return { platformId, operatorCode, filingNumber, standards: [...standards] }
}

function personOf({ organisation, officer }: { readonly organisation: string; readonly officer: string }): string {
  return `${organisation}/${officer}`
}
