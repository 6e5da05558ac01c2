import type { Infer } from '@xiezhi/codec'
import type { Template } from './template.ts'
import {
  bankruptcyTransfer,
  claimCalculation,
  consumptionOrder,
  dishonestyDecision,
  distributionPlan,
  endOfRoundRuling,
  reconciliationReport,
} from './templates/closing.ts'
import { deletionCertificate } from './templates/credit.ts'
import {
  assistanceNotice,
  assistanceReceipt,
  enforcementNotice,
  propertyReportOrder,
  queryNotice,
  releaseNotice,
} from './templates/notices.ts'
import {
  controlRuling,
  disposalRuling,
  releaseRuling,
  renewalRuling,
  transferLetter,
  variationRuling,
} from './templates/rulings.ts'

/** Documents of rulebook appendix C that enforcement issues or receives. The first seven are instruments, under the names that orders have for them. */
export const DOCUMENTS = {
  QUERY_NOTICE: queryNotice,
  CONTROL_RULING: controlRuling,
  RENEWAL_RULING: renewalRuling,
  RELEASE_RULING: releaseRuling,
  VARIATION_RULING: variationRuling,
  DISPOSAL_RULING: disposalRuling,
  TRANSFER_LETTER: transferLetter,
  ASSISTANCE_NOTICE: assistanceNotice,
  ASSISTANCE_RECEIPT: assistanceReceipt,
  RELEASE_NOTICE: releaseNotice,
  ENFORCEMENT_NOTICE: enforcementNotice,
  PROPERTY_REPORT_ORDER: propertyReportOrder,
  END_OF_ROUND_RULING: endOfRoundRuling,
  CLAIM_CALCULATION: claimCalculation,
  DISTRIBUTION_PLAN: distributionPlan,
  CONSUMPTION_ORDER: consumptionOrder,
  DISHONESTY_DECISION: dishonestyDecision,
  BANKRUPTCY_TRANSFER: bankruptcyTransfer,
  RECONCILIATION_REPORT: reconciliationReport,
  DELETION_CERTIFICATE: deletionCertificate,
} as const
export type DocumentKind = keyof typeof DOCUMENTS
export const DOCUMENT_KINDS = Object.keys(DOCUMENTS) as [DocumentKind, ...DocumentKind[]]

export type DocumentFields<K extends DocumentKind> = Infer<(typeof DOCUMENTS)[K]['fields']>

/** The same without its types, for whoever treats all alike. */
export function templateOf(kind: string): Template | undefined {
  return Object.hasOwn(DOCUMENTS, kind) ? DOCUMENTS[kind as DocumentKind] : undefined
}
