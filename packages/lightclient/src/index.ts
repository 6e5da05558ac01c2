export { LightClientError } from './light-client-error.ts'
export type { LightClientErrorCode, LightClientFacts } from './light-client-error.ts'
export { checkTrustOptions, isTrustExpired, trustedStateOf } from './trust.ts'
export type { TrustedState, TrustLevel, TrustOptions } from './trust.ts'
export { verifyCommit } from './verify-commit.ts'
export { verifyAdjacent, verifyHeader, verifyNonAdjacent } from './verify-header.ts'
export { beginBisection, continueBisection } from './bisection.ts'
export type { Bisection, BisectionContext, BisectionStep, WantedBlock } from './bisection.ts'
export { detectConflict, detectMisbehaviour, verifyMisbehaviour } from './misbehaviour.ts'
export type { ConflictingBlock, MisbehaviourKind, StoredConsensus, StoredNeighbours } from './misbehaviour.ts'
export { revisionOf } from './ibc/height.ts'
export type { IbcHeight } from './ibc/height.ts'
export { CLIENT_STATE_TYPE_URL, decodeClientState, encodeClientState, trustOptionsOf } from './ibc/client-state.ts'
export type { TendermintClientState } from './ibc/client-state.ts'
export {
  consensusStateOf,
  CONSENSUS_STATE_TYPE_URL,
  decodeConsensusState,
  encodeConsensusState,
} from './ibc/consensus-state.ts'
export {
  decodeMisbehaviour,
  decodeTendermintHeader,
  encodeMisbehaviour,
  encodeTendermintHeader,
  HEADER_TYPE_URL,
  MISBEHAVIOUR_TYPE_URL,
} from './ibc/header.ts'
export type { TendermintHeader, TendermintMisbehaviour } from './ibc/header.ts'
