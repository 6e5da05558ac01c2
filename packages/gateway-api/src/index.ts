export { ApiError } from './api-error.ts'
export type { ClientErrorCode } from './api-error.ts'
export {
  ACT_WAIT_SECONDS,
  ACT_WAIT_SECONDS_MAX,
  createClient,
  CSRF_HEADER,
  IDEMPOTENCY_HEADER,
  PREFER_HEADER,
  SHOWN_HEADER,
} from './client.ts'
export type { CallOptions, ClientOptions, Fetch, FetchAnswer, FetchInit, GatewayClient } from './client.ts'
export { formatProjection, parseProjection, PROJECTION_HEADER } from './projection-state.ts'
export type { ProjectionPhase, ProjectionState } from './projection-state.ts'
export { AUTHORITIES, LEDGER_ROLES, ROLES, sessionRoles } from './role.ts'
export type { Authority, Role } from './role.ts'
export type {
  Access,
  Audit,
  AuditSubject,
  Bilingual,
  RouteDefinition,
  RouteInput,
  RouteOutput,
  Transfer,
} from './route.ts'
export { mayUse, ROUTE_NAMES, routeOf, routes } from './routes.ts'
export type { RouteName, Routes } from './routes.ts'
export { LOCK_STATES } from './schemas/account.ts'
export type { AccountLock } from './schemas/account.ts'
export { LEAVE_KINDS } from './schemas/case.ts'
export type { AgentView, Alarm, CaseSummary, CaseView, Deadline, FormerStaffRow } from './schemas/case.ts'
export { USES, VERDICTS } from './schemas/check.ts'
export type { CheckView, ReasonView, Verdict } from './schemas/check.ts'
export {
  CREDIT_ACTIONS,
  CREDIT_DIFFERENCES,
  CREDIT_HELD_STATES,
  CREDIT_LISTS,
  CREDIT_OBJECTIONS,
  CREDIT_SCOPES,
  CREDIT_SET_STATES,
  CREDIT_STEPS,
} from './schemas/credit-subscriber.ts'
export type {
  CreditDifferenceRow,
  CreditEntryRow,
  CreditEntryView,
  CreditReceiptRow,
  CreditSetRow,
  CreditSummary,
  CreditUseRow,
} from './schemas/credit-subscriber.ts'
export { LISTED_MEASURES, SUBSCRIPTION_REFUSALS } from './schemas/credit-subscription.ts'
export type {
  OwnSubscription,
  SubscriptionDraftView,
  SubscriptionRequestView,
  SubscriptionTerms,
} from './schemas/credit-subscription.ts'
export { RESOLVABLE_CREDIT_ALARMS } from './schemas/credit-acts.ts'
export type { ListingJudgement, PublishedItems } from './schemas/credit-acts.ts'
export type { CreditCheckBoard, PublicCheckAnswer } from './schemas/credit-check.ts'
export type {
  CreditBoard,
  CreditReconciliation,
  CreditSupervision,
  PropagationRow,
  SubscriptionView,
  WithdrawalRow,
} from './schemas/credit-board.ts'
export {
  CO_SUBJECT_ROLES,
  CONSUMPTION_LIFTS,
  CREDIT_DECISIONS,
  CREDIT_ENDS,
  CREDIT_ENTRY_STATES,
  CREDIT_REQUEST_KINDS,
  CREDIT_REQUEST_STATES,
  DELETION_EVENTS,
  EXTENSION_GROUNDS,
  LIFT_GROUNDS,
  OBJECTION_OUTCOMES,
  PERFORMANCES,
  PROPAGATION_STATES,
} from './schemas/credit-scalars.ts'
export type { CreditPerson } from './schemas/credit-scalars.ts'
export type {
  CourtEntrySummary,
  CourtEntryView,
  CreditDraftView,
  CreditObjectionView,
  CreditRequestView,
  EndedEntryView,
  EntryUseView,
  GraceView,
  OwnEntryView,
  OwnCertificateFile,
  OwnCertificateView,
  OwnGraceView,
} from './schemas/credit.ts'
export { DEPOSIT_KINDS, DEPOSIT_RESULTS, FACTORS, GROUNDS, INTERESTS, SOURCE_KINDS } from './schemas/deposit.ts'
export type { DepositAnswer, DepositSummary, DepositView } from './schemas/deposit.ts'
export { DOCUMENT_STATES } from './schemas/document.ts'
export type { CaseDocumentRow, DocumentAnswer, DocumentForm } from './schemas/document.ts'
export { DRAFT_STATES } from './schemas/enforcement.ts'
export type {
  ControlView,
  DebtorView,
  DifferenceView,
  DraftView,
  EnforcementSummary,
  EnforcementView,
  InstrumentView,
  OrderView,
  PropertyView,
  ReleaseProposalView,
} from './schemas/enforcement.ts'
export type { ControlPlan, HaltState, OfficerCardsView } from './schemas/enforcement-acts.ts'
export type { DistributionView, MoneyStep, OwedView } from './schemas/enforcement-money.ts'
export { OBJECTION_STATES, OBJECTORS, PRESERVATION_STATES } from './schemas/enforcement-matters.ts'
export type {
  CaseObjectionView,
  CreditorView,
  DebtNoticeView,
  MattersView,
  PreservationView,
  RoundView,
  TermView,
  TransferView,
  WrittenView,
  WrongView,
} from './schemas/enforcement-matters.ts'
export { PARTY_PARTS, SUBMISSION_KINDS, SUBMISSION_STATES } from './schemas/enforcement-party.ts'
export type {
  PartyMatterSummary,
  PartyMatterView,
  PartySubmission,
  SubmissionView,
} from './schemas/enforcement-party.ts'
export {
  ASSETS,
  ASSETS_IN_MONEY,
  BASIS_TYPES,
  BEARER_STATES,
  CONTROL_STATES,
  DEBTOR_KINDS,
  ENFORCEMENT_STATES,
  ID_TYPES,
  INSTRUMENT_KINDS,
  OBJECTION_KINDS,
  ORDER_ACTIONS,
  ORDER_RESULTS,
  ORDER_STATES,
  PRESERVATION_KINDS,
  RELATIONS,
  REVOCATIONS,
  STAY_GROUNDS,
  TERMINATIONS,
  TRANSFER_GROUNDS,
  TRANSFER_STATES,
  WRONGS,
} from './schemas/enforcement-scalars.ts'
export type { Claim, EffectView } from './schemas/enforcement-scalars.ts'
export type { SupervisionView } from './schemas/enforcement-supervision.ts'
export { ENDABLE_ALARMS, MEASURE_STATES, RECEIVED_STATES } from './schemas/institution.ts'
export type {
  AssetLinePages,
  AssetLineView,
  InboxRow,
  InstitutionMeasure,
  InstitutionObjection,
  InstitutionOrderView,
} from './schemas/institution.ts'
export type { EvaluationView, FunctionView, ParameterList } from './schemas/law.ts'
export {
  ADMINISTRATIVE_SANCTIONS,
  CSV_BYTES_MAX,
  FIRM_STATUSES,
  INDUSTRY_SANCTIONS,
  STATUSES,
} from './schemas/lawyer.ts'
export type {
  FirmView,
  ImportReport,
  Inquiry,
  LawyerSummary,
  LawyerView,
  ObjectionView,
  ProposalView,
  PublicLawyer,
  SanctionView,
  StatusEvent,
  StatusProposal,
} from './schemas/lawyer.ts'
export type { AuditVolume, Operations, OperationsHistory } from './schemas/operations.ts'
export { OUTBOX_STATES } from './schemas/outbox.ts'
export type { OutboxRow, OutboxState } from './schemas/outbox.ts'
export { PAGE_MAX } from './schemas/page.ts'
export {
  PERSONAL_CONDUCTS,
  PERSONAL_KINDS,
  PERSONAL_LIFTS,
  PERSONAL_ROLES,
  PERSONAL_STATES,
} from './schemas/personal.ts'
export type {
  OwnPersonalMeasureView,
  PersonalDraftView,
  PersonalLimits,
  PersonalMeasureSummary,
  PersonalMeasureView,
  PersonalRequestView,
  PersonalSupervision,
} from './schemas/personal.ts'
export { problem } from './schemas/problem.ts'
export type { Problem } from './schemas/problem.ts'
export type { RecordProof, Trust } from './schemas/proof.ts'
export type { TextState } from './schemas/scalars.ts'
export type { Preview, Session } from './schemas/session.ts'
export { ANNEX_STATES, PROFILES } from './schemas/verification.ts'
export type {
  Annex,
  CreditReport,
  VerificationRequest,
  VerificationSummary,
  VerificationView,
} from './schemas/verification.ts'
