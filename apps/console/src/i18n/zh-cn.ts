import { accountsZh } from './zh-cn/accounts.ts'
import { actsZh } from './zh-cn/acts.ts'
import { appZh } from './zh-cn/app.ts'
import { caseDocumentsZh } from './zh-cn/case-documents.ts'
import { codesZh } from './zh-cn/codes.ts'
import { courtZh } from './zh-cn/court.ts'
import { creditActsZh } from './zh-cn/credit-acts.ts'
import { creditBoardZh } from './zh-cn/credit-board.ts'
import { creditCodesZh } from './zh-cn/credit-codes.ts'
import { creditOwnZh } from './zh-cn/credit-own.ts'
import { creditSubscriptionZh } from './zh-cn/credit-subscription.ts'
import { creditZh } from './zh-cn/credit.ts'
import { depositsZh } from './zh-cn/deposits.ts'
import { distributionZh } from './zh-cn/distribution.ts'
import { enforcementCodesZh } from './zh-cn/enforcement-codes.ts'
import { enforcementMattersZh } from './zh-cn/enforcement-matters.ts'
import { enforcementPlanZh } from './zh-cn/enforcement-plan.ts'
import { enforcementRefusalsZh } from './zh-cn/enforcement-refusals.ts'
import { enforcementZh } from './zh-cn/enforcement.ts'
import { formsZh } from './zh-cn/forms.ts'
import { historyZh } from './zh-cn/history.ts'
import { institutionMattersZh } from './zh-cn/institution-matters.ts'
import { institutionZh } from './zh-cn/institution.ts'
import { justiceZh } from './zh-cn/justice.ts'
import { lawZh } from './zh-cn/law.ts'
import { listingRefusalsZh } from './zh-cn/listing-refusals.ts'
import { matterCodesZh } from './zh-cn/matter-codes.ts'
import { otherPagesZh } from './zh-cn/other-pages.ts'
import { partyZh } from './zh-cn/party.ts'
import { personalZh } from './zh-cn/personal.ts'
import { problemsZh } from './zh-cn/problems.ts'
import { proofZh } from './zh-cn/proof.ts'
import { recordRefusalsZh } from './zh-cn/record-refusals.ts'
import { refusalsZh } from './zh-cn/refusals.ts'
import { verificationZh } from './zh-cn/verification.ts'

/** Every text that a person reads; the keys of all other languages are these. */
export const zhCN = {
  ...accountsZh,
  ...actsZh,
  ...appZh,
  ...caseDocumentsZh,
  ...codesZh,
  ...courtZh,
  ...creditActsZh,
  ...creditBoardZh,
  ...creditCodesZh,
  ...creditOwnZh,
  ...creditSubscriptionZh,
  ...creditZh,
  ...depositsZh,
  ...distributionZh,
  ...enforcementCodesZh,
  ...enforcementMattersZh,
  ...enforcementPlanZh,
  ...enforcementRefusalsZh,
  ...enforcementZh,
  ...formsZh,
  ...historyZh,
  ...institutionZh,
  ...institutionMattersZh,
  ...justiceZh,
  ...lawZh,
  ...listingRefusalsZh,
  ...matterCodesZh,
  ...otherPagesZh,
  ...partyZh,
  ...personalZh,
  ...problemsZh,
  ...proofZh,
  ...recordRefusalsZh,
  ...refusalsZh,
  ...verificationZh,
} as const
