import { defineErrors } from '@xiezhi/kernel'

/** Codes are part of the wire contract: append, never renumber or reuse. Refusals of clients and proofs are those of `client`. */
export const errors = defineErrors('packet', {
  PortUnknown: [2, 'no application of this zone stands behind the port'],
  CounterpartyMissing: [3, 'the client has no counterparty'],
  CounterpartyMismatch: [4, 'the packet names another counterparty than the client has'],
  TimeoutElapsed: [5, 'timeout elapsed'],
  TimeoutTooFar: [6, 'the timeout is more than 24 hours ahead'],
  TimeoutKnownPast: [7, 'the peer is already known to be at or past the timeout'],
  TimeoutNotReached: [8, 'the proved time of the peer is before the timeout'],
  PayloadInvalid: [9, 'the payload breaks a limit'],
  PacketMismatch: [10, 'the packet is not the one that was committed'],
  NotReceived: [11, 'no packet waits for an acknowledgement under this sequence'],
  AcknowledgementExists: [12, 'the packet has been acknowledged'],
  AcknowledgementIsSentinel: [13, 'a successful acknowledgement may not equal the universal error'],
  AcknowledgementBytes: [14, 'the acknowledgement is empty or exceeds its limit'],
})
