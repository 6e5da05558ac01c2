import { interestReview } from './interest-review.ts'

/** Credit cards (信用卡). */
export const card = { interestReview }
