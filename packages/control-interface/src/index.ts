export { BatchReader, BatchWriter, batchName, parseBatchName } from './batch.ts'
export type { BatchHeader, BatchKey, BatchKind } from './batch.ts'
export { ANSWER_FINDINGS, checkAnswer } from './check-answer.ts'
export type { AnswerFinding, AnswerFindingCode } from './check-answer.ts'
export { assetNoOf, checkRequest, decodeRequest } from './check-request.ts'
export { CODE_LISTS } from './code-lists.ts'
export type {
  ControlMeasure,
  FailureReason,
  FreezeMode,
  InstitutionKind,
  MeasureState,
  QueryOutcome,
} from './code-lists.ts'
export { CONTROL_INTERFACE, CONTROL_INTERFACE_CODES, ControlInterfaceError } from './control-interface-error.ts'
export type { ControlInterfaceCode, RefusalFacts } from './control-interface-error.ts'
export { DICTIONARY } from './dictionary.ts'
export { DOCUMENT_BYTES_MAX, parseDocument } from './document.ts'
export { answer } from './records/feedback.ts'
export type { Answer, ControlFeedback, EarlierMeasure } from './records/feedback.ts'
export { compareMeasures, measure, MEASURE_FIELDS } from './records/measure.ts'
export type { Measure } from './records/measure.ts'
export type {
  AccountFeedback,
  ExistingMeasure,
  IncomeFeedback,
  PolicyFeedback,
  QueryFeedback,
  RealEstateFeedback,
  SecurityFeedback,
  VehicleFeedback,
} from './records/query-feedback.ts'
export { refusal } from './records/refusal.ts'
export type { Refusal } from './records/refusal.ts'
export { controlItem, controlRequest, measuresRequest, statusRequest } from './records/request.ts'
export type { ControlItem, ControlRequest } from './records/request.ts'
