export {
  amountCommitment,
  annexDigest,
  decodeAnswerAnnex,
  decodeOrderAnnex,
  digestingAs,
  encodeAnswerAnnex,
  encodeOrderAnnex,
  subjectCommitment,
} from './annex.ts'
export type { AnswerAnnex, Digesting, FoundAmount, OrderAnnex } from './annex.ts'
export { answerMessage, carryOut, meaningOf, messageOf } from './answer-message.ts'
export { KeyedIndex } from './keyed-index.ts'
export { OrderWorker } from './order-worker.ts'
export type { WorkerOptions } from './order-worker.ts'
export { REQUEST_DIFFERENCES } from './match-request.ts'
export type { RequestDifference } from './match-request.ts'
export { ZoneOrderLedger } from './zone-order-ledger.ts'
export type { ZoneLedgerOptions } from './zone-order-ledger.ts'
export { SERVICE_ALARMS, STEPS } from './ports.ts'
export type {
  Acceptance,
  AcceptancePolicy,
  AnnexOpening,
  AnnexSource,
  FeedbackSink,
  InstitutionIdentity,
  LedgerOutcome,
  OrderKey,
  OrderLedger,
  ReceivedOrder,
  RequestExecutor,
  RequestStore,
  ServiceAlarm,
  ServiceAlarmCode,
  StandingMeasure,
  Step,
} from './ports.ts'
