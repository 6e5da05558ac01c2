import { checkPackage } from './check-package.ts'
import { custodyWatch } from './custody-watch.ts'
import { detentionLimits } from './detention-limits.ts'
import { firstInstance } from './first-instance.ts'
import { investigationCustody } from './investigation-custody.ts'
import { prosecutionReview } from './prosecution-review.ts'
import { supplementaryReturn } from './supplementary-return.ts'

/** Hand-over of criminal cases between police, procuratorate and court (刑事案件流转). */
export const criminalFile = {
  detentionLimits,
  investigationCustody,
  prosecutionReview,
  supplementaryReturn,
  firstInstance,
  custodyWatch,
  checkPackage,
}
