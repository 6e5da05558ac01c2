import { LawError } from '../law-error.ts'
import type { LawReading } from '../law-book/law-reading.ts'
import { lessCents, minCents, Purse, sumCents } from '../money/cents.ts'
import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, cents, enumeration, list, listOfUnique, object, text, type FieldValues } from '../schema/schema.ts'

const VERDICTS = ['CONSISTENT', 'REDUCED'] as const

const claimFields = { id: text(), paidCents: cents(), declaredCents: cents() }
type GuarantorClaim = FieldValues<typeof claimFields>

const recourseFields = {
  id: text(),
  outcome: enumeration(['RECORDED', 'PARTIAL', 'REJECTED']),
  confirmedCents: cents(),
  contingentCents: cents(),
  forJudge: boolean(),
}
type Recourse = FieldValues<typeof recourseFields>

/** Bankruptcy Law art. 51: the same debt is not confirmed twice. */
export const recourseClaims = defineFunction({
  name: 'bankruptcy.recourseClaims',
  question: {
    zh: '债权人与保证人就同一债务申报，各确认多少？',
    en: 'Creditor and guarantor declare the same debt: what is confirmed?',
  },
  rules: ['R25-08', 'O-20'],
  parameters: ['O-20'],
  reasons: ['CREDITOR_DECLARED_ALL R25-08', 'PAID_PART_NOT_CREDITORS R25-08'],
  errors: ['AMOUNT_OVERPAID'],
  decisiveDate: null,
  input: object({
    debtCents: cents(),
    creditorDeclaredCents: cents(),
    guarantorClaims: listOfUnique(object(claimFields), 'id'),
  }),
  output: judged(VERDICTS, {
    creditorConfirmedCents: cents(),
    recourse: list(object(recourseFields)),
    totalConfirmedCents: cents(),
  }),
  evaluate({ debtCents, creditorDeclaredCents, guarantorClaims }, law) {
    const paid = sumCents(guarantorClaims.map(({ paidCents }) => paidCents))
    if (paid > debtCents) throw new LawError('AMOUNT_OVERPAID', '/guarantorClaims', { atMost: 'debtCents' })
    const rest = debtCents - paid
    const creditorConfirmedCents = minCents(creditorDeclaredCents, rest)
    const undeclared = new Purse(rest - creditorConfirmedCents)
    const paidPartCounts = paidPartIsConfirmed(law)
    const recourse = guarantorClaims.map((claim) => recourseOf(claim, undeclared, paidPartCounts))

    const grounds: Ground<(typeof VERDICTS)[number]>[] = []
    if (creditorDeclaredCents > rest) {
      grounds.push({ verdict: 'REDUCED', code: 'PAID_PART_NOT_CREDITORS', rule: 'R25-08' })
    }
    if (recourse.some(({ outcome }) => outcome !== 'RECORDED')) {
      grounds.push({ verdict: 'REDUCED', code: 'CREDITOR_DECLARED_ALL', rule: 'R25-08' })
    }
    return {
      ...judge(VERDICTS, grounds),
      creditorConfirmedCents,
      recourse,
      totalConfirmedCents: creditorConfirmedCents + sumCents(recourse.map(({ confirmedCents }) => confirmedCents)),
    }
  },
})

/** O-20: whether it may be paid before the creditor is satisfied is for the judge in either case. */
function paidPartIsConfirmed(law: LawReading): boolean {
  return law.word('O-20', ['RECORD_SEPARATELY', 'AFTER_CREDITOR']) === 'RECORD_SEPARATELY'
}

/** The part above what was paid is a future recourse: only what the creditor left undeclared, first come first served. */
function recourseOf(
  { id, paidCents, declaredCents }: GuarantorClaim,
  undeclared: Purse,
  paidPartCounts: boolean,
): Recourse {
  const paidPart = minCents(paidCents, declaredCents)
  const contingentCents = undeclared.pay(lessCents(declaredCents, paidPart))
  const recorded = paidPart + contingentCents
  return {
    id,
    outcome: recorded === declaredCents ? 'RECORDED' : recorded === 0n ? 'REJECTED' : 'PARTIAL',
    confirmedCents: paidPartCounts ? recorded : contingentCents,
    contingentCents,
    forJudge: paidPart > 0n,
  }
}
