import { acceleration } from './acceleration.ts'
import { allocatePayment } from './allocate-payment.ts'
import { bankInterest } from './bank-interest.ts'
import { equalInstalments } from './equal-instalments.ts'
import { interestCap } from './interest-cap.ts'
import { limitation } from './limitation.ts'
import { paymentOrderDeadlines } from './payment-order-deadlines.ts'
import { paymentOrderEffect } from './payment-order-effect.ts'
import { rolledInterest } from './rolled-interest.ts'

/** Loans (借贷). */
export const loan = {
  interestCap,
  rolledInterest,
  bankInterest,
  equalInstalments,
  paymentOrderDeadlines,
  paymentOrderEffect,
  limitation,
  acceleration,
  allocatePayment,
}
