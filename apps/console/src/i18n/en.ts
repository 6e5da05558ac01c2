import { accountsEn } from './en/accounts.ts'
import { actsEn } from './en/acts.ts'
import { appEn } from './en/app.ts'
import { caseDocumentsEn } from './en/case-documents.ts'
import { codesEn } from './en/codes.ts'
import { courtEn } from './en/court.ts'
import { creditActsEn } from './en/credit-acts.ts'
import { creditBoardEn } from './en/credit-board.ts'
import { creditCodesEn } from './en/credit-codes.ts'
import { creditOwnEn } from './en/credit-own.ts'
import { creditSubscriptionEn } from './en/credit-subscription.ts'
import { creditEn } from './en/credit.ts'
import { depositsEn } from './en/deposits.ts'
import { distributionEn } from './en/distribution.ts'
import { enforcementCodesEn } from './en/enforcement-codes.ts'
import { enforcementMattersEn } from './en/enforcement-matters.ts'
import { enforcementPlanEn } from './en/enforcement-plan.ts'
import { enforcementRefusalsEn } from './en/enforcement-refusals.ts'
import { enforcementEn } from './en/enforcement.ts'
import { formsEn } from './en/forms.ts'
import { historyEn } from './en/history.ts'
import { institutionMattersEn } from './en/institution-matters.ts'
import { institutionEn } from './en/institution.ts'
import { justiceEn } from './en/justice.ts'
import { lawEn } from './en/law.ts'
import { listingRefusalsEn } from './en/listing-refusals.ts'
import { matterCodesEn } from './en/matter-codes.ts'
import { otherPagesEn } from './en/other-pages.ts'
import { partyEn } from './en/party.ts'
import { personalEn } from './en/personal.ts'
import { problemsEn } from './en/problems.ts'
import { proofEn } from './en/proof.ts'
import { recordRefusalsEn } from './en/record-refusals.ts'
import { refusalsEn } from './en/refusals.ts'
import { verificationEn } from './en/verification.ts'
import type { zhCN } from './zh-cn.ts'

export const en: Readonly<Record<keyof typeof zhCN, string>> = {
  ...accountsEn,
  ...actsEn,
  ...appEn,
  ...caseDocumentsEn,
  ...codesEn,
  ...courtEn,
  ...creditActsEn,
  ...creditBoardEn,
  ...creditCodesEn,
  ...creditOwnEn,
  ...creditSubscriptionEn,
  ...creditEn,
  ...depositsEn,
  ...distributionEn,
  ...enforcementCodesEn,
  ...enforcementMattersEn,
  ...enforcementPlanEn,
  ...enforcementRefusalsEn,
  ...enforcementEn,
  ...formsEn,
  ...historyEn,
  ...institutionEn,
  ...institutionMattersEn,
  ...justiceEn,
  ...lawEn,
  ...listingRefusalsEn,
  ...matterCodesEn,
  ...otherPagesEn,
  ...partyEn,
  ...personalEn,
  ...problemsEn,
  ...proofEn,
  ...recordRefusalsEn,
  ...refusalsEn,
  ...verificationEn,
}
