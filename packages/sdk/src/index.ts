export { CALL_TIMEOUT_MS, CONNECT_TIMEOUT_MS, JsonRpc } from './json-rpc.ts'
export type { Transport } from './json-rpc.ts'
export { ORDER_LIFETIME_MS, signOrder } from './order.ts'
export type { OfficerKey, Order } from './order.ts'
export { SCENARIO_CLOCK_FILE, SCENARIO_OFFSET_MAX_MS, scenarioClockText, scenarioOffset } from './scenario-clock.ts'
// For callers of `JsonRpc`: reading answers, each refusal the same.
export { fields, listOf, numberOf, reading, textOf } from './answer-fields.ts'
export { SdkError } from './sdk-error.ts'
export type { SdkErrorCode } from './sdk-error.ts'
export type { OpenSocket, Socket, Timer } from './socket.ts'
export { ZoneClient } from './zone-client.ts'
export type {
  BlockChanges,
  BlockEvents,
  Included,
  Proved,
  ProvedMany,
  ZoneClock,
  ZoneStatus,
  StateChanges,
  StateEntry,
  StatePage,
} from './zone-answers.ts'
export { collectEvidence } from './collect-evidence.ts'
export type { EvidenceRequest } from './collect-evidence.ts'
export { askMessage, LEGAL_BASIS, packetFields, PURPOSE, USES } from './ask.ts'
export type { Asking, QuestionInput, Use } from './ask.ts'
export { queryCommitment, queryOpeningSchema } from './query-opening.ts'
export type { QueryOpening } from './query-opening.ts'
export { Gathered } from './gathered.ts'
export { CheckedReads } from './checked-reads.ts'
export { bisect } from './bisect.ts'
export { FollowedAnchor } from './followed-anchor.ts'
export { readChecked, readManyChecked } from './read-checked.ts'
export type { CheckedValue } from './read-checked.ts'
