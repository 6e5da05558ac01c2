import { bidding } from './bidding.ts'
import { deposit } from './deposit.ts'
import { notice } from './notice.ts'
import { startPrice } from './start-price.ts'

/** Online judicial auction (网络司法拍卖). */
export const auction = { startPrice, deposit, notice, bidding }
