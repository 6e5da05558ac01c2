import { applyReceipt } from './apply-receipt.ts'
import { assetPriority } from './asset-priority.ts'
import { constructionPriority } from './construction-priority.ts'
import { criminalProperty } from './criminal-property.ts'
import { participation } from './participation.ts'
import { planObjection } from './plan-objection.ts'

/** Distribution of proceeds (参与分配). */
export const distribution = {
  applyReceipt,
  participation,
  planObjection,
  assetPriority,
  constructionPriority,
  criminalProperty,
}
