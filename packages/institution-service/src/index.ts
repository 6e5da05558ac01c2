export {
  amountCommitment,
  annexDigest,
  decodeAnswerAnnex,
  decodeOrderAnnex,
  encodeAnswerAnnex,
  encodeOrderAnnex,
  subjectCommitment,
} from './annex.ts'
export type { AnswerAnnex, FoundAmount, OrderAnnex } from './annex.ts'
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
