export { interchainModules } from './interchain-modules.ts'
export type { Interchain, InterchainOptions } from './interchain-modules.ts'
export type {
  Acknowledgement,
  Assurance,
  ClientReads,
  ClientStatus,
  ConsensusView,
  ForeignProof,
  InterchainPorts,
  LateAcknowledger,
  Packet,
  PacketApplication,
  PacketSender,
  Payload,
  ReceiveResult,
  SendInput,
  SendPlan,
  SentPacket,
} from './port.ts'
export { acknowledgementKey, commitmentKey, keyBytes, receiptKey } from './commitment/keys.ts'
export {
  acknowledgementCommitment,
  errorAcknowledgement,
  isErrorAcknowledgement,
  packetCommitment,
  packetFromJson,
  packetToJson,
  payloadHash,
} from './commitment/packet-hash.ts'
export { decodeMerkleProof, encodeMerkleProof, verifyMerkleProof } from './commitment/merkle-proof.ts'
export type { MerkleClaim, ProofLayout } from './commitment/merkle-proof.ts'
export { packetSchema } from './fields.ts'
export type { PacketJson } from './fields.ts'
export { errors as clientErrors } from './client/errors.ts'
export { errors as packetErrors } from './packet/errors.ts'
export { STATEMENT_CONSENSUS, STATEMENT_DOMINATED, STATEMENT_OWN_LEDGER } from './client/assurance.ts'
export type {
  CreateClient,
  FreezeClient,
  RecoverClient,
  RegisterCounterparty,
  RotateAnchors,
  SubmitMisbehaviour,
  UpdateClient,
} from './client/messages.ts'
export type { AcknowledgePacket, ReceivePacket, TimeoutPacket } from './packet/messages.ts'
export {
  actPart,
  acts,
  alarms,
  anchorRows,
  clients,
  consensusRows,
  counterparties,
  heightPart,
  validatorRows,
} from './client/state.ts'
export { ackRows, doneRows, equivocationRows, sentRows, sequencePart, waitingRows } from './packet/state.ts'
export {
  ACKNOWLEDGEMENT_BYTES_MAX,
  CLOCK_DRIFT_DEFAULT_MS,
  CLOCK_DRIFT_MAX_MS,
  CLOCK_DRIFT_MIN_MS,
  HEADER_BYTES_MAX,
  HEARTBEAT_MS,
  PAYLOAD_BYTES_MAX,
  PROOF_BYTES_MAX,
  TIMEOUT_SECONDS_MAX,
  TRUSTING_PERIOD_MAX_MS,
  TRUSTING_PERIOD_MIN_MS,
} from './limits.ts'
