import type { ListingJudgement, RouteInput, Routes } from '@xiezhi/gateway-api'
import { LawError, sanctionList } from '@xiezhi/law'
import { caseFacts } from '../enforcement/case-facts.ts'
import type { CaseFacts } from '../enforcement/case-facts.ts'
import type { Debtor, DebtorFields, EnforcementStore } from '../enforcement/store.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import { reasonView } from '../views/reasons.ts'
import { birthDateOf } from './birth-date.ts'

type ListingQuestion = NonNullable<RouteInput<Routes['evaluateListing']>['body']>

const SETTLED: readonly string[] = ['PERFORMED', 'CLOSED', 'TERMINATED']
const IN_EFFECT: readonly string[] = ['EFFECTIVE', 'SUSPENDED']
const VERDICTS = {
  LIST: { zh: '符合纳入条件，由院长、审判员决定', en: 'may be listed; president and judge decide' },
  REFER: { zh: '一般不得纳入，须由有权人员说明理由', en: 'as a rule not to be listed; needs reasons' },
  BLOCK: { zh: '依法不得纳入', en: 'the law does not allow it' },
} as const

/** A debtor of a case, with what the gateway judges with and no ledger sees. */
interface Judged {
  readonly facts: CaseFacts
  readonly debtor: Debtor & { readonly fields: DebtorFields }
  readonly judgement: ListingJudgement
  readonly isOfAge: boolean
  readonly sealedAssetsSuffice: boolean
}

/**
 * May a debtor be listed (R20-80 to R20-84)? Says what the law allows; persons decide. `birthPath`: where in the body the day of birth stands.
 * @throws GatewayError INPUT_INVALID, BIRTH_DATE_DIFFERS, LAW_REFUSED, SUBJECT_UNKNOWN
 */
export async function judgeListing(
  listener: Listener,
  enforcement: EnforcementStore,
  caseId: string,
  question: ListingQuestion,
  birthPath = '/birthDate',
): Promise<Judged> {
  const facts = await caseFacts(listener, enforcement, caseId)
  const debtor = await enforcement.debtor(caseId, question.debtorId)
  const birthDate = birthDateOf(debtor, { birthDate: question.birthDate, path: birthPath }, facts)
  return { facts, debtor, ...judgementOf(facts, debtor, { ...question, birthDate }) }
}

/** @throws GatewayError LAW_REFUSED */
export function judgementOf(
  facts: Pick<CaseFacts, 'today' | 'law' | 'controls'> & {
    readonly owed: Pick<CaseFacts['owed'], 'totalCents'>
    readonly enforcement: Pick<CaseFacts['enforcement'], 'state'>
  },
  debtor: Pick<Debtor, 'kind'>,
  { statement, birthDate, situation, extension }: Omit<ListingQuestion, 'debtorId'>,
): Omit<Judged, 'facts' | 'debtor'> {
  const { today, law, owed } = facts
  const item = situation as 1 | 2 | 3 | 4 | 5 | 6
  const claimCents = owed.totalCents
  const sealedNetCents = Math.max(statement.sealedNetCents, controlledBy(facts))
  const asked = {
    subjectKind: debtor.kind === 'NATURAL' ? ('NATURAL' as const) : ('UNIT' as const),
    birthDate,
    role: statement.isRepresentative ? ('UNIT_REPRESENTATIVE' as const) : ('DEBTOR' as const),
    situation: item,
    decisionOn: today,
    documentUnperformed: !SETTLED.includes(facts.enforcement.state),
    sufficientSecurity: statement.hasSufficientSecurity,
    sealedNetCents,
    claimCents,
    laterInOrder: statement.isLaterInOrder,
    campusLoanStudent: statement.isCampusLoanStudent,
    deletedAtSameApplicantsRequestOn: statement.deletedAtSameApplicantsRequestOn,
  }
  const admitted = byLaw(() => sanctionList.admit(asked, law))
  const term = byLaw(() =>
    sanctionList.term(
      {
        situation: item,
        listedOn: today,
        extensionMonths: extension?.months ?? 0,
        extensionGround: extension?.ground ?? 'NONE',
      },
      law,
    ),
  )
  const verdict = term.verdict === 'PASS' ? admitted.verdict : 'BLOCK'
  const judgement = {
    verdict,
    verdictText: { ...VERDICTS[verdict] },
    consumptionOrder: admitted.consumptionOrder,
    reasons: [...admitted.reasons, ...term.reasons].map((reason) => reasonView(reason)),
    termTo: term.termTo,
    owedCents: claimCents,
    sealedNetCents,
  }
  const isOfAge = !admitted.reasons.some(({ code }) => code === 'MINOR')
  return { judgement, isOfAge, sealedAssetsSuffice: sealedNetCents >= claimCents }
}

/** What measures of the case withhold, as ordered. */
function controlledBy({ controls }: Pick<CaseFacts, 'controls'>): number {
  return controls
    .filter(({ state }) => IN_EFFECT.includes(state))
    .reduce((sum, { limitCents }) => sum + (limitCents ?? 0), 0)
}

/** @throws GatewayError LAW_REFUSED */
function byLaw<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    throw new GatewayError('LAW_REFUSED', { code: error.code }, error)
  }
}

/** Codes with their rules, as the facts of a refusal. */
export function codesOf(reasons: readonly { readonly code: string; readonly rule: string }[]): string[] {
  return reasons.map(({ code, rule }) => `${code} ${rule}`)
}
